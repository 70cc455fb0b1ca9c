// The bundle of a case: whole as exported, and every change of it found, without any server.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Evidence;
using Fleet.Evidence.Bundles;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Store;
using Slices.Tests.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Audit;

public sealed class BundleTests
{
    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task HBG_077_HBG_094_NOR_007_the_bundle_of_a_case_proves_itself(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        byte[] bundle = await ExportAsync(fleet);
        Verdict verdict = BundleVerifier.Check(bundle, []);
        Assert.Null(verdict.Fault);
        Assert.Contains("of Testkommun", verdict.Facts[0]);
        string key = Assert.Single(verdict.Keys);
        Assert.True(BundleVerifier.Check(bundle, [key]).IsWhole);
        Assert.True(BundleVerifier.Check(bundle, [key.ToUpperInvariant()]).IsWhole);
        Assert.Contains("none of those given", BundleVerifier.Check(bundle, [new string('0', 64)]).Fault);
    }

    [Fact]
    public async Task HBG_077_one_changed_byte_anywhere_in_a_bundle_is_found()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        byte[] bundle = await ExportAsync(fleet);
        int checkedBytes = 0;
        for (int i = 0; i < bundle.Length; i += i < 400 || i > bundle.Length - 600 ? 1 : 7)
        {
            byte before = bundle[i];
            foreach (int change in new[] { 0x01, 0x20, 0x80 })
            {
                bundle[i] = (byte)(before ^ change);
                Assert.False(BundleVerifier.Check(bundle, []).IsWhole, $"byte {i} of {bundle.Length}, {change:X2}");
            }

            bundle[i] = before;
            checkedBytes++;
        }

