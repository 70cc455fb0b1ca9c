// protocols/README.md agrees with the code and the vectors: fields, examples, faults, topics.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Hub.Protocols.Messages;
using Protocols.Tests.Messages;

namespace Protocols.Tests.Documents;

public sealed class ReadmeTests
{
    private static readonly string Readme = ProtocolFiles.Read("README.md");

    public static TheoryData<string> Names => [.. MessageCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_field_table_of_a_message_is_that_of_the_code(string name)
    {
        const string row = @"^\| (\d+ \| \w+ \| [^|]+ \| (yes|no)) \|";
        IEnumerable<string> rows = Regex.Matches(Section(name), row, RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
        Assert.Equal(MessageCatalog.Rules(MessageCatalog.Create(name)).Select(Describe), rows);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_of_a_message_is_its_full_vector(string name)
    {
        const string form = "Example, (.+?) \\((\\d+) bytes\\):\n\n```\n(.+?)```";
        Match example = Regex.Match(Section(name), form, RegexOptions.Singleline);
        Assert.True(example.Success, $"the section '{name}' has no example");
        string hex = example.Groups[3].Value.Replace("\n", "");
        System.Text.Json.JsonElement vector =
            ProtocolFiles.Vectors("messages.json").Single(vector => vector.Text("name") == name + "/full");
        Assert.Equal(vector.Text("hex"), hex);
        Assert.Equal(hex.Length / 2, int.Parse(example.Groups[2].Value));
        Assert.Equal(vector.Text("note"), example.Groups[1].Value);
    }

    [Fact]
    public void Every_fault_has_a_row()
    {
        string cbor = Readme[Readme.IndexOf("## CBOR", StringComparison.Ordinal)..];
        cbor = cbor[..cbor.IndexOf("\n## ", StringComparison.Ordinal)];
        IEnumerable<string> listed = Regex.Matches(cbor, @"^\| ((?:`\w+`(?:, )?)+) \| ", RegexOptions.Multiline)
            .SelectMany(row => Regex.Matches(row.Groups[1].Value, @"\w+").Select(name => name.Value));
        Assert.Equal(Enum.GetNames<MessageError>().Where(name => name != "None").Order(), listed.Order());
    }

    [Fact]
    public void Every_topic_has_a_row()
    {
        IEnumerable<string> listed = Regex.Matches(Readme, @"^\| `(hub/\{hubId\}/[a-z/]+)` \|", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value);
        IEnumerable<string> topics = Enum.GetValues<MessageKind>().Where(kind => kind != MessageKind.Unknown)
            .Select(kind => Topics.For("0123456789abcdef", kind).Replace("0123456789abcdef", "{hubId}"));
        Assert.Equal(topics, listed);
    }

    [Fact]
    public void Every_vector_file_has_a_row()
    {
        IEnumerable<string> files = ProtocolFiles.VectorFiles().Select(path => System.IO.Path.GetFileName(path));
        IEnumerable<string> listed = Regex.Matches(Readme, @"^\| `([a-z-]+\.json)` \|", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value);
        Assert.Equal(files.Order(), listed.Order());
    }

    private static string Section(string name)
    {
        Match section = Regex.Match(
            Readme, $"^### {name}\n(.*?)(?=^##)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"README.md has no section '{name}'");
        return section.Groups[1].Value;
    }

    private static string Describe(FieldRule rule)
    {
        bool isAlsoOutside = rule.AlsoAllowed > rule.Max;
        string range = rule.Type switch
        {
            FieldType.Text => $"text, 0..{rule.Max} bytes",
            FieldType.Bytes => $"byte string, {rule.Min}..{rule.Max} bytes",
            FieldType.Unsigned64 => "0..2^64-1",
            _ => $"{rule.Min}..{rule.Max}" + (isAlsoOutside ? $" or {rule.AlsoAllowed}" : ""),
        };
        return $"{rule.Key} | {rule.Name} | {range} | {(rule.IsRequired ? "yes" : "no")}";
    }
}
