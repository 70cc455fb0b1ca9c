// A modem whose every turn a test decides.
using System.Collections.Generic;
using System.Text;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Firmware.Tests.World;

internal sealed class TestModem : IModem
{
    private bool _isHung;

    internal TestVoice Calls { get; } = new();

    /// <summary>Whether it answers nothing; only cycling its power ends that.</summary>
    internal bool IsHung
    {
        get => _isHung;
        set
        {
            _isHung = value;
            Network = value ? Network : NetworkState.Registered;
        }
    }

    /// <summary>Whether not even cycling its power helps.</summary>
    internal bool IsDead { get; set; }

    internal int AskCount { get; private set; }

    internal List<(string Number, string Text)> Sent { get; } = [];

    internal int ReattachCount { get; private set; }

    internal int PowerCycleCount { get; private set; }

    /// <summary>What becomes of a short message; null when it stays under way.</summary>
    internal ShortMessageState? Outcome { get; set; } = ShortMessageState.Sent;

    /// <summary>Whether it takes short messages at all.</summary>
    internal bool TakesShortMessages { get; set; } = true;

    public NetworkState Network { get; set; } = NetworkState.Registered;

    public RadioTechnology Technology { get; set; } = RadioTechnology.FourthGeneration;

    public bool IsRoaming { get; set; }

    public int NetworkCode { get; set; } = 240_001;

    public int SignalDbm => -87;

    public long AnswerCount { get; private set; }

    public IVoice? Voice => Calls;

    public ShortMessageState ShortMessage { get; private set; }

    public void RequestStatus()
    {
        AskCount++;
        AnswerCount += IsHung || IsDead ? 0 : 1;
    }

    public void Reattach() => ReattachCount++;

    public void PowerCycle()
    {
        PowerCycleCount++;
        IsHung = false;
    }

    public bool SendShortMessage(string number, byte[] text, int count)
    {
        if (!TakesShortMessages)
        {
            return false;
        }

        Sent.Add((number, Encoding.ASCII.GetString(text, 0, count)));
        ShortMessage = Outcome ?? ShortMessageState.Sending;
        return true;
    }
}
