// The deadlines of alarm cases.
namespace Fleet.Server.Alarms;

/// <summary>The deadlines of alarm cases, in seconds.</summary>
/// <param name="UnclaimedPersonSeconds">A person case that nobody has claimed sounds again after this.</param>
/// <param name="UnclaimedTechnicalSeconds">The same for a technical case; doubled each time, to a day.</param>
/// <param name="UnclaimedTestSeconds">The same for a test case; doubled each time, to a day.</param>
/// <param name="ClaimedReminderSeconds">A claimed case reminds its owner after this (UPP-033: 30 minutes).</param>
public sealed record AlarmOptions(
    int UnclaimedPersonSeconds = 60,
    int UnclaimedTechnicalSeconds = 300,
    int UnclaimedTestSeconds = 900,
    int ClaimedReminderSeconds = 1_800);
