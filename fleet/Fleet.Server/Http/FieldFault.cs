// One field of a request that is wrong.
namespace Fleet.Server.Http;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field's path in the request, such as <c>windows[2].until</c>.</param>
/// <param name="Sentence">What it must be.</param>
public sealed record FieldFault(string Field, string Sentence);
