// Rules as programs write them, and as hubs take them: the same, and what no hub takes is refused with its place.
using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fleet.Server;
using Fleet.Server.Programming;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;
using static Slices.Tests.Programming.RuleSamples;

namespace Slices.Tests.Programming;

public sealed class RuleFormTests
{
    [Fact]
    public void Every_vector_comes_back_from_the_written_form_byte_for_byte()
    {
        int tried = 0;
        foreach (JsonElement vector in Vectors().Where(one => one.TryGetProperty("rules", out _)))
        {
            byte[] bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var rules = new RuleSet();
            Assert.True(new RuleSetReader().Read(rules, bytes, 0, bytes.Length));
            RuleSetEntry entry = RuleDocument.FromText(RuleDocument.ToText(RuleSetForm.FromWire(rules)));
            MadeDocument made = RuleDocument.Make(entry, rules.Version, "");
            Assert.Equal([], made.Faults.Select(one => $"{vector.GetProperty("name")}: {one.Field} {one.Sentence}"));
            Assert.Equal(Convert.ToHexString(Plain(rules)), Convert.ToHexString(made.Bytes));
            tried++;
        }

        Assert.True(tried >= 8, $"{tried} vectors");
    }

    [Fact]
    public void Every_rule_of_the_general_plan_is_taken_as_it_stands()
    {
        Assert.Equal(10, GeneralPlan.Rules.Count);
        var all = new RuleSet();
        RuleTemplates.AddAll(all);
        RuleSetEntry entry = Set([.. GeneralPlan.Rules.Select(one => one.Rule).OrderBy(rule => rule.Id)]);
        MadeDocument made = RuleDocument.Make(entry, 1, "");
        Assert.Empty(made.Faults);
        Assert.Equal(all.Count, entry.Rules!.Count);
    }

