// Rule sets: golden and hostile vectors, every limit, noise, and the shipped templates.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Rules;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Rules;

public sealed class RuleSetTests
{
    private static readonly IReadOnlyList<JsonElement> Vectors = ProtocolFiles.Vectors("rules.json");
    private readonly byte[] _buffer = new byte[8192];
    private readonly RuleSetReader _reader = new();
    private readonly RuleSetWriter _writer = new();
    private readonly RuleSet _set = new();

    public static TheoryData<string> Golden => [.. Names("rules")];

    public static TheoryData<string> Hostile => [.. Names("error")];

    [Theory]
    [MemberData(nameof(Golden))]
    public void HUL_010_a_golden_set_is_read_and_written_byte_for_byte(string name)
    {
        JsonElement vector = Find(name);
        byte[] document = vector.Bytes("hex");
        Assert.True(_reader.Read(_set, document, 0, document.Length), _reader.Reason());
        Assert.Equal(vector.Text("hex"), Encode(_set));
        Assert.Equal(vector.Text("hex"), Encode(RuleJson.Read(vector.GetProperty("rules"))));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HUL_010_a_hostile_set_is_refused_with_a_reason_that_names_the_rule(string name)
    {
        JsonElement vector = Find(name);
        byte[] document = vector.Bytes("hex");
        Assert.False(_reader.Read(_set, document, 0, document.Length));
        Assert.Equal((vector.Text("error"), vector.Text("reason")), (_reader.Fault.ToString(), _reader.Reason()));
    }

    [Fact]
    public void Every_fault_has_a_vector_or_is_of_the_size()
    {
        IEnumerable<string> shown = Vectors.Select(vector => vector.Text("error")).Distinct();
        IEnumerable<string> faults = Enum.GetNames<RuleFault>()
            .Except([nameof(RuleFault.None), nameof(RuleFault.TooLong)]);
        Assert.Equal(faults.Order(), shown.Where(name => name.Length > 0).Order());
    }

    [Fact]
    public void HUL_010_a_document_goes_to_its_limit_in_bytes_and_no_further()
    {
        RuleSet set = new() { Version = 1 };
        int length = 0;
        while (set.Count < RuleLimits.MaxRules && length + 200 < RuleLimits.MaxDocumentBytes)
        {
            Widest(set.Add()!, set.Count);
            length = _writer.Write(set, _buffer, 0, _buffer.Length);
        }

        Assert.InRange(length, RuleLimits.MaxDocumentBytes - 200, RuleLimits.MaxDocumentBytes);
        Assert.True(_reader.Read(_set, _buffer, 0, length));
        Assert.Equal(0, _writer.Write(set, _buffer, 0, length - 1));
        Assert.False(_reader.Read(_set, _buffer, 0, RuleLimits.MaxDocumentBytes + 1));
        Assert.Equal(RuleFault.TooLong, _reader.Fault);
        while (set.Count < RuleLimits.MaxRules)
        {
            Widest(set.Add()!, set.Count);
        }

        Assert.Equal(0, _writer.Write(set, _buffer, 0, _buffer.Length));
        Assert.Null(set.Add());
    }

    [Fact]
    public void HUL_010_thirty_two_rules_with_four_selectors_and_two_actions_each_fit_a_document()
    {
        RuleSet set = new() { Version = 1 };
        for (int id = 1; id <= RuleLimits.MaxRules; id++)
        {
            Rule rule = set.Add()!;
            Widest(rule, id);
            while (rule.CancelCount > 0)
            {
                rule.Clear();
                rule.Id = id;
                rule.Kind = RuleKind.Event;
                Fill(rule.AddStart()!);
                Fill(rule.AddCancel()!);
                rule.AddAction()!.Kind = RuleActionKind.Alarm;
                rule.ActionAt(0).Priority = 1;
                break;
            }
        }

        int length = _writer.Write(set, _buffer, 0, _buffer.Length);
        Assert.InRange(length, 1, RuleLimits.MaxDocumentBytes);
        Assert.True(_reader.Read(_set, _buffer, 0, length), _reader.Reason());
    }

    [Fact]
    public void A_rule_takes_as_many_selectors_and_actions_as_it_may_and_no_more()
    {
        Rule rule = new();
        Assert.All(Enumerable.Range(0, 4), _ => Assert.NotNull(rule.AddStart()));
        Assert.Null(rule.AddStart());
        Assert.All(Enumerable.Range(0, 2), _ => Assert.NotNull(rule.AddFollow()));
        Assert.All(Enumerable.Range(0, 2), _ => Assert.NotNull(rule.AddCancel()));
        Assert.Null(rule.AddCancel());
        Assert.Null(rule.AddFollow());
        Assert.NotNull(rule.AddAction());
        Assert.NotNull(rule.AddAction());
        Assert.Null(rule.AddAction());
    }

    [Fact]
    public void HUL_010_whatever_the_bytes_are_the_reader_says_so_and_never_throws()
    {
        Random random = new(5);
        byte[][] corpus = [.. Vectors.Select(vector => vector.Bytes("hex")).Where(bytes => bytes.Length > 0)];
        int taken = 0;
        for (int i = 0; i < 200_000; i++)
        {
            byte[] bytes = [.. corpus[random.Next(corpus.Length)]];
            for (int change = random.Next(4); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            int count = random.Next(3) == 0 ? random.Next(bytes.Length + 1) : bytes.Length;
            bool isTaken = _reader.Read(_set, bytes, 0, count);
            Assert.Equal(isTaken, _reader.Fault == RuleFault.None);
            Assert.InRange(_reader.Reason().Length, isTaken ? 0 : 1, 64);
            if (isTaken)
            {
                taken++;
                Assert.True(_writer.Write(_set, _buffer, 0, _buffer.Length) > 0);
            }
        }

        Assert.InRange(taken, 100, 199_000);
    }

    [Fact]
    public void HUL_022_to_030_every_row_of_the_plan_is_shipped_with_the_plans_figures_and_is_taken_by_a_hub()
    {
        RuleTemplates.AddAll(_set);
        _set.Version = 1;
        Assert.Equal([22, 23, 24, 25, 26, 27, 28, 29, 30, 128], Rules(_set).Select(rule => rule.Id));
        Assert.Equal(
            [14_400, 0, 0, 1_200, 0, 0, 0, 1_800, 0, 1_200], Rules(_set).Select(rule => rule.DelaySeconds));
        Assert.Equal(
            ["06-10", "", "", "22-06", "", "", "20-08", "10-11", "", "20-08"],
            Rules(_set).Select(rule => rule.HasWindow
                ? $"{rule.WindowStartMinute / 60:D2}-{rule.WindowEndMinute / 60:D2}"
                : ""));
        int length = _writer.Write(_set, _buffer, 0, _buffer.Length);
        Assert.True(_reader.Read(new RuleSet(), _buffer, 0, length), _reader.Reason());
        Assert.InRange(length, 200, 500);
    }

    private static IEnumerable<Rule> Rules(RuleSet set) => Enumerable.Range(0, set.Count).Select(set.At);

    private static void Fill(RuleSelector selector)
    {
        selector.DeviceId = uint.MaxValue;
        selector.Location = 999;
        selector.Occupant = 9;
    }

    private static void Widest(Rule rule, int id)
    {
        rule.Id = id;
        rule.Kind = RuleKind.Event;
        for (int i = 0; i < 4; i++)
        {
            Fill(rule.AddStart()!);
        }

        for (int i = 0; i < 4; i++)
        {
            Fill(rule.AddCancel()!);
        }

        rule.DelaySeconds = RuleLimits.MaxDelaySeconds;
        RuleAction alarm = rule.AddAction()!;
        alarm.Kind = RuleActionKind.Alarm;
        alarm.Priority = 9;
        alarm.DeviceType = 9999;
        alarm.StatusCode = 9999;
    }

    private static IEnumerable<string> Names(string property) =>
        Vectors.Where(vector => vector.TryGetProperty(property, out _)).Select(vector => vector.Text("name"));

    private static JsonElement Find(string name) => Vectors.Single(vector => vector.Text("name") == name);

    private string Encode(RuleSet set)
    {
        int length = _writer.Write(set, _buffer, 0, _buffer.Length);
        return Convert.ToHexStringLower(_buffer, 0, length);
    }
}
