// Rules of all kinds, thrown together at random.
using System;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace EndToEnd.Tests.Trial;

/// <summary>Makes rule sets that a hub takes.</summary>
internal sealed class RandomRules(SeededRandom random)
{
    private static readonly RuleKind[] Kinds =
    [
        RuleKind.Event, RuleKind.Event, RuleKind.Event, RuleKind.State, RuleKind.State, RuleKind.Inactivity,
        RuleKind.Inactivity, RuleKind.Sequence, RuleKind.Sequence, RuleKind.Call,
    ];

    public RuleSet Make(uint version)
    {
        var set = new RuleSet { Version = version };
        int count = (int)random.Next(4, 12);
        for (int i = 0; i < count; i++)
        {
            Rule rule = set.Add()!;
            do
            {
                rule.Clear();
                Fill(rule, (i * 3) + 1);
            }
            while (RuleCheck.FindContradiction(rule).Length > 0);
        }

        return set;
    }

    private void Fill(Rule rule, int id)
    {
        rule.Id = id;
        rule.Kind = Kinds[Below(Kinds.Length)];
        if (rule.Kind == RuleKind.Call)
        {
            FillCall(rule);
            return;
        }

        Times(() => rule.AddStart()!, 1, 3);
        if (rule.Kind == RuleKind.Sequence)
        {
            Times(() => rule.AddFollow()!, 1, 2);
        }

        bool mayCancel = rule.Kind is RuleKind.Event or RuleKind.Sequence && random.Chance(70);
        if (mayCancel || rule.Kind == RuleKind.State)
        {
            Times(() => rule.AddCancel()!, 1, 3);
        }

        bool isStarted = rule.Kind is RuleKind.Event or RuleKind.Sequence;
        bool needsDelay = rule.Kind is RuleKind.Inactivity or RuleKind.Sequence;
        rule.DelaySeconds = !needsDelay && random.Chance(20) ? 0
            : (int)random.Next(1, random.Chance(50) ? 900 : 10_800);
        rule.CancelAfterSeconds = isStarted && random.Chance(30) ? (int)random.Next(1, 600) : 0;
        rule.CooldownSeconds = random.Chance(50) ? 0 : (int)random.Next(600, 7_200);
        rule.Presence = random.Chance(70) ? RulePresence.Any
            : random.Chance(60) ? RulePresence.Home : RulePresence.Away;
        rule.Flags = (random.Chance(15) ? RuleFlags.Trial : 0)
            | (isStarted && random.Chance(30) ? RuleFlags.Restarts : 0);
        FillWindow(rule, 60);
        if (rule is { Kind: RuleKind.Inactivity, HasWindow: true } && random.Chance(40))
        {
            rule.Flags |= RuleFlags.OnceIsEnough;
        }

        if (random.Chance(35))
        {
            rule.ReminderPhrase = (int)random.Next(RuleLimits.MinPhrase, RuleLimits.MaxPhrase + 1);
            rule.ReactSeconds = random.Chance(10) ? 0 : (int)random.Next(1, 1_200);
        }

        FillActions(rule);
    }

    private void FillCall(Rule rule)
    {
        RuleSelector start = rule.AddStart()!;
        start.DeviceKind = random.Chance(50) ? DeviceKind.PersonalTrigger : DeviceKind.FallDetector;
        rule.DelaySeconds = (int)random.Next(0, 61);
        rule.ReminderPhrase = random.Chance(50) ? 0 : RuleLimits.MinPhrase;
        rule.Presence = random.Chance(80) ? RulePresence.Any : RulePresence.Home;
        FillWindow(rule, 50);
    }

    private void FillWindow(Rule rule, int percent)
    {
        if (!random.Chance(percent))
        {
            return;
        }

        rule.HasWindow = true;

        // Often about the hour in which clocks change.
        rule.WindowStartMinute = random.Chance(30) ? (int)random.Next(60, 240) : (int)random.Next(0, 1_440);
        rule.WindowEndMinute = random.Chance(30) ? (int)random.Next(60, 240) : (int)random.Next(0, 1_440);
        rule.Weekdays = random.Chance(50) ? RuleLimits.AllWeekdays : (int)random.Next(1, 128);
    }

    private void FillActions(Rule rule)
    {
        if (random.Chance(65))
        {
            RuleAction alarm = rule.AddAction()!;
            alarm.Kind = RuleActionKind.Alarm;
            alarm.AlarmKind = random.Chance(60) ? AlarmKind.Person : AlarmKind.Technical;
            alarm.Priority = (int)random.Next(1, 10);
            alarm.DeviceType = DeviceTypes.Controller;
            alarm.StatusCode = StatusCodes.Inactive;
        }

        if (rule.ActionCount == 0 || random.Chance(20))
        {
            RuleAction other = rule.AddAction()!;
            bool isPresence = random.Chance(60);
            other.Kind = isPresence ? RuleActionKind.Presence : RuleActionKind.Speak;
            other.Argument = isPresence ? (int)random.Next(1, 3) : RuleLimits.MinPhrase;
        }
    }

    private void Times(Func<RuleSelector> add, int least, int most)
    {
        for (long i = random.Next(least, most + 1); i > 0; i--)
        {
            RuleSelector selector = add();
            uint device = (uint)random.Next(1, TrialHome.Kinds.Length + 1);
            DeviceKind kind = TrialHome.Kinds[device - 1];
            selector.DeviceId = random.Chance(40) ? device : 0;
            selector.DeviceKind = selector.DeviceId == 0 || random.Chance(50) ? kind : DeviceKind.Unknown;
            selector.Cause = random.Chance(75)
                ? DeviceSkills.Of(kind)[Below(DeviceSkills.Of(kind).Count)]
                : DeviceCause.Supervision;
        }
    }

    private int Below(int limit) => (int)random.Next(0, limit);
}
