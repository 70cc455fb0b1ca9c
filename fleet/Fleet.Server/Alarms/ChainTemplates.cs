// The chains that come with the program.
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>The default for each kind, and the chains of two municipalities as they describe them.</summary>
internal static class ChainTemplates
{
    private const int Day = 86_400;

    /// <summary>The chain of a municipality that has set none.</summary>
    public static EscalationChain Default(AlarmOptions options, CaseKind kind)
    {
        return kind switch
        {
            CaseKind.Person => Person(options),
            CaseKind.Technical => Quiet(options.UnclaimedTechnicalSeconds, options.ClaimedReminderSeconds),
            _ => Quiet(options.UnclaimedTestSeconds, options.ClaimedReminderSeconds),
        };
    }

    /// <summary>
    /// Helsingborg: operators first; a message that nobody confirms in five minutes is followed by a call (HBG-068);
    /// who has not checked in 30 minutes after accepting is reminded, then the next are told (HBG-072, UPP-033).
    /// </summary>
    public static EscalationChain Helsingborg()
    {
        return new EscalationChain(
            "helsingborg",
            IsDirect: false,
            Raised:
            [
                new(60, EscalationAction.SoundAgain),
                new(60, EscalationAction.ToSupervisor),
                new(120, EscalationAction.ToReserve),
                new(60, EscalationAction.SoundAgain),
            ],
            Claimed: [new(300, EscalationAction.RemindOwner), new(300, EscalationAction.Release)],
            Silent: [new(60, EscalationAction.Dispatch)],
            Dispatched:
            [
                new(300, EscalationAction.CallResponders),
                new(300, EscalationAction.NextResponders),
                new(300, EscalationAction.ToSupervisor),
                new(120, EscalationAction.NextResponders),
            ],
            Accepted: [new(1_800, EscalationAction.RemindResponder), new(300, EscalationAction.Redispatch)],
            OnSite: [new(3_600, EscalationAction.RemindResponder), new(1_800, EscalationAction.ToSupervisor)]);
    }

    /// <summary>
    /// Hultsfred: no operators (HUL-003); the phones of the group are told at once, and who has not answered within
    /// four to five minutes is called (HUL-051).
    /// </summary>
    public static EscalationChain Hultsfred()
    {
        return new EscalationChain(
            "hultsfred",
            IsDirect: true,
            Raised:
            [
                new(60, EscalationAction.Dispatch),
                new(60, EscalationAction.ToReserve),
                new(60, EscalationAction.Dispatch),
            ],
            Claimed: [new(300, EscalationAction.RemindOwner), new(300, EscalationAction.Dispatch)],
            Silent: [new(60, EscalationAction.Dispatch)],
            Dispatched:
            [
                new(270, EscalationAction.CallResponders),
                new(240, EscalationAction.NextResponders),
                new(240, EscalationAction.ToSupervisor),
                new(240, EscalationAction.ToReserve),
                new(240, EscalationAction.NextResponders),
            ],
            Accepted: [new(1_800, EscalationAction.RemindResponder), new(300, EscalationAction.Redispatch)],
            OnSite: [new(3_600, EscalationAction.RemindResponder), new(1_800, EscalationAction.ToSupervisor)]);
    }

    private static EscalationChain Person(AlarmOptions options)
    {
        int unclaimed = options.UnclaimedPersonSeconds;
        int reminder = options.ClaimedReminderSeconds;
        return new EscalationChain(
            "default",
            IsDirect: false,
            Raised:
            [
                new(unclaimed, EscalationAction.SoundAgain),
                new(unclaimed, EscalationAction.ToSupervisor),
                new(unclaimed, EscalationAction.ToReserve),
                new(unclaimed, EscalationAction.SoundAgain),
            ],
            Claimed:
            [
                new(reminder, EscalationAction.RemindOwner),
                new(reminder, EscalationAction.RemindOwner),
                new(reminder, EscalationAction.Release),
            ],
            Silent: [new(60, EscalationAction.Dispatch)],
            Dispatched:
            [
                new(300, EscalationAction.CallResponders),
                new(300, EscalationAction.NextResponders),
                new(300, EscalationAction.ToSupervisor),
                new(300, EscalationAction.NextResponders),
            ],
            Accepted: [new(1_800, EscalationAction.RemindResponder), new(300, EscalationAction.Redispatch)],
            OnSite: [new(3_600, EscalationAction.RemindResponder), new(3_600, EscalationAction.ToSupervisor)]);
    }

    /// <summary>Faults and tests wait twice as long each time, to a day: quieter, never silent.</summary>
    private static EscalationChain Quiet(int unclaimed, int reminder)
    {
        return new EscalationChain(
            "default",
            IsDirect: false,
            Doubled(unclaimed, EscalationAction.SoundAgain),
            Doubled(reminder, EscalationAction.RemindOwner),
            Silent: [new(1_800, EscalationAction.Dispatch)],
            Dispatched: Doubled(1_800, EscalationAction.ToSupervisor),
            Accepted: Doubled(7_200, EscalationAction.RemindResponder),
            OnSite: Doubled(7_200, EscalationAction.RemindResponder));
    }

    private static List<EscalationStep> Doubled(int seconds, EscalationAction action)
    {
        var steps = new List<EscalationStep>();
        for (long after = seconds; after < Day; after *= 2)
        {
            steps.Add(new EscalationStep((int)after, action));
        }

        steps.Add(new EscalationStep(Day, action));
        return steps;
    }
}
