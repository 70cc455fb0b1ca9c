// Values of settings in words.
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Fleet.Server.Console.Resources;
using Fleet.Server.Programming.Settings;
using Hub.Protocols.Settings;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Programming;

/// <summary>Says what a setting is called and what a value means.</summary>
internal static class SettingWords
{
    /// <summary>What a setting is called.</summary>
    public static string Name(this IStringLocalizer<SettingTexts> texts, string name) => texts[$"Name_{name}"];

    /// <summary>What a level is called.</summary>
    public static string Level(this IStringLocalizer<SettingTexts> texts, SettingLevel level, string name) =>
        name.Length == 0 ? texts[$"Level_{level}"] : texts[$"Level_{level}_Named", name];

    /// <summary>A value; as at the bench when there is none.</summary>
    public static string Value(this IStringLocalizer<SettingTexts> texts, string name, JsonNode? value)
    {
        SettingRule? rule = Rule(name);
        return value switch
        {
            null => texts["AtTheBench"],
            JsonArray { Count: 0 } => texts["Nobody"],
            JsonArray items => string.Join(", ", items.Select(static one => one is JsonObject receiver
                ? $"{receiver["host"]}:{receiver["port"]}"
                : one!.ToString())),
            _ => Number(texts, rule, value.GetValue<int>()),
        };
    }

    /// <summary>The setting of a name; null when there is none.</summary>
    public static SettingRule? Rule(string name)
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

    private static string Number(IStringLocalizer<SettingTexts> texts, SettingRule? rule, int number)
    {
        switch (rule?.Key)
        {
            case SettingKeys.SummerTime or SettingKeys.Language:
                return texts[$"Choice_{rule.Name}_{number.ToString(CultureInfo.InvariantCulture)}"];
            case SettingKeys.NightStartMinute or SettingKeys.NightEndMinute:
                return SettingDraft.TimeOf(number);
            case SettingKeys.BytesPerDay when number == 0:
                return texts["NoLimit"];
            default:
                string unit = rule?.Unit is { Length: > 0 } known ? texts[$"Unit_{known}"].Value : "";
                return $"{number.ToString("N0", CultureInfo.CurrentCulture)} {unit}".TrimEnd();
        }
    }
}
