// The bits of a heartbeat's link flags.
namespace Hub.Protocols.Messages;

/// <summary>How the hub's link stands; bits that are added up in a heartbeat.</summary>
public static class LinkFlags
{
    /// <summary>The modem uses a foreign network.</summary>
    public const int Roaming = 1;

    /// <summary>The session is not over the path that the hub prefers.</summary>
    public const int Redundant = 2;

    /// <summary>At least one path of the hub is known not to work.</summary>
    public const int PathFailed = 4;

    /// <summary>80 % of the day's bytes over the mobile network are used.</summary>
    public const int BudgetLow = 8;

    /// <summary>The day's bytes are used up: events and states of devices wait until tomorrow, alarms never do.
    /// </summary>
    public const int BudgetSpent = 16;

    /// <summary>The modem does not answer.</summary>
    public const int ModemSilent = 32;
}