        Assert.True(checkedBytes > 1_500);
        Assert.True(BundleVerifier.Check(bundle, []).IsWhole);
    }

    [Fact]
    public async Task A_bundle_cut_short_or_lengthened_is_found()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        byte[] bundle = await ExportAsync(fleet);
        for (int length = 0; length < bundle.Length; length += 97)
        {
            Assert.False(BundleVerifier.Check(bundle[..length], []).IsWhole);
        }

        Assert.False(BundleVerifier.Check([.. bundle, 0], []).IsWhole);
        Assert.False(BundleVerifier.Check([0, .. bundle], []).IsWhole);
    }

    /// <summary>Whoever holds a key of their own can sign a manifest; the chains still tell.</summary>
    [Fact]
    public async Task Entries_swapped_removed_inserted_or_rewritten_are_found_even_under_a_new_signature()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        BundleContent content = Content(await ExportAsync(fleet));
        byte[] server = fleet.Get<LogSigner>().PublicKey;
        string? Resign(BundleContent changed) => Sign(changed, new ManifestKey(LogKeys.IdOf(server), server));
        Assert.Null(Resign(content));
        CaseEntry[] log = [.. content.CaseLog];
        TenantEntry[] tenant = [.. content.TenantLog];
        CaseEntry later = log[1] with { At = log[1].At + 60_000 };
        (string Part, BundleContent Changed)[] changes =
        [
            ("entry 2", content with { CaseLog = [log[0], log[2], log[1], .. log[3..]] }),
            ("entry 2", content with { CaseLog = [log[0], .. log[2..]] }),
            ("export", content with { CaseLog = log[..^1], TenantLog = [.. tenant[..^2], tenant[^1]] }),
            ("entry 3", content with { CaseLog = [log[0], log[1], log[1] with { Number = 3 }, .. log[2..]] }),
            ("entry 2", content with { CaseLog = [log[0], later, .. log[2..]] }),
            ("log: entry", content with { TenantLog = [tenant[1], tenant[0], .. tenant[2..]] }),
            ("log: entry", content with { TenantLog = [tenant[0], .. tenant[2..]] }),
            ("log: entry", content with { TenantLog = [.. tenant[..^1], tenant[^1] with { At = 1 }] }),
            ("export", content with { TenantLog = tenant[..^1] }),
            ("entry 1", content with { Case = content.Case with { CaseId = Guid.NewGuid() } }),
            ("log: entry", content with { TenantLog = [Shifted(tenant[0]), .. tenant[1..]] }),
        ];
        foreach ((string part, BundleContent changed) in changes)
        {
            Assert.Contains(part, Resign(changed));
        }

        // The whole chain of the case computed anew: its own hashes fit, the municipality's signatures do not.
        byte[] first = later.ComputeHash(log[0].Hash);
        var rewritten = new List<CaseEntry> { log[0], later with { Hash = first } };
        foreach (CaseEntry entry in log[2..])
        {
            rewritten.Add(entry with { Hash = entry.ComputeHash(rewritten[^1].Hash) });
        }

        Assert.Contains("not about the next entry", Resign(content with { CaseLog = rewritten }));
    }

    [Fact]
    public async Task Hostile_archives_are_refused_and_cost_nothing()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        byte[] bundle = await ExportAsync(fleet);
        byte[] packedAnew = Pack(archive =>
        {
            foreach (BundleFile file in BundleArchive.Read(bundle)!)
            {
                using Stream entry = archive.CreateEntry(file.Name).Open();
                entry.Write(file.Content);
            }
        });
        byte[] bomb = Pack(archive =>
        {
            using Stream entry = archive.CreateEntry("case.json", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
            {
                entry.Write(zeros);
            }
        });
        byte[] longSize = [.. bundle];
        longSize.AsSpan(18, 4).Fill(0xFF);
        byte[][] hostile =
        [
            packedAnew,
            bomb,
            longSize,
            BundleArchive.Write([new BundleFile("../case.json", [1])]),
            BundleArchive.Write([new BundleFile("", [1])]),
            BundleArchive.Write([.. Enumerable.Range(0, 17).Select(i => new BundleFile("f" + i, []))]),
            BundleArchive.Write([new BundleFile("case.json", [1])]),
            new byte[(64 * 1024 * 1024) + 1],
            [],
        ];
        Assert.All(hostile, file => Assert.False(BundleVerifier.Check(file, []).IsWhole));
        var random = new Random(42);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] noise = bundle[..random.Next(bundle.Length)];
            for (int j = 0; j < 4 && noise.Length > 0; j++)
            {
                noise[random.Next(noise.Length)] = (byte)random.Next(256);
            }

            Assert.False(BundleVerifier.Check(noise, []).IsWhole);
        }
    }

    [Fact]
    public async Task The_signature_is_one_that_openssl_checks()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        IReadOnlyList<BundleFile> files = BundleArchive.Read(await ExportAsync(fleet))!;
        string directory = Directory.CreateTempSubdirectory("bundle").FullName;
        try
        {
            foreach (BundleFile file in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(directory, file.Name), file.Content);
            }

            JsonNode manifest = JsonNode.Parse(files[3].Content)!;
            string key = manifest["keys"]![0]!["publicKey"]!.GetValue<string>();
            await File.WriteAllBytesAsync(Path.Combine(directory, "key.der"), Convert.FromHexString(key));
            string[] arguments =
            [
                "dgst", "-sha256", "-keyform", "DER", "-verify", "key.der", "-signature", "manifest.sig",
                "manifest.json",
            ];
            var start = new ProcessStartInfo("openssl", arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardOutput = true,
            };
            using Process openssl = Process.Start(start)!;
            string said = await openssl.StandardOutput.ReadToEndAsync();
            await openssl.WaitForExitAsync();
            Assert.Equal((0, "Verified OK"), (openssl.ExitCode, said.Trim()));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task The_page_is_for_people_and_holds_no_script_and_nothing_from_elsewhere()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        IReadOnlyList<BundleFile> files = BundleArchive.Read(await ExportAsync(fleet, "<b>&\"helped\"</b>"))!;
        string page = Encoding.UTF8.GetString(files[1].Content);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"sv\">", page);
        Assert.Contains("Larmärende 1, Testkommun", page);
        Assert.Contains("Avslutat", page);
        Assert.Contains("&lt;b&gt;&amp;&quot;helped&quot;&lt;/b&gt;", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("http", page);
        Assert.Equal(page.Split("<tr>").Length, page.Split("</tr>").Length);
    }

    [Fact]
    public async Task HBG_095_HBG_099_every_export_is_in_the_log_with_who_made_it()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await ExportAsync(fleet);
        IReadOnlyList<TenantLogView> looks = await fleet.Get<IEvidenceExports>()
            .EntriesAsync(fleet.Operator, "bundle", 10, default);
        TenantLogView look = Assert.Single(looks);
        Assert.Equal(("exported", fleet.Operator.DisplayName), (look.Step, look.ActorName));
        var stranger = await fleet.AddTenantAsync("Grannkommun");
        var caseId = Guid.Parse(look.Subject);
        Assert.Null(await fleet.Get<IEvidenceExports>().BundleAsync(stranger, caseId, default));
        Assert.Empty(await fleet.Get<IEvidenceExports>().EntriesAsync(stranger, null, 10, default));
    }

    [Fact]
    public async Task A_case_from_before_the_signed_log_is_proven_by_what_came_after()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        AlarmCaseView raised = await CaseTests.RaiseAsync(fleet);
        await fleet.AreNotedAsync();
        await fleet.NumberAsync("DROP TRIGGER care_tenant_log_no_delete");
        await fleet.NumberAsync("DELETE FROM care.tenant_log");
        await fleet.NumberAsync("DELETE FROM care.tenant_log_head");
        IEvidenceExports exports = fleet.Get<IEvidenceExports>();
        byte[] before = (await exports.BundleAsync(fleet.Operator, raised.CaseId, default))!;
        Assert.Null(BundleVerifier.Check(before, []).Fault);
        await fleet.Cases.ClaimAsync(fleet.Operator, raised.CaseId, default);
        Verdict verdict = BundleVerifier.Check(
            (await exports.BundleAsync(fleet.Operator, raised.CaseId, default))!, []);
        Assert.Null(verdict.Fault);
        Assert.Contains("1 of them signed one by one", verdict.Facts[1]);
    }

    internal static async Task<byte[]> ExportAsync(TestFleet fleet, string? note = null)
    {
        AlarmCaseView raised = await CaseTests.RaiseAsync(fleet);
        fleet.Time.Advance(TimeSpan.FromSeconds(20));
        await fleet.Cases.ClaimAsync(fleet.Operator, raised.CaseId, default);
        fleet.Time.Advance(TimeSpan.FromMinutes(4));
        await fleet.Cases.CloseAsync(fleet.Operator, raised.CaseId, CaseOutcome.Visited, note, default);
        return (await fleet.Get<IEvidenceExports>().BundleAsync(fleet.Operator, raised.CaseId, default))!;
    }

    private static BundleContent Content(byte[] bundle) =>
        JsonSerializer.Deserialize<BundleContent>(
            BundleArchive.Read(bundle)![2].Content, EvidenceJson.Indented)!;

    /// <summary>Bytes moved from one field into the next: the same bytes are hashed.</summary>
    private static TenantEntry Shifted(TenantEntry entry) => entry with
    {
        ContentHash = entry.ContentHash[..^1],
        KeyId = [entry.ContentHash[^1], .. entry.KeyId],
    };

    /// <summary>Makes a bundle of a content under a key of one's own beside the right ones.</summary>
    /// <returns>What the check says.</returns>
    private static string? Sign(BundleContent content, ManifestKey serverKey)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] mine = own.ExportSubjectPublicKeyInfo();
        var keys = new List<ManifestKey> { new(LogKeys.IdOf(mine), mine), serverKey };
        byte[] bundle = CaseBundle.Make(
            content, keys, keys[0].KeyId, hash => own.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence));
        return BundleVerifier.Check(bundle, []).Fault;
    }

    private static byte[] Pack(Action<ZipArchive> fill)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            fill(archive);
        }

        return stream.ToArray();
    }
}
