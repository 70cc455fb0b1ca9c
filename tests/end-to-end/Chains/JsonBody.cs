// Reads fields of an answer.
using System.Text.Json;

namespace EndToEnd.Tests.Chains;

/// <summary>An answer of the interface.</summary>
internal sealed record JsonBody(JsonElement Value)
{
    /// <summary>A field's text; null when it is null.</summary>
    public string? Text(string field) => Value.GetProperty(field).GetString();
}
