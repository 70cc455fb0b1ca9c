// Bundles: written in one way, read back whole, and refused when anything in them differs.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Evidence.Bundles;
using Fleet.Releases;
using Hub.Protocols.Updates;

namespace Signer.Tests.Releases;

public sealed class BundleTests
{
    [Fact]
    public void The_same_release_has_the_same_bytes_and_is_read_back()
    {
        ReleaseBundle bundle = Samples.Bundle().WithSignature(Samples.Key(), new byte[2_512]);
        byte[] file = bundle.Write();
        Assert.Equal(file, Samples.Bundle().WithSignature(Samples.Key(), new byte[2_512]).Write());
        ReleaseBundle read = ReleaseBundle.Read(file);
        Assert.Equal(bundle.Envelope, read.Envelope);
        Assert.Equal(bundle.EnvelopeDigest, read.EnvelopeDigest);
        Assert.Equal((bundle.Notes, "1.4.0", 4u), (read.Notes, read.Description.Version, read.Description.Sequence));
        Assert.Equal(
            [ReleaseIds.BoardModel, ReleaseIds.SimulatedModel], read.Description.Images.Select(image => image.Model));
        Assert.Equal(bundle.Description.Images[1].Image, read.Description.Images[1].Image);
        Assert.Equal(ReleaseFault.BadSignatureForm, read.Prove(Samples.Key(), []));
        Assert.Equal(ReleaseFault.UnknownKey, read.Prove([], []));
        Assert.InRange(read.Envelope!.Length, 1, 3_200);
    }

    [Fact]
    public void All_but_the_signature_needs_no_key()
    {
        ReleaseBundle unsigned = ReleaseBundle.Read(Samples.Bundle().Write());
        Assert.Null(unsigned.Envelope);
        Assert.Empty(unsigned.EnvelopeDigest);
        Assert.Equal(ReleaseFault.BadSignatureForm, unsigned.Prove(Samples.Key(), []));
        Assert.Equal(ReleaseLimits.SignedBytes, unsigned.SignedBytes.Length);
        Assert.Equal(
            Samples.Bundle().WithSignature(Samples.Key(), [1, 2, 3]).Write(),
            unsigned.WithSignature(Samples.Key(), [1, 2, 3]).Write());
    }

    [Fact]
    public void A_key_change_has_no_image()
    {
        var release = new ReleaseDescription(5, "keys", "", [], Samples.Key());
        ReleaseBundle read = ReleaseBundle.Read(new ReleaseBundle(release, "", null).Write());
        Assert.Equal(Samples.Key(), read.Description.NewKey);
        Assert.Empty(read.Description.Images);
    }

    [Fact]
    public void Any_program_opens_it_and_each_part_is_listed_with_its_digest()
    {
        using var archive = new ZipArchive(new MemoryStream(Samples.Bundle().Write()));
        string[] names = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        using var reader = new StreamReader(archive.GetEntry("sbom-00.json")!.Open());
        JsonNode sbom = JsonNode.Parse(reader.ReadToEnd())!;
        Assert.Equal("CycloneDX", (string?)sbom["bomFormat"]);
        Assert.Equal(["Hub.Core", "Hub.Board"], sbom["components"]!.AsArray().Select(part => (string?)part!["name"]));
        Assert.Equal(64, ((string?)sbom["components"]![0]!["hashes"]![0]!["content"])!.Length);
    }

    [Fact]
    public void A_version_is_read_from_an_assembly_of_either_kind()
    {
        byte[] nano = [.. "NFMRK2"u8, .. new byte[22], 1, 0, 2, 0, 3, 0, 0x04, 0x01];
        byte[] dotnet = File.ReadAllBytes(typeof(BundleTests).Assembly.Location);
        byte[] image = SlotImage.Write(1, "E", [new("Nano", nano), new("DotNet", dotnet), new("Other", [1])]);
        JsonNode sbom = JsonNode.Parse(BundleImage.Make("m", image, 0, 0).Sbom)!;
        Assert.Equal(
            ["1.2.3.260", "0.1.0.0", "unknown"],
            sbom["components"]!.AsArray().Select(part => (string?)part!["version"]));
    }

