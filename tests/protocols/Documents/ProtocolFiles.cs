// Finds the protocol's documents and vectors in the source tree.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Tests;

namespace Protocols.Tests.Documents;

internal static class ProtocolFiles
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Folder, "protocols");

    internal static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    internal static IReadOnlyList<JsonElement> Vectors(string name)
    {
        using JsonDocument document = JsonDocument.Parse(Read(Path.Combine("vectors", name)));
        return [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray()];
    }

    internal static IEnumerable<string> VectorFiles() => Directory.EnumerateFiles(Path.Combine(Folder, "vectors"));

    internal static byte[] Bytes(this JsonElement vector, string property) =>
        Convert.FromHexString(vector.GetProperty(property).GetString()!);

    internal static string Text(this JsonElement vector, string property) =>
        vector.TryGetProperty(property, out JsonElement value) ? value.GetString()! : "";
}
