// Settings documents: golden and hostile vectors, noise, the limits, and the three places that say the same.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Protocols.Rules;
using Hub.Protocols.Settings;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Settings;

public sealed class SettingsTests
{
    private static readonly IReadOnlyList<JsonElement> Vectors = ProtocolFiles.Vectors("settings.json");
    private readonly byte[] _buffer = new byte[4096];
    private readonly SettingsReader _reader = new();
    private readonly SettingsWriter _writer = new();
    private readonly HomeSettings _settings = new();

    public static TheoryData<string> Golden => [.. Names("settings")];

    public static TheoryData<string> Hostile => [.. Names("error")];

    [Theory]
    [MemberData(nameof(Golden))]
    public void HBG_017_a_golden_document_is_read_and_written_byte_for_byte(string name)
    {
        JsonElement vector = Find(name);
        byte[] document = vector.Bytes("hex");
        Assert.True(_reader.Read(_settings, document, 0, document.Length), _reader.Reason());
        Assert.Equal(vector.Text("hex"), Encode(_settings));
        Assert.Equal(vector.Text("hex"), Encode(FromJson(vector.GetProperty("settings"))));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HBG_017_a_hostile_document_is_refused_with_a_reason_that_names_the_setting(string name)
    {
        JsonElement vector = Find(name);
        byte[] document = vector.Bytes("hex");
        Assert.False(_reader.Read(_settings, document, 0, document.Length));
        Assert.Equal((vector.Text("error"), vector.Text("reason")), (_reader.Fault.ToString(), _reader.Reason()));
    }

    [Fact]
    public void HBG_017_whatever_the_bytes_are_the_reader_says_so_and_never_throws()
    {
        Random random = new(7);
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
            bool isTaken = _reader.Read(_settings, bytes, 0, count);
            Assert.Equal(isTaken, _reader.Fault == RuleFault.None);
            Assert.InRange(_reader.Reason().Length, isTaken ? 0 : 1, 64);
            if (isTaken)
            {
                taken++;
                int written = _writer.Write(_settings, _buffer, 0, _buffer.Length);
                Assert.Equal(bytes.AsSpan(0, count), _buffer.AsSpan(0, written));
            }
        }

        Assert.InRange(taken, 100, 199_000);
    }

    [Fact]
    public void A_document_longer_than_any_may_be_is_refused_and_not_written()
    {
        Assert.False(_reader.Read(_settings, _buffer, 0, SettingsLimits.MaxDocumentBytes + 1));
        Assert.Equal(RuleFault.TooLong, _reader.Fault);
        HomeSettings highest = FromJson(Find("highest").GetProperty("settings"));
        int length = _writer.Write(highest, _buffer, 0, _buffer.Length);
        Assert.InRange(length, 1, SettingsLimits.MaxDocumentBytes);
        Assert.Equal(0, _writer.Write(highest, _buffer, 0, length - 1));
    }

    [Fact]
    public void HBG_017_the_cddl_lists_the_settings_of_the_code_with_their_ranges()
    {
        string cddl = ProtocolFiles.Read("settings.cddl");
        IEnumerable<string> listed = Regex.Matches(cddl, @"^  \? (\d+: .+?), *; (\w+)$", RegexOptions.Multiline)
            .Select(line => $"{line.Groups[1]} {line.Groups[2]}");
        Assert.Equal(Schema().Select(rule => $"{rule.Key}: {Cddl(rule)} {rule.Name}"), listed);
    }

    [Fact]
    public void HBG_017_HUL_044_the_readme_lists_the_settings_of_the_code_with_unit_and_who_decides()
    {
        string readme = ProtocolFiles.Read("README.md");
        readme = readme[readme.IndexOf("\n## Settings\n", StringComparison.Ordinal)..];
        readme = readme[..readme.IndexOf("\n## Rules\n", StringComparison.Ordinal)];
        IEnumerable<string> listed = Regex.Matches(readme, @"^\| (\d+ \|(?:[^|]*\|){5}) ", RegexOptions.Multiline)
            .Select(row => Regex.Replace(row.Groups[1].Value, @"\s+", " ").Trim());
        Assert.Equal(Schema().Select(Row), listed);
    }

    private static IEnumerable<SettingRule> Schema() =>
        Enumerable.Range(0, SettingsSchema.Count).Select(SettingsSchema.At);

    private static string Cddl(SettingRule rule) => rule.Kind switch
    {
        SettingKind.PhoneNumbers => Invariant($"[ {rule.Min}*{rule.Max} telephone-number ]"),
        SettingKind.Receivers => Invariant($"[ {rule.Min}*{rule.Max} receiver ]"),
        _ => Invariant($"{rule.Min}..{rule.Max}"),
    };

    private static string Row(SettingRule rule)
    {
        string range = Invariant($"{rule.Min}..{rule.Max}") + (rule.Kind == SettingKind.Number ? "" : " items");
        string unit = rule.Unit.Length > 0 ? $" {rule.Unit} " : " ";
        string owner = rule.Owner == SettingOwner.Technician ? "technician" : "alarm-responsible";
        string consent = rule.NeedsConsent ? "yes" : "no";
        return Invariant($"{rule.Key} | {rule.Name} | {range} |{unit}| {owner} | {consent} |");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Names(string property) => Vectors
        .Where(vector => vector.TryGetProperty(property, out _)).Select(vector => vector.Text("name"));

    private static JsonElement Find(string name) => Vectors.Single(vector => vector.Text("name") == name);

    private string Encode(HomeSettings settings)
    {
        int length = _writer.Write(settings, _buffer, 0, _buffer.Length);
        return Convert.ToHexStringLower(_buffer, 0, length);
    }

    private static HomeSettings FromJson(JsonElement json)
    {
        HomeSettings settings = new()
        {
            Version = json.GetProperty("version").GetUInt32(),
            HubId = json.GetProperty("hubId").GetString()!,
        };
        foreach (JsonProperty value in json.GetProperty("values").EnumerateObject())
        {
            SettingRule rule = Schema().Single(rule => rule.Name == value.Name);
            switch (rule.Kind)
            {
                case SettingKind.PhoneNumbers:
                    settings.Set(rule.Key, [.. value.Value.EnumerateArray().Select(number => number.GetString()!)]);
                    break;
                case SettingKind.Receivers:
                    settings.Set([.. value.Value.EnumerateArray().Select(receiver =>
                        new ReceiverAddress(receiver[0].GetString()!, receiver[1].GetInt32()))]);
                    break;
                default:
                    settings.Set(rule.Key, value.Value.GetInt32());
                    break;
            }
        }

        return settings;
    }
}
