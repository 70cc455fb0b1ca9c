// The README's section on the radio agrees with the code and the vectors: frames, examples, devices, air times.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Protocols.Tests.Documents;

public sealed class RadioReadmeTests
{
    private static readonly string Readme = ProtocolFiles.Read("README.md");
    private static readonly string Radio = Between("## The radio", "## Vectors");
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("radio.json");

    [Fact]
    public void Every_example_is_a_vector()
    {
        const string form = "Example, (.+?) \\((\\d+) bytes\\):\n\n```\n(.+?)```";
        MatchCollection examples = Regex.Matches(Radio, form, RegexOptions.Singleline);
        Assert.True(examples.Count >= Enum.GetValues<RadioFrameKind>().Length - 1);
        foreach (Match example in examples)
        {
            JsonElement vector = All.Single(vector => vector.Text("note") == example.Groups[1].Value);
            Assert.Equal(vector.Text("frame"), example.Groups[3].Value.Replace("\n", ""));
            Assert.Equal(vector.Bytes("frame").Length, int.Parse(example.Groups[2].Value));
        }

        JsonElement code = RadioVector("install-code");
        Assert.Contains($"```\n{code.Text("code")}\n```", Radio);
        Assert.Contains($"device {code.GetProperty("deviceId")}", Radio);
        Assert.Contains($"secret `{code.Text("secret")}`", Radio);
    }

    [Fact]
    public void The_table_of_frames_is_that_of_the_code()
    {
        IEnumerable<string> rows = Regex.Matches(Radio, @"^\| (\d) \| \[.+\| (\d+) \|$", RegexOptions.Multiline)
            .Select(row => $"{row.Groups[1]} {row.Groups[2]}");
        IEnumerable<string> expected = Enum.GetValues<RadioFrameKind>().Where(kind => kind != RadioFrameKind.None)
            .Select(kind => $"{(int)kind} {RadioFrame.LeastTextOf(kind)}");
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void The_table_of_devices_is_the_catalogue()
    {
        const string form = @"^\| (\d+) \| [^|]+ \| (\d+) \| (\d+) \| (no|yes, \d) \|$";
        IEnumerable<string> rows = Regex.Matches(Radio, form, RegexOptions.Multiline)
            .Select(row => string.Join(' ', row.Groups.Values.Skip(1)));
        IEnumerable<string> expected = Enum.GetValues<DeviceKind>().Where(DeviceCatalogue.IsListed).Select(kind =>
        {
            bool calls = DeviceCatalogue.IsAlarm(kind, DeviceCause.Triggered);
            int priority = DeviceCatalogue.PriorityOf(kind, DeviceCause.Triggered);
            return $"{(int)kind} {DeviceCatalogue.TypeOf(kind)} {DeviceCatalogue.SupervisionMinutesOf(kind)} "
                + (calls ? $"yes, {priority}" : "no");
        });
        Assert.Equal(expected, rows);
    }

    [Fact]
    public void The_table_of_causes_is_the_catalogue()
    {
        const string form = @"^\| (\d+) \| [^|]+ \| (\d+)(?:; (\d+) at kinds? ([\d, ]+))? \|$";
        string table = Between("Within a kind, cause", "## Vectors");
        Match[] rows = Regex.Matches(table, form, RegexOptions.Multiline).ToArray();
        Assert.Equal(Enumerable.Range(0, DeviceCatalogue.LastCause + 1).Select(cause => $"{cause}"),
            rows.Select(row => row.Groups[1].Value));
        foreach (Match row in rows)
        {
            string[] others = row.Groups[4].Value.Split(", ");
            foreach (DeviceKind kind in Enum.GetValues<DeviceKind>().Where(DeviceCatalogue.IsListed))
            {
                string code = row.Groups[others.Contains($"{(int)kind}") ? 3 : 2].Value;
                DeviceCause cause = (DeviceCause)int.Parse(row.Groups[1].Value);
                Assert.Equal(code, DeviceCatalogue.CodeOf(kind, cause).ToString());
            }
        }
    }

    [Fact]
    public void The_table_of_air_times_is_that_of_the_code()
    {
        const string form = @"^\| [^|]+ \| (\d+) \| (\d+) \| (\d+) \|$";
        Match[] rows = Regex.Matches(Between("### Air time", "### Devices"), form, RegexOptions.Multiline).ToArray();
        Assert.Equal(7, rows.Length);
        foreach (Match row in rows)
        {
            int microseconds = AirTime.Microseconds(int.Parse(row.Groups[1].Value));
            Assert.Equal(microseconds.ToString(), row.Groups[2].Value);
            int most = RadioLimits.MaxAirMillisecondsPerHour * 1000 / microseconds;
            Assert.Equal(most.ToString(), row.Groups[3].Value);
        }
    }

    [Theory]
    [InlineData(typeof(PairingStep))]
    [InlineData(typeof(PairingReason))]
    [InlineData(typeof(WalkTestStep))]
    [InlineData(typeof(PairAction))]
    public void An_enumeration_of_a_message_is_listed_whole(Type type)
    {
        string row = Regex.Match(Readme, $"`{type.Name}`: .+").Value;
        IEnumerable<int> listed = Regex.Matches(row, @"\b(\d+) [a-z]")
            .Select(match => int.Parse(match.Groups[1].Value));
        Assert.Equal(Enum.GetValuesAsUnderlyingType(type).Cast<int>().Where(number => number > 0),
            listed.Where(number => number > 0));
    }

    [Fact]
    public void The_flags_are_listed_whole()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 64], Bits(typeof(DeviceFlags)));
        Assert.Equal([1, 2, 4, 8, 16, 32], Bits(typeof(ReportFlags)));
        string row = Regex.Match(Readme, @"bits \(`DeviceFlags`\): .+;").Value;
        Assert.Equal(Bits(typeof(DeviceFlags)), Regex.Matches(row, @"\d+").Select(match => int.Parse(match.Value)));
        row = Regex.Match(Radio, @"^\| 1 \| flags \| (.+);", RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(
            Bits(typeof(ReportFlags)),
            Regex.Matches(row, @"\b(\d+) [a-z]").Select(match => int.Parse(match.Groups[1].Value)));
    }

    private static IEnumerable<int> Bits(Type type) =>
        type.GetFields().Select(field => (int)field.GetRawConstantValue()!);

    private static JsonElement RadioVector(string name) => All.Single(vector => vector.Text("name") == name);

    private static string Between(string start, string end)
    {
        int from = Readme.IndexOf(start, StringComparison.Ordinal);
        int to = Readme.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"README.md has no '{start}' before '{end}'");
        return Readme[from..to];
    }
}
