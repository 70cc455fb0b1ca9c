// The places whose checks can fail, as numbers for the journal.
namespace Hub.Core;

/// <summary>Names for the codes of <see cref="Check.That"/>; a code is never used for another place later.</summary>
public static class CheckCode
{
    /// <summary>Not a failed check: another exception was caught.</summary>
    public const int Exception = 1;

    /// <summary>A setting is out of its range.</summary>
    public const int Settings = 2;

    /// <summary>The flash has too few or too small sectors.</summary>
    public const int Flash = 3;

    /// <summary>The table of pending alarms contradicts itself.</summary>
    public const int PendingAlarms = 4;

    /// <summary>Something that starts once was started again.</summary>
    public const int Restarted = 5;

    /// <summary>A message of the hub's own did not fit or broke its own rules.</summary>
    public const int OwnMessage = 6;

    /// <summary>More messages are under way than the window holds.</summary>
    public const int PublishWindow = 7;

    /// <summary>The uplink was used in the wrong state or with a message that is not the hub's to send.</summary>
    public const int Uplink = 8;

    /// <summary>The table of paired devices contradicts itself.</summary>
    public const int DeviceTable = 9;

    /// <summary>An adapter asked its bus for more or fewer bytes than it may.</summary>
    public const int BusTransfer = 10;
}
