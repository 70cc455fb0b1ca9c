// hub.cddl and the field rules of the code say the same, line by line.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Hub.Protocols.Messages;
using Protocols.Tests.Messages;

namespace Protocols.Tests.Documents;

public sealed class CddlTests
{
    private static readonly string Cddl = ProtocolFiles.Read("hub.cddl");

    public static TheoryData<string> Names => [.. MessageCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_has_the_fields_that_its_rule_says(string name)
    {
        string rule = Body(name + " = {", "}");
        Assert.Equal("common,", rule.Split('\n')[0].Trim());
        Assert.Equal("later,", rule.TrimEnd().Split('\n')[^1].Trim());
        IEnumerable<string> expected = MessageCatalog.Rules(MessageCatalog.Create(name)).Select(Describe);
        Assert.Equal(expected, [.. Fields(Body("common = (", ")")), .. Fields(rule)]);
    }

    [Fact]
    public void The_choice_of_messages_lists_every_class()
    {
        IEnumerable<string> choices = Regex.Matches(Cddl, @"^message /?= (.+)$", RegexOptions.Multiline)
            .SelectMany(choice => choice.Groups[1].Value.Split(" / "));
        Assert.Equal(MessageCatalog.Names.Order(), choices.Order());
    }

    private static string Body(string start, string end)
    {
        Match match = Regex.Match(
            Cddl, "^" + Regex.Escape(start) + "\n(.*?)^" + Regex.Escape(end) + "$",
            RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(match.Success, $"hub.cddl has no rule '{start}'");
        return match.Groups[1].Value;
    }

    private static IEnumerable<string> Fields(string body)
    {
        foreach (string line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Match field = Regex.Match(line, @"^  (\? )?(\d+): (.+?), *; (\w+)$");
            if (!field.Success)
            {
                Assert.Matches("^  (common|later),$", line);
                continue;
            }

            string optional = field.Groups[1].Value;
            yield return $"{optional}{field.Groups[2]}: {Resolve(field.Groups[3].Value)} ; {field.Groups[4]}";
        }
    }

    private static string Resolve(string type)
    {
        Match named = Regex.Match(Cddl, $"^{Regex.Escape(type)} = (.+)$", RegexOptions.Multiline);
        return named.Success ? Resolve(named.Groups[1].Value) : type;
    }

    private static string Describe(FieldRule rule)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"{rule.Min}..{rule.Max}");
        string type = rule.Type switch
        {
            FieldType.Text => $"tstr .size (0..{rule.Max})",
            FieldType.Bytes => $"bstr .size ({range})",
            FieldType.Unsigned64 => "uint",
            _ => rule.AlsoAllowed == rule.Min || !IsOutside(rule) ? range : $"{range} / {rule.AlsoAllowed}",
        };
        return $"{(rule.IsRequired ? "" : "? ")}{rule.Key}: {type} ; {rule.Name}";
    }

    private static bool IsOutside(FieldRule rule) => rule.AlsoAllowed < rule.Min || rule.AlsoAllowed > rule.Max;
}
