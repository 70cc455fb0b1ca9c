// What a level tells, each setting with who told it, when and why.
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Server.Http;

namespace Fleet.Server.Programming.Settings;

/// <summary>A setting as a level tells it.</summary>
/// <param name="Value">The value in its one form.</param>
/// <param name="At">Since when.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="HasConsent">Whether who lives there has agreed.</param>
/// <param name="CaseNumber">The case that it answers; null for none.</param>
public sealed record ToldSetting(
    JsonNode Value, DateTimeOffset At, string ActorName, string Comment, bool HasConsent, long? CaseNumber);

/// <summary>A revision of a level.</summary>
/// <param name="Revision">1 and up; 0 for a level that has told nothing yet.</param>
/// <param name="Told">What it tells, by name.</param>
internal sealed record ToldSettings(long Revision, IReadOnlyDictionary<string, ToldSetting> Told)
{
    /// <summary>A level that has told nothing.</summary>
    public static ToldSettings None { get; } = new(0, new Dictionary<string, ToldSetting>());

    /// <summary>The text that the store keeps.</summary>
    public static string ToText(IReadOnlyDictionary<string, ToldSetting> told)
    {
        return JsonSerializer.Serialize(told, JsonSettings.Options);
    }

    /// <summary>Reads that text.</summary>
    public static IReadOnlyDictionary<string, ToldSetting> FromText(string text)
    {
        return JsonSerializer.Deserialize<Dictionary<string, ToldSetting>>(text, JsonSettings.Options)
            ?? throw new InvalidOperationException("The store holds an empty revision.");
    }
}