    [Fact]
    public void A_bundle_with_any_byte_changed_is_refused()
    {
        byte[] file = Samples.Bundle().WithSignature(Samples.Key(), new byte[40]).Write();
        Random random = new(5);
        for (int i = 0; i < 300; i++)
        {
            int at = random.Next(file.Length);
            byte before = file[at];
            file[at] ^= (byte)(1 << random.Next(8));
            Assert.Throws<ReleaseBundleException>(() => ReleaseBundle.Read(file));
            file[at] = before;
        }

        Assert.Throws<ReleaseBundleException>(() => ReleaseBundle.Read(file[..^1]));
        Assert.Throws<ReleaseBundleException>(() => ReleaseBundle.Read([.. file, 0]));
        Assert.Throws<ReleaseBundleException>(() => ReleaseBundle.Read([]));
        Assert.Throws<ReleaseBundleException>(() => ReleaseBundle.Read(new byte[BundleLimits.MaxBundleBytes + 1]));
    }

    [Theory]
    [InlineData("image-01.slot", "other digests")]
    [InlineData("image-00.digests", "other digests")]
    [InlineData("index.json", "no index")]
    [InlineData("envelope.cbor", "refused")]
    [InlineData("notes.md", "over 65536 bytes")]
    public void A_file_that_was_put_in_place_of_another_is_named(string name, string sentence)
    {
        IReadOnlyList<BundleFile> files = BundleArchive.Read(
            Samples.Bundle().WithSignature(Samples.Key(), new byte[40]).Write(), BundleLimits.MaxFiles)!;
        byte[] other = name == "notes.md" ? new byte[BundleLimits.MaxNotesBytes + 1] : Changed(files, name);
        Assert.Contains(sentence, Refusal([.. files.Select(f => f.Name == name ? f with { Content = other } : f)]));
    }

    [Fact]
    public void What_does_not_belong_in_a_bundle_or_is_missing_from_it_refuses_it()
    {
        ReleaseBundle bundle = Samples.Bundle().WithSignature(Samples.Key(), new byte[40]);
        IReadOnlyList<BundleFile> files = BundleArchive.Read(bundle.Write(), BundleLimits.MaxFiles)!;
        Assert.Contains("its manifest does not", Refusal([.. files, new BundleFile("virus.exe", [1])]));
        Assert.Contains("its manifest does not", Refusal([.. files.Reverse()]));
        Assert.Contains("twice", Refusal([.. files, files[0]]));
        Assert.Contains("no file image-00.slot", Refusal([.. files.Where(f => f.Name != "image-00.slot")]));
        Assert.Contains("no envelope", Refusal([.. files.Where(f => f.Name != "envelope.cbor")]));
        byte[] index = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(files.Single(f => f.Name == "index.json").Content).Replace("simulated", "esp32"));
        Assert.Contains("class of image-01", Refusal([.. files.Select(f => f.Name == "index.json"
            ? f with { Content = index } : f)]));
    }

    [Fact]
    public void An_image_of_another_sequence_than_the_release_is_refused()
    {
        ReleaseBundle bundle = Samples.Bundle();
        ReleaseDescription older = bundle.Description with { Sequence = 5 };
        Assert.Contains(
            "another sequence",
            Assert.Throws<ReleaseBundleException>(
                () => ReleaseBundle.Read((bundle with { Description = older }).Write())).Message);
    }

    [Fact]
    public void An_envelope_that_no_hub_takes_is_not_made()
    {
        byte[] signature = new byte[2_512];
        int rest = Samples.Bundle().WithSignature(Samples.Key(), signature).Envelope!.Length - signature.Length;
        int most = UpdateLimits.MaxEnvelopeBytes - rest;
        Assert.Equal(4_096, Samples.Bundle().WithSignature(Samples.Key(), new byte[most]).Envelope!.Length);
        Assert.Throws<ReleaseBundleException>(
            () => Samples.Bundle().WithSignature(Samples.Key(), new byte[most + 1]));
    }

    private static byte[] Changed(IReadOnlyList<BundleFile> files, string name)
    {
        byte[] content = [.. files.Single(file => file.Name == name).Content];
        content[^1] ^= 1;
        return name == "index.json" ? content[..^1] : name == "envelope.cbor" ? content[1..] : content;
    }

    private static string Refusal(BundleFile[] files) =>
        Assert.Throws<ReleaseBundleException>(() => ReleaseBundle.Read(BundleArchive.Write(files))).Message;
}
