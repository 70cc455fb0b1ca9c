// The stable codes of what happens in a case.
namespace Fleet.Server.Alarms;

/// <summary>
/// The steps in a case's log. Codes never change their meaning; texts for people come from resources.
/// </summary>
public static class CaseSteps
{
    /// <summary>The case was made.</summary>
    public const string Raised = "raised";

    /// <summary>Another alarm joined the open case.</summary>
    public const string Joined = "joined";

    /// <summary>The hub was told that its alarm is held.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>A person became the owner.</summary>
    public const string Claimed = "claimed";

    /// <summary>Nobody claimed the case in time; it sounds again.</summary>
    public const string Overdue = "overdue";

    /// <summary>The owner was reminded of the open case.</summary>
    public const string Reminded = "reminded";

    /// <summary>The condition went away; the case stays until somebody closes it.</summary>
    public const string Cleared = "cleared";

    /// <summary>The condition came back while the case was open.</summary>
    public const string Recurred = "recurred";

    /// <summary>The case is one of many of one outage and makes no sound for a while.</summary>
    public const string Quieted = "quieted";

    /// <summary>The case sounds again.</summary>
    public const string Woken = "woken";

    /// <summary>The case was not mended by when it had to be (HBG-086).</summary>
    public const string Breached = "breached";

    /// <summary>Something was exchanged, repaired or reset; a test must follow (HBG-083).</summary>
    public const string Exchanged = "exchanged";

    /// <summary>The case was closed with an outcome.</summary>
    public const string Closed = "closed";
}
