// What a replay gives.

namespace Fleet.Server.Programming.Trial;

/// <summary>What a rule does at a moment.</summary>
internal enum FiringKind
{
    /// <summary>It raises an alarm; of a call held back, the alarm goes out.</summary>
    Alarm = 0,

    /// <summary>It does something else: speaks, switches, says who is at home.</summary>
    Other = 1,

    /// <summary>It is on trial and only tells that it would have done something.</summary>
    Trial = 2,

    /// <summary>It speaks its reminder and waits for a reaction.</summary>
    Reminder = 3,

    /// <summary>It was cancelled while it reminded.</summary>
    Cancelled = 4,
}

/// <summary>Something that a rule did.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="Since">When what it is about began or, of inactivity, last happened; null for what never has.</param>
/// <param name="DeviceId">The device that began it; 0 for none.</param>
/// <param name="IsReminded">Whether it spoke before, so that somebody might have answered.</param>
/// <param name="IsCall">Whether it is a call for help that was held back.</param>
internal sealed record Firing(
    int RuleId, FiringKind Kind, long At, long? Since, long DeviceId, bool IsReminded, bool IsCall = false);

