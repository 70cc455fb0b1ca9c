// Rules in plain words, in both languages, and what is odd about some.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Programming;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;
using static Slices.Tests.Programming.RuleSamples;

namespace Slices.Tests.Programming;

public sealed class RuleSummaryTests
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly SelectorEntry Motion = new(DeviceKind.MotionDetector, DeviceCause.Movement);
    private static readonly SelectorEntry Door = new(DeviceKind.DoorContact, DeviceCause.Opened);
    private readonly RuleSummaries _summaries = new();

    [Fact]
    public void HUL_046_a_rule_is_told_with_sensor_time_window_and_place()
    {
        RuleEntry rule = Template("HUL-022") with
        {
            Start = [Motion with { Location = 11 }],
            Window = new WindowEntry(360, 600, [DayOfWeek.Monday, DayOfWeek.Friday]),
        };
        Assert.Equal(
            "Om ingen rörelse märks i badrummet på 4 timmar mellan 06.00 och 10.00 (mån, fre): "
                + "larm till personal, prioritet 3.",
            _summaries.Of(rule, Swedish));
        Assert.Equal(
            "If no motion is noticed in the bath room for 4 hours between 06:00 and 10:00 (Mon, Fri): "
                + "alarm to staff, priority 3.",
            _summaries.Of(rule, English));
    }

    [Theory]
    [InlineData("HUL-023", "Provdrift: Om rörelse märks medan alla är borta: larm till personal, prioritet 5. "
        + "Sedan vilar regeln i 30 minuter. Det som skulle ha hänt antecknas, inget görs.")]
    [InlineData("HUL-025", "Om en dörr eller ett fönster öppnas mellan 22.00 och 06.00 och det inte händer inom "
        + "20 minuter att rörelse märks: larm till personal, prioritet 1. Inget avbryter förrän efter 30 sekunder.")]
    [InlineData("HUL-026", "När brandvarnaren känner rök: larm till personal, prioritet 1.")]
    [InlineData("HUL-029", "Om medicinskåpet inte öppnas på 30 minuter mellan 10.00 och 11.00: larm till personal "
        + "och anhöriga, prioritet 3. Först säger hubben ”Det är dags för medicinen” och väntar 30 minuter. "
        + "En gång under tiden räcker.")]
    public void The_general_plan_reads_as_it_is_meant(string requirement, string text) =>
        Assert.Equal(text, _summaries.Of(Template(requirement), Swedish));

    [Fact]
    public void Every_kind_and_cause_has_words_in_both_languages()
    {
        foreach (CultureInfo language in new[] { Swedish, English })
        {
            foreach (DeviceKind kind in Enum.GetValues<DeviceKind>().Where(DeviceCatalogue.IsListed))
            {
                foreach (DeviceCause cause in Enum.GetValues<DeviceCause>().Where(one => one != 0))
                {
                    var selector = new SelectorEntry(kind, cause, 0xABCD, 999, 2);
                    string text = _summaries.Of(Template("HUL-024") with { Start = [selector] }, language);
                    Assert.DoesNotContain('_', text);
                    Assert.DoesNotContain('{', text);
                    Assert.Contains("ABCD", text, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, "0 sekunder", "0 seconds")]
    [InlineData(1, "1 sekund", "1 second")]
    [InlineData(5_400, "1 timme 30 minuter", "1 hour 30 minutes")]
    [InlineData(604_800, "7 dygn", "7 days")]
    public void Times_are_told_in_words(int seconds, string swedish, string english)
    {
        Assert.Equal(swedish, _summaries.Duration(seconds, Swedish));
        Assert.Equal(english, _summaries.Duration(seconds, English));
    }

    public static TheoryData<string, RuleSetEntry> Odd
    {
        get
        {
            RuleEntry waits = Template("HUL-022");
            RuleEntry went = Template("HUL-025");
            return new TheoryData<string, RuleSetEntry>
            {
                { "", Set(waits, went) },
                { "SameStart 22 23", Set(waits, waits with { Id = 23 }) },
                { "", Set(waits, waits with { Id = 23, DelaySeconds = 7_200 }) },
                { "", Set(waits, waits with { Id = 23, Window = new(360, 601) }) },
                { "", Set(waits with { DelaySeconds = 14_400 }) },
                { "LongerThanWindow 22", Set(waits with { DelaySeconds = 14_401 }) },
                { "", Set(waits with { DelaySeconds = 86_400, Window = new(360, 360) }) },
                { "CancelsItself 25", Set(went with { Cancel = [Door] }) },
                { "CancelsItself 25", Set(went with { Cancel = [new(DeviceKind.DoorContact)] }) },
                { "", Set(went with { Cancel = [Door with { Location = 39 }] }) },
                {
                    "FollowCancels 25",
                    Set(went with { Kind = RuleKind.Sequence, Follow = [Motion], Cancel = [Motion] })
                },
                { "AwayInactivity 22", Set(waits with { Presence = RulePresence.Away }) },
                {
                    "NoEffect 25",
                    Set(went with
                    {
                        Presence = RulePresence.Away,
                        Actions = [new(RuleActionKind.Presence, Presence: RulePresence.Away)],
                    })
                },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Odd), DisableDiscoveryEnumeration = true)]
    public void What_is_odd_is_said(string expected, RuleSetEntry rules)
    {
        Assert.Empty(RuleDocument.Make(rules, 1, "").Faults);
        IReadOnlyList<RuleWarning> warnings = _summaries.Of(rules, Swedish).Warnings;
        Assert.Equal(
            expected, string.Join("; ", warnings.Select(one => $"{one.Kind} {string.Join(' ', one.RuleIds)}")));
        Assert.All(warnings, one => Assert.DoesNotContain('{', one.Text));
        Assert.All(warnings, one => Assert.DoesNotContain('_', one.Text));
    }
}
