// Rules that tests change.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Programming;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;
using Slices.Tests.World;

namespace Slices.Tests.Programming;

/// <summary>Small rule sets, and the ways to program them.</summary>
internal static class RuleSamples
{
    public static readonly ChangeCause Why = new("too many at night");

    /// <summary>A rule of the general plan, as it stands.</summary>
    public static RuleEntry Template(string requirement) =>
        GeneralPlan.Rules.First(one => one.Requirement == requirement).Rule;

    public static RuleSetEntry Set(params RuleEntry[] rules) => new(Rules: rules);

    /// <summary>No motion for so many hours between 06 and 10.</summary>
    public static RuleSetEntry Inactivity(int hours) =>
        Set(Template("HUL-022") with { DelaySeconds = hours * 3_600 });

    /// <summary>As many rules as a hub has room for, each with all that takes room.</summary>
    public static RuleSetEntry Large(int count) => Set([.. Enumerable.Range(1, count).Select(Wide)]);

    public static async Task<RulesChange> SetAsync(
        TestFleet fleet, RuleHub hub, RuleSetEntry rules, long seen, ChangeCause? why = null) =>
        await fleet.Get<IHubRules>().SetAsync(fleet.Operator, hub.Hub.HubId, rules, why ?? Why, seen, default);

    /// <summary>Programs rules that must be taken.</summary>
    public static async Task<RulesVersionView> DoneAsync(
        TestFleet fleet, RuleHub hub, RuleSetEntry rules, long seen, ChangeCause? why = null)
    {
        RulesChange change = await SetAsync(fleet, hub, rules, seen, why);
        Assert.True(
            change.Result == RulesResult.Done,
            $"{change.Result} {string.Join("; ", change.Faults.Select(one => one.Field + " " + one.Sentence))}");
        return change.Newest!;
    }

    public static async Task<RulesView> FindAsync(TestFleet fleet, RuleHub hub) =>
        (await fleet.Get<IHubRules>().FindAsync(fleet.Operator, hub.Hub.HubId, default))!;

    public static async Task<RulesVersionView> VersionAsync(TestFleet fleet, RuleHub hub, long version) =>
        (await fleet.Get<IHubRules>().FindVersionAsync(fleet.Operator, hub.Hub.HubId, version, default))!;

    /// <summary>A round, as it comes every second.</summary>
    public static Task RoundAsync(TestFleet fleet) => fleet.Get<DocumentRound>().RunAsync(default);

    public static int DelayOf(RuleSet? rules) => rules!.At(0).DelaySeconds;

    private static RuleEntry Wide(int id) => new(
        10_000 + id,
        RuleKind.Event,
        Selectors(4),
        null,
        Selectors(4),
        new WindowEntry(1_439, 1_438, [DayOfWeek.Monday]),
        RulePresence.Home,
        RuleLimits.MaxDelaySeconds,
        RuleLimits.MaxCancelAfterSeconds,
        new ReminderEntry(RuleLimits.MaxPhrase, RuleLimits.MaxReactSeconds),
        RuleLimits.MaxCooldownSeconds,
        Trial: true,
        Restarts: true,
        Actions: [new ActionEntry(RuleActionKind.Speak, Phrase: RuleLimits.MinPhrase)]);

    private static IReadOnlyList<SelectorEntry> Selectors(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new SelectorEntry(
            DeviceKind.MotionDetector, DeviceCause.Movement, uint.MaxValue - i, 999, 9)),
    ];
}
