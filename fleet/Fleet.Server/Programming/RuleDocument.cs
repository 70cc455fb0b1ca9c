// Rules as the document that a hub takes, checked with what the hub checks with.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Server.Http;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming;

/// <summary>What became of the making of a document.</summary>
/// <param name="Bytes">The document; empty when there is a fault.</param>
/// <param name="Entry">The rules as the document says them.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
internal sealed record MadeDocument(byte[] Bytes, RuleSetEntry Entry, IReadOnlyList<FieldFault> Faults);

/// <summary>Makes documents of rules.</summary>
internal static class RuleDocument
{
    private static readonly JsonSerializerOptions Plain = MakeOptions();

    /// <summary>Makes the document of a version.</summary>
    /// <param name="entry">The rules.</param>
    /// <param name="version">The version, 1 and up.</param>
    /// <param name="prefix">What stands before the place of each fault; may be empty.</param>
    public static MadeDocument Make(RuleSetEntry entry, uint version, string prefix)
    {
        IReadOnlyList<FieldFault> faults = RuleFieldCheck.Find(entry, prefix);
        if (faults.Count > 0)
        {
            return new MadeDocument([], entry, faults);
        }

        byte[] buffer = new byte[RuleLimits.MaxDocumentBytes];
        RuleSet rules = RuleSetForm.ToWire(entry, version);
        int count = new RuleSetWriter().Write(rules, buffer, 0, buffer.Length);
        if (count == 0)
        {
            return new MadeDocument([], entry,
            [
                new FieldFault(prefix + "rules", string.Create(CultureInfo.InvariantCulture,
                    $"are more than the {RuleLimits.MaxDocumentBytes} bytes that a hub can hold.")),
            ]);
        }

        var reader = new RuleSetReader();
        var read = new RuleSet();
        return reader.Read(read, buffer, 0, count)
            ? new MadeDocument(buffer[..count], RuleSetForm.FromWire(read), [])
            : new MadeDocument([], entry, [FaultOf(reader, entry, prefix)]);
    }

    /// <summary>The rules as the text that the store keeps.</summary>
    public static string ToText(RuleSetEntry entry)
    {
        return JsonSerializer.Serialize(entry, Plain);
    }

    /// <summary>Reads that text.</summary>
    public static RuleSetEntry FromText(string text)
    {
        return JsonSerializer.Deserialize<RuleSetEntry>(text, Plain)
            ?? throw new InvalidOperationException("The store holds an empty document.");
    }

    private static FieldFault FaultOf(RuleSetReader reader, RuleSetEntry entry, string prefix)
    {
        string place = prefix + "rules";
        RuleEntry? rule = null;
        if (reader.FaultyIndex >= 0 && entry.Rules is { } rules)
        {
            rule = rules[reader.FaultyIndex];
            place = RuleFieldCheck.Place(place, reader.FaultyIndex);
        }

        string field = NameOf(reader.Field, rule);
        string sentence = reader.Fault switch
        {
            RuleFault.Unordered => "must be above the one before it.",
            RuleFault.Contradiction => Contradiction(reader.Field),
            _ => $"is not taken by the hub: {reader.Reason()}.",
        };
        return new FieldFault(field.Length == 0 ? place : $"{place}.{field}", sentence);
    }

    private static string NameOf(string field, RuleEntry? rule)
    {
        return field switch
        {
            "windowStart" => "window.startMinute",
            "windowEnd" => "window.endMinute",
            "weekdays" => "window.days",
            "reactSeconds" => "reminder.reactSeconds",
            "flags" when rule is { Kind: RuleKind.Call, Trial: true } => "trial",
            "flags" when rule is { Restarts: true, Kind: not (RuleKind.Event or RuleKind.Sequence) } => "restarts",
            "flags" => "onceIsEnough",
            _ => field,
        };
    }

    private static string Contradiction(string field)
    {
        return field switch
        {
            "actions" => "must be something, at most one alarm; of a call nothing but an alarm.",
            "delaySeconds" => "must be given for inactivity and a sequence, and is at most "
                + $"{RuleLimits.MaxCallDelaySeconds} for a call.",
            "follow" => "must be given for a sequence, and for nothing else.",
            "cancel" => "must be given for a state, and not for inactivity or a call.",
            "cancelAfterSeconds" => "is for an event or a sequence only.",
            "start" => "must be kinds of device that call for help when triggered, for a call.",
            "reminder" => "does not go with smoke or carbon monoxide: nothing may hold these back for an answer.",
            "reactSeconds" => "must be 0 for a call.",
            "cooldownSeconds" => "must be 0 for a call.",
            _ => "does not go with this kind of rule.",
        };
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        JsonSettings.Apply(options);
        return options;
    }
}
