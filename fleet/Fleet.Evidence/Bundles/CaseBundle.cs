// Puts a bundle together.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.Evidence.Bundles;

/// <summary>Writes the bundle of one case.</summary>
public static class CaseBundle
{
    /// <summary>For programs: everything.</summary>
    public const string JsonName = "case.json";

    /// <summary>For people.</summary>
    public const string PageName = "case.html";

    /// <summary>How to check the bundle.</summary>
    public const string ReadmeName = "README.txt";

    /// <summary>The files with their hashes, and the keys.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>The signature over <see cref="ManifestName"/>, in DER.</summary>
    public const string SignatureName = "manifest.sig";

    /// <summary>The signed files, in their order.</summary>
    internal static readonly string[] SignedNames = [ReadmeName, PageName, JsonName];

    private const string Readme =
        """
        This archive is the evidence of one alarm case.

          case.html      for people: open it in a browser
          case.json      for programs: the whole log of the case, and the entries of the municipality's signed log
          manifest.json  the SHA-256 of both, and the public keys
          manifest.sig   the signature over manifest.json: ECDSA, P-256, SHA-256, DER

        Check it without any server:

          hubctl verify FILE --key FINGERPRINT

        FINGERPRINT is the id of the municipality's key. Ask the municipality for it; do not take it from this archive.
        Keep the archive as it is: packed anew, it is not the same any more.

        The signature alone, with openssl, after unpacking and with the key of "signedBy" saved as key.der
        (its "publicKey" turned from hexadecimal into bytes):

          openssl dgst -sha256 -keyform DER -verify key.der -signature manifest.sig manifest.json

        The format: docs/evidence.md in the fleet manager's sources.

        """;

    /// <summary>Makes the archive.</summary>
    /// <param name="content">The case; its last entry of the tenant's log is that of the export.</param>
    /// <param name="keys">The keys behind its signatures and behind the manifest's.</param>
    /// <param name="signedBy">The key that signs the manifest.</param>
    /// <param name="sign">Signs a hash with that key, in DER.</param>
    public static byte[] Make(
        BundleContent content, IReadOnlyList<ManifestKey> keys, byte[] signedBy, Func<byte[], byte[]> sign)
    {
        byte[][] contents =
        [
            Encoding.UTF8.GetBytes(Readme.ReplaceLineEndings("\n")),
            Encoding.UTF8.GetBytes(CasePage.Write(content)),
            JsonSerializer.SerializeToUtf8Bytes(content, EvidenceJson.Indented),
        ];
        BundleFile[] files = [.. SignedNames.Zip(contents, static (name, bytes) => new BundleFile(name, bytes))];
        TenantEntry export = content.TenantLog[^1];
        var manifest = new BundleManifest(
            BundleManifest.FormatName,
            content.TenantId,
            content.Case.CaseId,
            export.At,
            export.ActorName ?? "",
            export.Number,
            export.Hash,
            signedBy,
            keys,
            [.. files.Select(file => new ManifestFile(
                file.Name, file.Content.Length, SHA256.HashData(file.Content)))]);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(manifest, EvidenceJson.Indented);
        return BundleArchive.Write(
        [
            .. files,
            new BundleFile(ManifestName, json),
            new BundleFile(SignatureName, sign(SHA256.HashData(json))),
        ]);
    }
}
