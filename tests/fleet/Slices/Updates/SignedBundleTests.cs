// A bundle as the signer makes it, from the key to what the fleet manager keeps.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Fleet.Releases;
using Fleet.Server.Updates;
using Fleet.Signer;
using Hub.Protocols.Updates;
using Slices.Tests.World;
using static Slices.Tests.Updates.UpdateSamples;

namespace Slices.Tests.Updates;

public sealed class SignedBundleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bundle").FullName;

    [Fact]
    public async Task What_the_signer_has_signed_is_taken_and_any_change_of_it_is_not()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        string key = Sign("key", "new", "--state", At("state"), "--set", "n24w4h5").Trim();
        Make(17, "17.vhr");
        byte[] unsigned = await File.ReadAllBytesAsync(At("17.vhr"));
        Sign("release", "sign", At("17.vhr"), "--state", At("state"), "--out", At("signed.vhr"));
        byte[] bundle = await File.ReadAllBytesAsync(At("signed.vhr"));

        Assert.Contains("key that is not trusted", (await TakeAsync(fleet, bundle)).Sentence);
        ReleaseKeyChange trusted = await fleet.Get<IReleases>().TrustAsync(First(fleet), key, default);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(key)).AsSpan(0, 4)), trusted.Key!.KeyId);
        Assert.Contains("not signed", (await TakeAsync(fleet, unsigned)).Sentence);
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            byte[] spoilt = [.. bundle];
            spoilt[random.Next(spoilt.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Equal(UpdateResult.Invalid, (await TakeAsync(fleet, spoilt)).Result);
        }

        ReleaseChange taken = await TakeAsync(fleet, bundle);
        Assert.Equal((UpdateResult.Done, ""), (taken.Result, taken.Sentence));
        Assert.Equal((17, "1.17", trusted.Key.KeyId), (
            taken.Release!.Sequence, taken.Release.Version, taken.Release.KeyId));
        Assert.Equal(Convert.ToHexStringLower(ReleaseIds.Vendor()), taken.Release.VendorId);
        ReleaseImageView image = Assert.Single(taken.Release.Images);
        Assert.Equal((16, 25), (image.RequiresSequence, image.MinimumBatteryPercent));
        Assert.Equal(Convert.ToHexStringLower(ReleaseClass.Of(ReleaseIds.SimulatedModel)), image.ClassId);
        foreach (ReleasePaper paper in new[] { ReleasePaper.Envelope, ReleasePaper.Sbom, ReleasePaper.Notes })
        {
            Assert.NotNull(await fleet.Get<IReleases>().FileAsync(First(fleet), 17, paper, 0, default));
        }
    }

    [Fact]
    public async Task A_key_that_no_hub_could_verify_with_is_not_trusted()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        ReleaseKeyChange refused = await fleet.Get<IReleases>().TrustAsync(
            First(fleet), new string('0', 120), default);
        Assert.Equal(UpdateResult.Invalid, refused.Result);
        Assert.Contains("1100 compressions", refused.Sentence);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Make(uint sequence, string file)
    {
        byte[] assembly = BundleDouble.Bytes(3, 9_000);
        File.WriteAllBytes(At("i.slot"), SlotImage.Write(sequence, "Home.Entry", [new("Hub.Core", assembly)]));
        File.WriteAllText(At("notes.md"), "# 1.17\n");
        Sign(
            "release", "build", "--sequence", $"{sequence}", "--release-version", $"1.{sequence}",
            "--notes-reference", "releases/17", "--notes", At("notes.md"), "--image",
            $"{ReleaseIds.SimulatedModel}={At("i.slot")},requires=16,battery=25", "--out", At(file));
    }

    private string Sign(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var random = new Random(11);
        int code = CommandLine.Run(
            words, output, error, new Surroundings(TimeProvider.System, random.NextBytes, "desk", static _ => { }));
        Assert.True(code == 0, error.ToString());
        return output.ToString();
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static async Task<ReleaseChange> TakeAsync(TestFleet fleet, byte[] bundle)
    {
        using var stream = new MemoryStream(bundle);
        return await fleet.Get<IReleases>().TakeAsync(First(fleet), stream, default);
    }
}
