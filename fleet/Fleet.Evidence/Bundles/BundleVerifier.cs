// Checks a bundle with nothing but itself.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Evidence.Statistics;

namespace Fleet.Evidence.Bundles;

/// <summary>
/// Archive, signature of the manifest, hashes of the files, the case's own chain, the municipality's signed entries
/// about it, and that both tell the same.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Whether a file begins as a bundle does.</summary>
    public static bool IsBundle(ReadOnlySpan<byte> file)
    {
        return file.StartsWith("PK"u8);
    }

    /// <summary>Checks a bundle.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="trusted">
    /// The ids of the keys that may have signed, in hexadecimal; when empty, those in the bundle.
    /// </param>
    public static Verdict Check(byte[] archive, IReadOnlyCollection<string> trusted)
    {
        if (BundleArchive.Read(archive) is not { } files)
        {
            return Verdict.Wrong("The file is not an archive as it was exported.");
        }

        string[] names = [.. CaseBundle.SignedNames, CaseBundle.ManifestName, CaseBundle.SignatureName];
        if (!files.Select(file => file.Name).SequenceEqual(names))
        {
            return Verdict.Wrong("The archive does not hold the files of a case's bundle.");
        }

        byte[] json = files[^2].Content;
        if (Parse<BundleManifest>(json) is not { Format: BundleManifest.FormatName } manifest
            || manifest.Keys.Contains(null!) || manifest.Files.Contains(null!))
        {
            return Verdict.Wrong("manifest.json is not a manifest of the known format.");
        }

        using var keys = new LogKeys();
        if (FindKeyFault(manifest, trusted, keys) is { } keyFault)
        {
            return Verdict.Wrong(keyFault);
        }

        if (!keys.IsSigned(manifest.SignedBy, SHA256.HashData(json), files[^1].Content))
        {
            return Verdict.Wrong("manifest.sig is not the signature of manifest.json.");
        }

        if (FindFileFault(manifest, files) is { } name)
        {
            return Verdict.Wrong($"{name} is not as it was exported.");
        }

        if (Parse<BundleContent>(files[2].Content) is not { Format: BundleContent.FormatName } content
            || content.CaseLog.Contains(null!) || content.TenantLog.Contains(null!))
        {
            return Verdict.Wrong("case.json is not of the known format.");
        }

        return FindFault(content, manifest, keys) is { } fault
            ? Verdict.Wrong(fault)
            : new Verdict(null, Facts(content, manifest), [.. keys.Ids]);
    }

    private static string? FindKeyFault(BundleManifest manifest, IReadOnlyCollection<string> trusted, LogKeys keys)
    {
        foreach (ManifestKey key in manifest.Keys)
        {
            string id = Convert.ToHexStringLower(key.KeyId);
            if (!LogKeys.IdOf(key.PublicKey).AsSpan().SequenceEqual(key.KeyId) || !keys.TryAdd(key.PublicKey))
            {
                return $"The key {id} in manifest.json is not the key of that id.";
            }

            if (trusted.Count > 0 && !trusted.Contains(id, StringComparer.OrdinalIgnoreCase))
            {
                return $"The bundle is signed with the key {id}, which is none of those given.";
            }
        }

        return null;
    }

    private static string? FindFileFault(BundleManifest manifest, IReadOnlyList<BundleFile> files)
    {
        for (int i = 0; i < CaseBundle.SignedNames.Length; i++)
        {
            ManifestFile? said = manifest.Files.ElementAtOrDefault(i);
            if (said?.Name != files[i].Name || said.Size != files[i].Content.Length
                || !SHA256.HashData(files[i].Content).AsSpan().SequenceEqual(said.Sha256))
            {
                return files[i].Name;
            }
        }

        return manifest.Files.Count == CaseBundle.SignedNames.Length ? null : CaseBundle.ManifestName;
    }

    private static string? FindFault(BundleContent content, BundleManifest manifest, LogKeys keys)
    {
        if (manifest.CaseId != content.Case.CaseId || manifest.TenantId != content.TenantId)
        {
            return "manifest.json and case.json speak of different cases.";
        }

        byte[] last = TenantEntry.Zeros;
        for (int i = 0; i < content.CaseLog.Count; i++)
        {
            CaseEntry entry = content.CaseLog[i];
            if (entry.Number != i + 1 || entry.CaseId != content.Case.CaseId
                || !entry.ComputeHash(last).AsSpan().SequenceEqual(entry.Hash))
            {
                return $"The log of the case: entry {i + 1} is not as it was written.";
            }

            last = entry.Hash;
        }

        return FindSignedFault(content, keys) ?? FindExportFault(content, manifest, last);
    }

    private static string? FindSignedFault(BundleContent content, LogKeys keys)
    {
        long next = 0;
        TenantEntry? before = null;
        foreach (TenantEntry entry in content.TenantLog)
        {
            bool follows = before is null || entry.Number > before.Number + 1
                || (entry.Number == before.Number + 1
                    && before.Hash.AsSpan().SequenceEqual(entry.PreviousHash));
            if (!follows || entry.TenantId != content.TenantId || !entry.IsIntact
                || !keys.IsSigned(entry.KeyId, entry.Hash, entry.Signature))
            {
                return $"The municipality's log: entry {entry.Number} is not as it was written.";
            }

            before = entry;
            if (entry.Topic != TenantEntry.CaseTopic)
            {
                continue;
            }

            // Entries from before the municipality's log began are proven by the chain of those after them.
            next = next == 0 ? entry.SubjectNumber : next + 1;
            CaseEntry? own = content.CaseLog.ElementAtOrDefault((int)Math.Min(next - 1, int.MaxValue));
            if (entry.Subject != content.Case.CaseId.ToString() || entry.SubjectNumber != next || own is null
                || own.At != entry.At || !own.Hash.AsSpan().SequenceEqual(entry.ContentHash))
            {
                return $"The municipality's log: entry {entry.Number} is not about the next entry of the case.";
            }
        }

        return next == content.CaseLog.Count || next == 0
            ? null
            : $"The log of the case: entry {next + 1} is not in the municipality's log.";
    }

    private static string? FindExportFault(BundleContent content, BundleManifest manifest, byte[] last)
    {
        TenantEntry? export = content.TenantLog.LastOrDefault();
        bool isExport = export is { Topic: BundleContent.ExportTopic, Step: BundleContent.ExportStep }
            && export.Subject == content.Case.CaseId.ToString()
            && export.SubjectNumber == content.CaseLog.Count
            && export.ContentHash.AsSpan().SequenceEqual(last);
        return isExport && export!.Number == manifest.HeadNumber && export.At == manifest.ExportedAt
            && export.Hash.AsSpan().SequenceEqual(manifest.HeadHash)
            && content.TenantLog.Count(entry => entry.Topic != TenantEntry.CaseTopic) == 1
            ? null
            : "The export's own entry in the municipality's log does not belong to this log of the case.";
    }

    private static List<string> Facts(BundleContent content, BundleManifest manifest)
    {
        int signed = content.TenantLog.Count - 1;
        var facts = new List<string>
        {
            $"Case {content.Case.CaseNumber} ({content.Case.CaseId}) of {content.TenantName}.",
            $"{content.CaseLog.Count} entries in the log of the case, {signed} of them signed one by one.",
            $"Exported {SwedishClock.Text(manifest.ExportedAt)} Swedish time by {manifest.ExportedBy}, when the "
                + $"municipality's log had {manifest.HeadNumber} entries.",
        };
        return facts;
    }

    private static T? Parse<T>(byte[] json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, EvidenceJson.Indented);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
