// The number that goes with a command.
using Hub.Protocols.Settings;

namespace Fleet.Server.Commands;

/// <summary>Which numbers may go with which command. What only the hub can know, it refuses itself.</summary>
public static class CommandArguments
{
    /// <summary>The highest number of a phrase.</summary>
    public const int HighestPhrase = 255;

    /// <summary>Added to a phrase's number that may be said at night too.</summary>
    public const int AtNightToo = 256;

    /// <summary>The phrase that tries the loudspeaker.</summary>
    public const int SpeakerTest = 72;

    /// <summary>The most numbers that a hub has to call.</summary>
    public const int MostNumbers = SettingsLimits.MaxNumbers;

    /// <summary>The number that is meant when none is given.</summary>
    public static int DefaultOf(HubCommandKind kind)
    {
        return kind switch
        {
            HubCommandKind.PlayPhrase => SpeakerTest,
            HubCommandKind.DialNumber => 1,
            HubCommandKind.OpenPairing => Limits.Devices.WindowSeconds,
            HubCommandKind.WalkTest => Limits.Devices.WalkSeconds,
            _ => 0,
        };
    }

    /// <summary>What is wrong with a number, as the end of a sentence; null when nothing is.</summary>
    public static string? FaultOf(HubCommandKind kind, int? argument)
    {
        if (argument is not { } number)
        {
            return null;
        }

        (int least, int most) = kind switch
        {
            HubCommandKind.PlayPhrase => (1, HighestPhrase + AtNightToo),
            HubCommandKind.DialNumber => (1, MostNumbers),
            HubCommandKind.OpenPairing => (Limits.Devices.ShortestSeconds, Limits.Devices.LongestWindowSeconds),
            HubCommandKind.WalkTest => (Limits.Devices.ShortestSeconds, Limits.Devices.LongestWalkSeconds),
            _ => (0, 0),
        };
        if (number >= least && number <= most)
        {
            return null;
        }

        return most == 0 ? "must be left out: the command takes none." : $"must be {least} to {most}.";
    }
}