    public static TheoryData<string, RuleSetEntry> Wrong
    {
        get
        {
            RuleEntry rule = Template("HUL-022");
            var alarm = new ActionEntry(RuleActionKind.Alarm, Priority: 1);
            var selector = new SelectorEntry(DeviceKind.Mat);
            var wrong = new TheoryData<string, RuleSetEntry>
            {
                { "x.offsetMinutes", Set(rule) with { OffsetMinutes = 841 } },
                { "x.offsetMinutes", Set(rule) with { OffsetMinutes = -721 } },
                { "x.rules[0].id", Set(rule with { Id = 0 }) },
                { "x.rules[0].id", Set(rule with { Id = 65_536 }) },
                { "x.rules[1].id", Set(rule, rule) },
                { "x.rules[0].kind", Set(rule with { Kind = RuleKind.None }) },
                { "x.rules[0].start", Set(rule with { Start = null }) },
                { "x.rules[0].start", Set(rule with { Start = [selector, selector, selector, selector, selector] }) },
                { "x.rules[0].start[0]", Set(rule with { Start = [new SelectorEntry()] }) },
                { "x.rules[0].start[0].deviceKind", Set(rule with { Start = [new((DeviceKind)18)] }) },
                { "x.rules[0].start[0].cause", Set(rule with { Start = [selector with { Cause = (DeviceCause)19 }] }) },
                { "x.rules[0].start[0].deviceId", Set(rule with { Start = [selector with { DeviceId = 1L << 32 }] }) },
                { "x.rules[0].start[0].location", Set(rule with { Start = [selector with { Location = 1_000 }] }) },
                { "x.rules[0].start[0].occupant", Set(rule with { Start = [selector with { Occupant = 10 }] }) },
                { "x.rules[0].window.startMinute", Set(rule with { Window = new(1_440, 0) }) },
                { "x.rules[0].window.endMinute", Set(rule with { Window = new(0, -1) }) },
                { "x.rules[0].window.days", Set(rule with { Window = new(0, 1, []) }) },
                {
                    "x.rules[0].window.days",
                    Set(rule with { Window = new(0, 1, [DayOfWeek.Monday, DayOfWeek.Monday]) })
                },
                { "x.rules[0].delaySeconds", Set(rule with { DelaySeconds = RuleLimits.MaxDelaySeconds + 1 }) },
                { "x.rules[0].delaySeconds", Set(rule with { DelaySeconds = 0 }) },
                { "x.rules[0].cancelAfterSeconds", Set(rule with { CancelAfterSeconds = 3_601 }) },
                { "x.rules[0].cancelAfterSeconds", Set(rule with { CancelAfterSeconds = 1 }) },
                { "x.rules[0].reminder.phrase", Set(rule with { Reminder = new(19, 0) }) },
                { "x.rules[0].reminder.reactSeconds", Set(rule with { Reminder = new(20, 7_201) }) },
                { "x.rules[0].cooldownSeconds", Set(rule with { CooldownSeconds = 86_401 }) },
                { "x.rules[0].restarts", Set(rule with { Restarts = true }) },
                { "x.rules[0].onceIsEnough", Set(rule with { OnceIsEnough = true, Window = null }) },
                { "x.rules[0].trial", Set(Template("HUL-030") with { Trial = true }) },
                { "x.rules[0].follow", Set(rule with { Follow = [selector] }) },
                { "x.rules[0].cancel", Set(rule with { Cancel = [selector] }) },
                { "x.rules[0].cancel", Set(rule with { Kind = RuleKind.State }) },
                { "x.rules[0].actions", Set(rule with { Actions = [] }) },
                { "x.rules[0].actions", Set(rule with { Actions = [alarm, alarm] }) },
                { "x.rules[0].actions", Set(rule with { Actions = [alarm, alarm, alarm] }) },
                { "x.rules[0].actions[0].kind", Set(rule with { Actions = [new ActionEntry()] }) },
                { "x.rules[0].actions[0].priority", Set(rule with { Actions = [alarm with { Priority = 10 }] }) },
                { "x.rules[0].actions[0].priority", Set(rule with { Actions = [alarm with { Priority = null }] }) },
                {
                    "x.rules[0].actions[0].alarmKind",
                    Set(rule with { Actions = [alarm with { AlarmKind = AlarmKind.SilentTest }] })
                },
                { "x.rules[0].actions[0].order", Set(rule with { Actions = [alarm with { Order = PlugOrder.On }] }) },
                { "x.rules[0].actions[0].order", Set(rule with { Actions = [new(RuleActionKind.Switch)] }) },
                {
                    "x.rules[0].actions[0].phrase",
                    Set(rule with { Actions = [new(RuleActionKind.Speak, Phrase: 40)] })
                },
                {
                    "x.rules[0].actions[0].presence",
                    Set(rule with { Actions = [new(RuleActionKind.Presence, Presence: RulePresence.Any)] })
                },
                { "x.rules", Set([.. Enumerable.Range(1, 33).Select(id => rule with { Id = id })]) },
            };
            return wrong;
        }
    }

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_no_hub_takes_is_refused_with_its_place(string place, RuleSetEntry rules)
    {
        MadeDocument made = RuleDocument.Make(rules, 1, "x.");
        Assert.Empty(made.Bytes);
        Assert.Equal([place], made.Faults.Select(one => one.Field));
    }

    [Fact]
    public void As_many_faults_are_named_as_an_answer_has_room_for()
    {
        RuleSetEntry rules = Set([.. Enumerable.Range(1, RuleLimits.MaxRules).Select(_ => new RuleEntry())]);
        Assert.Equal(Limits.Programming.Faults, RuleDocument.Make(rules, 1, "").Faults.Count);
    }

    private static byte[] Plain(RuleSet rules)
    {
        byte[] buffer = new byte[RuleLimits.MaxDocumentBytes];
        return buffer[..new RuleSetWriter().Write(rules, buffer, 0, buffer.Length)];
    }

    private static JsonElement[] Vectors()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Valfardshub.slnx")))
        {
            folder = folder.Parent;
        }

        string path = Path.Combine(folder!.FullName, "protocols", "vectors", "rules.json");
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("vectors").EnumerateArray()];
    }
}
