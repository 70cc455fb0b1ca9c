// Reads bundles that tests write as JSON, where the real ones are the signer's.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Server.Updates.Releases;
using Hub.Protocols.Updates;

namespace Slices.Tests.Updates;

/// <summary>What a test's bundle holds; the images are made of a seed.</summary>
/// <param name="Sequence">The release.</param>
/// <param name="Images">Bytes of each image, for the classes A, B, and so on.</param>
/// <param name="Requires">The release that hubs must run first.</param>
/// <param name="MinimumBattery">Percent of battery that hubs must have.</param>
/// <param name="SpoiltChunk">A chunk whose digest is wrong; -1 for none.</param>
internal sealed record TestBundle(
    long Sequence, int[] Images, long Requires = 0, int MinimumBattery = 0, int SpoiltChunk = -1)
{
    public Stream ToStream() => new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(this));
}

/// <summary>A bundle is taken when the tenant trusts the test's key.</summary>
internal sealed class BundleDouble : IBundleReader
{
    /// <summary>The public key of all test releases.</summary>
    public static readonly byte[] Key = [.. Enumerable.Range(1, 60).Select(static one => (byte)one)];

    public static string KeyId => Convert.ToHexStringLower(SHA256.HashData(Key).AsSpan(0, 4));

    public static byte[] ClassOf(int index) => [.. Enumerable.Repeat((byte)('A' + index), 16)];

    public ReadBundle Read(string path, IReadOnlyList<byte[]> keys)
    {
        if (!keys.Any(static one => one.SequenceEqual(Key)))
        {
            return ReadBundle.Refused("It is signed with a key that is not trusted.");
        }

        TestBundle bundle;
        try
        {
            bundle = JsonSerializer.Deserialize<TestBundle>(File.ReadAllBytes(path))!;
        }
        catch (JsonException)
        {
            return ReadBundle.Refused("It is no bundle.");
        }

        return new ReadBundle(
            null,
            bundle.Sequence,
            $"1.{bundle.Sequence}",
            new byte[16],
            KeyId,
            Bytes((int)bundle.Sequence, 900),
            [.. bundle.Images.Select((bytes, i) => ImageOf(bundle, i, bytes))],
            "New."u8.ToArray());
    }

    public string? FaultOf(byte[] publicKey) => publicKey.Length == 60 ? null : "must have 60 bytes.";

    /// <summary>Bytes of a seed.</summary>
    public static byte[] Bytes(int seed, int count)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static ReadImage ImageOf(TestBundle bundle, int index, int count)
    {
        byte[] image = Bytes(((int)bundle.Sequence * 100) + index, count);
        byte[] list = [.. image.Chunk(UpdateLimits.ChunkBytes).SelectMany(static one => ReleaseDigest.Of(one))];
        if (bundle.SpoiltChunk >= 0)
        {
            list[bundle.SpoiltChunk * UpdateLimits.DigestBytes] ^= 1;
        }

        return new ReadImage(
            index, ClassOf(index), image, list, bundle.Requires, bundle.MinimumBattery, "{}"u8.ToArray());
    }
}
