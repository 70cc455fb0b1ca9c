// What the levels tell together.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Server.Http;
using Hub.Protocols.Settings;
using WireReader = Hub.Protocols.Settings.SettingsReader;

namespace Fleet.Server.Programming.Settings;

/// <summary>A revision of a level as a hub follows it.</summary>
/// <param name="Scope">The level.</param>
/// <param name="Settings">The revision.</param>
internal sealed record FollowedLevel(LevelScope Scope, ToldSettings Settings);

/// <summary>Puts levels together and makes the document of it.</summary>
internal static class EffectiveSettings
{
    /// <summary>The nearest level that tells a setting, by the setting's name.</summary>
    /// <param name="levels">From the widest to the nearest.</param>
    public static IReadOnlyDictionary<string, FollowedLevel> Origins(IReadOnlyList<FollowedLevel> levels)
    {
        var origins = new Dictionary<string, FollowedLevel>();
        foreach (FollowedLevel level in levels)
        {
            foreach (string name in level.Settings.Told.Keys)
            {
                origins[name] = level;
            }
        }

        return origins;
    }

    /// <summary>The values that count, by name, in the order of the schema.</summary>
    public static JsonObject Values(IReadOnlyList<FollowedLevel> levels)
    {
        IReadOnlyDictionary<string, FollowedLevel> origins = Origins(levels);
        var values = new JsonObject();
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            string name = SettingsSchema.At(i).Name;
            if (origins.TryGetValue(name, out FollowedLevel? level))
            {
                values[name] = level.Settings.Told[name].Value.DeepClone();
            }
        }

        return values;
    }

    /// <summary>Makes the document of a hub.</summary>
    /// <param name="values">The values that count.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="version">The version.</param>
    /// <param name="faults">Gathers what is wrong, each with the setting's name.</param>
    /// <returns>The document; empty when there is a fault.</returns>
    public static byte[] MakeDocument(JsonObject values, string hubId, uint version, List<FieldFault> faults)
    {
        var settings = new HomeSettings { HubId = hubId, Version = version };
        foreach ((string name, JsonNode? value) in values)
        {
            SettingForm.Put(settings, SettingForm.Find(name)!, value!);
        }

        byte[] buffer = new byte[SettingsLimits.MaxDocumentBytes];
        int count = new SettingsWriter().Write(settings, buffer, 0, buffer.Length);
        if (count == 0)
        {
            faults.Add(new FieldFault("values", string.Create(CultureInfo.InvariantCulture,
                $"are more than the {SettingsLimits.MaxDocumentBytes} bytes that a hub can hold.")));
            return [];
        }

        var reader = new WireReader();
        if (reader.Read(new HomeSettings(), buffer, 0, count))
        {
            return buffer[..count];
        }

        string place = reader.Field.Length == 0 ? "values" : "values." + reader.Field;
        faults.Add(new FieldFault(place, reader.Field switch
        {
            "nightStartMinute" or "nightEndMinute" => "must have the other end of the night with it.",
            "nightLampPercent" or "nightVolumePercent" => "needs a night: nightStartMinute and nightEndMinute.",
            "receivers" => "must be two different ones.",
            _ => $"is not taken by a hub: {reader.Reason()}.",
        }));
        return [];
    }

    /// <summary>What differs between two sets of values, by setting.</summary>
    public static IReadOnlyList<FieldDifference> Between(JsonObject old, JsonObject now)
    {
        return [.. Enumerable.Range(0, SettingsSchema.Count)
            .Select(i => SettingsSchema.At(i).Name)
            .Where(name => !JsonNode.DeepEquals(old[name], now[name]))
            .Select(name => new FieldDifference(name, old[name]?.DeepClone(), now[name]?.DeepClone()))];
    }

    /// <summary>The values as the text that the store keeps with a version.</summary>
    public static string ToText(JsonObject values)
    {
        return values.ToJsonString(JsonSettings.Options);
    }

    /// <summary>Reads that text.</summary>
    public static JsonObject FromText(string text)
    {
        return JsonNode.Parse(text)?.AsObject()
            ?? throw new JsonException("The store holds an empty document.");
    }
}
