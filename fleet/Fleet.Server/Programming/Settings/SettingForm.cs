// A setting's value between JSON and the document that a hub takes.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Server.Http;
using Hub.Protocols.Alarms;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming.Settings;

/// <summary>
/// Reads values as they are given, names what is wrong, and brings them into the one form in which they are kept and
/// compared: a number, a list of telephone numbers, or a list of host and port.
/// </summary>
internal static class SettingForm
{
    private const string Host = "host";
    private const string Port = "port";

    /// <summary>The setting of a name; null when there is none.</summary>
    public static SettingRule? Find(string name)
    {
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            if (SettingsSchema.At(i).Name == name)
            {
                return SettingsSchema.At(i);
            }
        }

        return null;
    }

    /// <summary>Reads a value.</summary>
    /// <param name="rule">The setting.</param>
    /// <param name="given">The value as it was given.</param>
    /// <param name="place">Where it stands, for faults.</param>
    /// <param name="faults">Gathers what is wrong.</param>
    /// <returns>The value in its one form; null when it has a fault.</returns>
    public static JsonNode? Read(SettingRule rule, JsonElement given, string place, List<FieldFault> faults)
    {
        return rule.Kind switch
        {
            SettingKind.PhoneNumbers => ReadList(rule, given, place, "telephone numbers", ReadPhone, faults),
            SettingKind.Receivers => ReadList(rule, given, place, "receivers", ReadReceiver, faults),
            _ => ReadNumber(rule, given, place, faults),
        };
    }

    /// <summary>Puts a value into a document.</summary>
    public static void Put(HomeSettings settings, SettingRule rule, JsonNode value)
    {
        switch (rule.Kind)
        {
            case SettingKind.PhoneNumbers:
                settings.Set(rule.Key, [.. Items(value, static one => one.GetValue<string>())]);
                break;
            case SettingKind.Receivers:
                settings.Set([.. Items(value, static one =>
                    new ReceiverAddress(one[Host]!.GetValue<string>(), one[Port]!.GetValue<int>()))]);
                break;
            default:
                settings.Set(rule.Key, value.GetValue<int>());
                break;
        }
    }

    private static JsonValue? ReadNumber(SettingRule rule, JsonElement given, string place, List<FieldFault> faults)
    {
        if (given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out int number)
            && number >= rule.Min && number <= rule.Max)
        {
            return JsonValue.Create(number);
        }

        string unit = rule.Unit.Length == 0 ? "" : " " + rule.Unit;
        faults.Add(new FieldFault(place, string.Create(CultureInfo.InvariantCulture,
            $"must be a whole number from {rule.Min} to {rule.Max}{unit}.")));
        return null;
    }

    private static JsonArray? ReadList(
        SettingRule rule,
        JsonElement given,
        string place,
        string what,
        Func<JsonElement, string, List<FieldFault>, JsonNode?> readItem,
        List<FieldFault> faults)
    {
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() < rule.Min
            || given.GetArrayLength() > rule.Max)
        {
            faults.Add(new FieldFault(place, string.Create(CultureInfo.InvariantCulture,
                $"must be a list of {rule.Min} to {rule.Max} {what}.")));
            return null;
        }

        var items = new JsonArray();
        bool isSound = true;
        foreach (JsonElement item in given.EnumerateArray())
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{place}[{items.Count}]");
            JsonNode? read = readItem(item, at, faults);
            isSound &= read is not null;
            items.Add(read);
        }

        return isSound ? items : null;
    }

    private static JsonValue? ReadPhone(JsonElement given, string place, List<FieldFault> faults)
    {
        string? typed = given.ValueKind == JsonValueKind.String ? given.GetString() : null;

        // A short number, such as that of an exchange within a house, is dialled as it is.
        string? number = typed is null ? null : PhoneNumbers.Normal(typed) ?? typed.Trim();
        if (number is not null && PhoneNumber.IsValid(number))
        {
            return JsonValue.Create(number);
        }

        faults.Add(new FieldFault(place, PhoneNumbers.Rule));
        return null;
    }

    private static JsonObject? ReadReceiver(JsonElement given, string place, List<FieldFault> faults)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new FieldFault(place, "must have a host and a port."));
            return null;
        }

        string host = given.TryGetProperty(Host, out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!.Trim()
            : "";
        int port = given.TryGetProperty(Port, out JsonElement digits) && digits.ValueKind == JsonValueKind.Number
            && digits.TryGetInt32(out int number) ? number : 0;
        bool isSound = true;
        if (!ReceiverAddress.IsHost(host))
        {
            faults.Add(new FieldFault(place + "." + Host, string.Create(CultureInfo.InvariantCulture,
                $"must be a host name or an address of 1 to {SettingsLimits.MaxHostCharacters} characters.")));
            isSound = false;
        }

        if (!ReceiverAddress.IsPort(port))
        {
            faults.Add(new FieldFault(place + "." + Port, string.Create(CultureInfo.InvariantCulture,
                $"must be a whole number from 1 to {SettingsLimits.MaxPort}.")));
            isSound = false;
        }

        foreach (JsonProperty property in given.EnumerateObject())
        {
            if (property.Name is not (Host or Port))
            {
                faults.Add(new FieldFault(place + "." + property.Name, "is not known here."));
                isSound = false;
            }
        }

        return isSound ? new JsonObject { [Host] = host, [Port] = port } : null;
    }

    private static IEnumerable<T> Items<T>(JsonNode value, Func<JsonNode, T> read)
    {
        foreach (JsonNode? one in value.AsArray())
        {
            yield return read(one!);
        }
    }
}
