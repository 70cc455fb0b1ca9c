// index.json of a bundle: what is in it, for people and programs that read no CBOR.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Releases;

/// <summary>Says again what manifest and images say; only the names of the models stand nowhere else.</summary>
internal static class BundleIndex
{
    internal const string FileName = "index.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    internal static byte[] Write(ReleaseBundle bundle)
    {
        ReleaseDescription release = bundle.Description;
        var images = new JsonArray();
        for (int i = 0; i < release.Images.Count; i++)
        {
            BundleImage image = release.Images[i];
            images.Add(new JsonObject
            {
                ["model"] = image.Model,
                ["classId"] = Convert.ToHexStringLower(image.ClassId),
                ["image"] = BundleFiles.Image(i),
                ["imageBytes"] = image.Image.Length,
                ["imageSha256"] = Convert.ToHexStringLower(SHA256.HashData(image.Image)),
                ["digestList"] = BundleFiles.DigestList(i),
                ["listDigest"] = Convert.ToHexStringLower(image.ListDigest),
                ["sbom"] = BundleFiles.Sbom(i),
                ["requiresSequence"] = image.RequiresSequence,
                ["minimumBatteryPercent"] = image.MinimumBatteryPercent,
            });
        }

        var index = new JsonObject
        {
            ["version"] = 1,
            ["sequence"] = release.Sequence,
            ["versionText"] = release.Version,
            ["notesReference"] = release.NotesReference,
            ["newKey"] = Convert.ToHexStringLower(release.NewKey),
            ["images"] = images,
        };
        return JsonSerializer.SerializeToUtf8Bytes(index, Indented);
    }

    /// <summary>The names of the models in an index, in its order.</summary>
    /// <exception cref="ReleaseBundleException">It is no index.</exception>
    internal static IReadOnlyList<string> ReadModels(byte[] index)
    {
        try
        {
            JsonNode root = JsonNode.Parse(index)!;
            return [.. root["images"]!.AsArray().Select(image => image!["model"]!.GetValue<string>())];
        }
        catch (Exception exception)
            when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new ReleaseBundleException("The bundle's index.json is no index.");
        }
    }
}
