// Images as the hub's loader reads them.
using System.Linq;
using System.Security.Cryptography;
using Fleet.Releases;
using Hub.Loader;
using Hub.Protocols.Updates;
using SlotImage = Fleet.Releases.SlotImage;

namespace Signer.Tests.Releases;

public sealed class SlotImageTests
{
    [Fact]
    public void The_bounds_are_those_of_the_loader()
    {
        Assert.Equal(LoaderLimits.MaxAssemblies, SlotImage.MaxAssemblies);
        Assert.Equal(LoaderLimits.MaxNameBytes, SlotImage.MaxNameBytes);
        Assert.Equal(LoaderLimits.MaxEntryBytes, SlotImage.MaxEntryBytes);
        Assert.Equal(LoaderLimits.InterfaceVersion, SlotImage.InterfaceVersion);
        Assert.Equal(LoaderLimits.MaxImageBytes, UpdateLimits.MaxImageBytes);
        byte[] key = Hub.Loader.SlotImage.DigestKey();
        Assert.Equal(HMACSHA256.HashData(key, key), ChunkDigests.Of(key));
    }

    [Fact]
    public void The_loader_of_a_hub_reads_it()
    {
        byte[] image = Samples.Image(9, 3);
        int headerBytes = Hub.Loader.SlotImage.HeaderBytesOf(image);
        Digest digest = new();
        Hub.Loader.SlotImage read = Hub.Loader.SlotImage.Parse(image[..headerBytes], digest)!;
        Assert.Equal((9u, 2, "Home.Entry", image.Length), (read.Version, read.Count, read.Entry, read.ImageBytes));
        Assert.Equal(("Hub.Core", 9_000), (read.Name(0), read.Length(0)));
        Assert.Equal(("Hub.Board", 700), (read.Name(1), read.Length(1)));
        Assert.True(read.HasDigest(0, digest.Compute(image[headerBytes..(headerBytes + 9_000)])));
        Assert.True(read.HasDigest(1, digest.Compute(image[^700..])));
        Assert.Equal(LoaderLimits.InterfaceVersion, read.Interface);
    }

    [Fact]
    public void An_image_is_read_back_and_a_damaged_one_refused()
    {
        byte[] image = Samples.Image(9, 3);
        SlotImage read = SlotImage.Read(image);
        Assert.Equal((9u, "Home.Entry"), (read.Sequence, read.Entry));
        Assert.Equal(["Hub.Core", "Hub.Board"], read.Assemblies.Select(assembly => assembly.Name));
        for (int i = 0; i < image.Length; i += i < 400 ? 1 : 97)
        {
            image[i] ^= 0x10;
            Assert.Throws<ReleaseBundleException>(() => SlotImage.Read(image));
            image[i] ^= 0x10;
        }

        for (int count = 0; count < 400; count++)
        {
            Assert.Throws<ReleaseBundleException>(() => SlotImage.Read(image[..count]));
        }
    }

    [Fact]
    public void An_image_goes_to_its_bounds_and_no_further()
    {
        ImageAssembly[] sixteen = [.. Enumerable.Range(0, 16).Select(i => new ImageAssembly("A" + i, [1]))];
        Assert.NotNull(SlotImage.Write(uint.MaxValue, new string('e', 96), sixteen));
        Assert.NotNull(SlotImage.Write(1, "E", [new(new string('n', 47), [1])]));
        Refused(0, "E", new ImageAssembly("A", [1]));
        Refused(1, "E", [.. sixteen, new ImageAssembly("A16", [1])]);
        Refused(1, "E");
        Refused(1, "", new ImageAssembly("A", [1]));
        Refused(1, new string('e', 97), new ImageAssembly("A", [1]));
        Refused(1, "a b", new ImageAssembly("A", [1]));
        Refused(1, "E", new ImageAssembly(new string('n', 48), [1]));
        Refused(1, "E", new ImageAssembly("Å", [1]));
        Refused(1, "E", new ImageAssembly("A", []));
        Refused(1, "E", new ImageAssembly("A", [1]), new ImageAssembly("A", [2]));
        int room = UpdateLimits.MaxImageBytes - (20 + 84 + 1 + 32);
        Assert.Equal(UpdateLimits.MaxImageBytes, SlotImage.Write(1, "E", [new("A", new byte[room])]).Length);
        Refused(1, "E", new ImageAssembly("A", new byte[room + 1]));
    }

    private sealed class Digest : IImageDigest
    {
        public byte[] Compute(byte[] data) => HMACSHA256.HashData(Hub.Loader.SlotImage.DigestKey(), data);
    }

    private static void Refused(uint sequence, string entry, params ImageAssembly[] assemblies) =>
        Assert.Throws<ReleaseBundleException>(() => SlotImage.Write(sequence, entry, assemblies));
}
