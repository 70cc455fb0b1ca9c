// A setting as a level tells it.
using System;
using System.Text.Json.Nodes;

namespace Fleet.Server.Programming;

/// <summary>A setting as a level tells it.</summary>
/// <param name="Value">The value in its one form.</param>
/// <param name="At">Since when.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="HasConsent">Whether who lives there has agreed.</param>
/// <param name="CaseNumber">The case that it answers; null for none.</param>
public sealed record ToldSetting(
    JsonNode Value, DateTimeOffset At, string ActorName, string Comment, bool HasConsent, long? CaseNumber);
