// The list of an image's parts.
using System;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Releases;

/// <summary>CycloneDX 1.5 in JSON, without time and serial number, so that the same image has the same list.</summary>
internal static class SbomWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    internal static byte[] Write(string model, SlotImage image)
    {
        var components = new JsonArray();
        foreach (ImageAssembly assembly in image.Assemblies)
        {
            string digest = Convert.ToHexStringLower(SHA256.HashData(assembly.Content));
            components.Add(new JsonObject
            {
                ["type"] = "library",
                ["bom-ref"] = assembly.Name,
                ["name"] = assembly.Name,
                ["version"] = AssemblyVersion.Of(assembly.Content),
                ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = digest }),
            });
        }

        var bom = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.5",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "firmware",
                    ["name"] = model,
                    ["version"] = image.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
            },
            ["components"] = components,
        };
        return JsonSerializer.SerializeToUtf8Bytes(bom, Indented);
    }
}
