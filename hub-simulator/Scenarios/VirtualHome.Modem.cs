// The modem of a virtual home with several ways out.
using Hub.Core;
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios;

/// <content>Whom it reaches beside its paths.</content>
public sealed partial class VirtualHome
{
    private const long TalkMilliseconds = 20_000;

    private static SimulatedModem MakeModem(Agenda agenda)
    {
        SimulatedModem modem = new(agenda);
        modem.Calls.TalkMilliseconds = TalkMilliseconds;
        return modem;
    }

    private static LinkSettings MakeLinkSettings(bool hasPaths) => new()
    {
        ReconnectSpreadSeconds = 5,
        ShortMessageNumbers = hasPaths ? ["+46700000001", "+46700000002"] : [],
        VoiceNumbers = hasPaths ? ["+46100000001"] : [],
        AnsweredNumbers = hasPaths ? ["+46100000001"] : [],
        Receivers = hasPaths ? [.. HomePaths.Addresses] : [],
    };
}
