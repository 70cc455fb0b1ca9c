// Envelopes of releases: golden and hostile vectors, the check in steps, and noise.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Protocols.Updates;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Updates;

public sealed class ReleaseTests(ITestOutputHelper output)
{
    private const int Mutations = 250_000;

    private static readonly IReadOnlyList<JsonElement> Vectors = ProtocolFiles.Vectors("releases.json");
    private readonly ReleaseReader _reader = new();
    private readonly Release _release = new();
    private readonly ReleaseCheck _check = new();

    public static TheoryData<string> Golden => [.. Names("release")];

    public static TheoryData<string> Hostile => [.. Names("error")];

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_golden_release_is_read_proved_and_written_byte_for_byte(string name)
    {
        JsonElement vector = Find(name);
        byte[] envelope = vector.Bytes("hex");
        Assert.Equal(ReleaseFault.None, _reader.Read(envelope, envelope.Length, _release));
        AssertIs(vector.GetProperty("release"));
        Prove(envelope, Keys(vector));
        Assert.Equal(ReleaseFault.None, _check.Fault);
        Assert.True(_check.HasPassed);
        Assert.Equal(vector.GetProperty("keyIndex").GetInt32(), _check.KeyIndex);
        Assert.InRange(_check.Compressions, 200, ReleaseLimits.MaxVerifyCompressions);
        byte[] manifest = ReleaseForms.Manifest(_release);
        byte[] digest = SHA256.HashData(ReleaseForms.Wrapped(manifest));
        byte[] signature = envelope.AsSpan(_release.SignatureOffset, _release.SignatureBytes).ToArray();
        byte[] written = ReleaseForms.Envelope(manifest, digest, _release.KeyId, signature);
        Assert.Equal(vector.Text("hex"), Convert.ToHexStringLower(written));
        output.WriteLine($"{name}: {envelope.Length} bytes, {_check.Compressions} compressions");
    }

    [Fact]
    public void A_release_for_two_classes_is_short_enough_for_a_slow_link()
    {
        Assert.InRange(Find("two-classes").Bytes("hex").Length, 1, 3_200);
        foreach (JsonElement vector in Golden.Select(row => Find(row.Data)))
        {
            Assert.InRange(vector.Bytes("hex").Length, 1, UpdateLimits.MaxEnvelopeBytes);
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_release_is_refused_with_its_fault(string name)
    {
        JsonElement vector = Find(name);
        byte[] envelope = vector.Bytes("hex");
        ReleaseFault fault = _reader.Read(envelope, envelope.Length, _release);
        if (vector.TryGetProperty("keys", out _))
        {
            Assert.Equal(ReleaseFault.None, fault);
            Prove(envelope, Keys(vector));
            Assert.False(_check.HasPassed);
            fault = _check.Fault;
        }

        Assert.Equal(vector.Text("error"), fault.ToString());
    }

    [Fact]
    public void Every_fault_has_a_vector_or_is_of_the_call()
    {
        IEnumerable<string> shown = Vectors.Select(vector => vector.Text("error")).Distinct();
        IEnumerable<string> faults = Enum.GetNames<ReleaseFault>()
            .Except([nameof(ReleaseFault.None), nameof(ReleaseFault.BadBuffer)]);
        Assert.Equal(faults.Order(), shown.Where(name => name.Length > 0).Order());
        Assert.Equal(ReleaseFault.BadBuffer, _reader.Read(null!, 0, _release));
        Assert.Equal(ReleaseFault.BadBuffer, _reader.Read([1], 2, _release));
        Assert.Equal(ReleaseFault.BadBuffer, _reader.Read([1], -1, _release));
    }

    [Fact]
    public void HBG_001_the_check_goes_in_steps_as_small_as_is_asked()
    {
        JsonElement vector = Find("two-classes");
        byte[] envelope = vector.Bytes("hex");
        _reader.Read(envelope, envelope.Length, _release);
        Prove(envelope, Keys(vector));
        int whole = _check.Compressions;
        byte[][] keys = Keys(vector);
        _check.Begin(envelope, _release, ReleaseIds.Vendor(), keys[0], keys[1]);
        int before = _check.Compressions;
        int steps = 0;
        while (!_check.Step(8))
        {
            Assert.InRange(_check.Compressions - before, 0, 8 + 5);
            before = _check.Compressions;
            steps++;
        }

        Assert.True(_check.HasPassed);
        Assert.Equal(whole, _check.Compressions);
        Assert.InRange(steps, whole / 12, whole / 4);
        Assert.True(_check.Step(8));
    }

    [Fact]
    public void The_ids_are_those_of_the_models()
    {
        Assert.Equal(ClassOf(ReleaseIds.BoardModel), ReleaseIds.Board());
        Assert.Equal(ClassOf(ReleaseIds.SimulatedModel), ReleaseIds.Simulated());
    }

    [Fact]
    public void Chunks_of_an_image_cover_it_once()
    {
        foreach (int bytes in (int[])[1, 4095, 4096, 4097, 1_048_575, UpdateLimits.MaxImageBytes])
        {
            ReleaseImage image = new() { ImageBytes = bytes };
            Assert.Equal(bytes, Enumerable.Range(0, image.Chunks).Sum(image.ChunkBytes));
            Assert.All(Enumerable.Range(0, image.Chunks), i => Assert.InRange(image.ChunkBytes(i), 1, 4096));
            Assert.Equal((0, 0), (image.ChunkBytes(-1), image.ChunkBytes(image.Chunks)));
            Assert.InRange(image.DigestListBytes, 32, UpdateLimits.MaxDigestListBytes);
        }
    }

    [Fact]
    public void Noise_is_refused_or_proved_false_and_nothing_beyond_the_count_is_read()
    {
        Random random = new(8);
        byte[][] corpus = [.. Vectors.Select(vector => vector.Bytes("hex"))];
        HashSet<string> originals = [.. corpus.Select(Convert.ToHexStringLower)];
        byte[][] keys = Keys(Find("one-class"));
        byte[] buffer = new byte[2 * UpdateLimits.MaxEnvelopeBytes];
        Release second = new();
        int read = 0;
        int proved = 0;
        for (int i = 0; i < Mutations; i++)
        {
            int count = Mutate(corpus, buffer, random);
            buffer.AsSpan(count).Clear();
            ReleaseFault fault = _reader.Read(buffer, count, _release);
            buffer.AsSpan(count).Fill(0xA1);
            Assert.Equal(fault, _reader.Read(buffer, count, second));
            read += fault == ReleaseFault.None ? 1 : 0;
            if (fault == ReleaseFault.None && read % 16 == 0)
            {
                Prove(buffer, keys);
                Assert.True(!_check.HasPassed || originals.Contains(Convert.ToHexStringLower(buffer, 0, count)));
                proved += _check.HasPassed ? 1 : 0;
            }
        }

        output.WriteLine($"{Mutations} mutations, {read} read, {proved} of a sixteenth of them unchanged");
        Assert.InRange(read, Mutations / 100, Mutations / 2);
    }

    private static int Mutate(byte[][] corpus, byte[] buffer, Random random)
    {
        byte[] source = corpus[random.Next(corpus.Length)];
        int count = source.Length;
        source.CopyTo(buffer, 0);
        for (int times = random.Next(1, 4); times > 0 && count > 0; times--)
        {
            int at = random.Next(3) == 0 ? random.Next(count) : random.Next(Math.Min(count, 400));
            at = random.Next(2) == 0 ? Math.Max(0, count - 1 - at) : at;
            switch (random.Next(6))
            {
                case 0: buffer[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: buffer[at] = (byte)random.Next(256); break;
                case 2: buffer[at] += (byte)random.Next(-2, 3); break;
                case 3: count = at; break;
                case 4:
                    int removed = Math.Min(random.Next(1, 5), count - at);
                    buffer.AsSpan(at + removed, count - at - removed).CopyTo(buffer.AsSpan(at));
                    count -= removed;
                    break;
                default:
                    byte[] other = corpus[random.Next(corpus.Length)];
                    int taken = Math.Min(Math.Min(random.Next(1, 40), count - at), Math.Max(0, other.Length - at));
                    other.AsSpan(Math.Min(at, other.Length), taken).CopyTo(buffer.AsSpan(at));
                    break;
            }
        }

        return count;
    }

    private static byte[] ClassOf(string model)
    {
        // UUID of version 5 (RFC 9562 §5.5) in the vendor's name space.
#pragma warning disable CA5350
        byte[] id = SHA1.HashData([.. ReleaseIds.Vendor(), .. Encoding.ASCII.GetBytes(model)])[..16];
#pragma warning restore CA5350
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return id;
    }

    private static IEnumerable<string> Names(string property) =>
        Vectors.Where(vector => vector.TryGetProperty(property, out _)).Select(vector => vector.Text("name"));

    private static JsonElement Find(string name) => Vectors.Single(vector => vector.Text("name") == name);

    private static byte[][] Keys(JsonElement vector)
    {
        byte[][] keys =
            [.. vector.GetProperty("keys").EnumerateArray().Select(key => Convert.FromHexString(key.GetString()!))];
        return [.. keys, .. new byte[2][] { [], [] }];
    }

    private void Prove(byte[] envelope, byte[][] keys)
    {
        _check.Begin(envelope, _release, ReleaseIds.Vendor(), keys[0], keys[1]);
        while (!_check.Step(50))
        {
        }
    }

    private void AssertIs(JsonElement expected)
    {
        Assert.Equal(
            (expected.GetProperty("sequence").GetUInt32(), expected.Text("version"), expected.Text("notes")),
            (_release.Sequence, _release.Version, _release.Notes));
        Assert.Equal(expected.Bytes("vendorId"), _release.VendorId);
        Assert.Equal(expected.Bytes("keyId"), _release.KeyId);
        Assert.Equal(expected.Bytes("newKey"), _release.NewKey[.._release.NewKeyBytes]);
        JsonElement[] images = [.. expected.GetProperty("images").EnumerateArray()];
        Assert.Equal(images.Length, _release.ImageCount);
        for (int i = 0; i < images.Length; i++)
        {
            ReleaseImage image = _release.Image(i);
            Assert.Equal(i, _release.FindImage(images[i].Bytes("classId")));
            Assert.Equal(images[i].Bytes("listDigest"), image.ListDigest);
            Assert.Equal(images[i].GetProperty("imageBytes").GetInt32(), image.ImageBytes);
            Assert.Equal(images[i].GetProperty("requiresSequence").GetUInt32(), image.RequiresSequence);
            Assert.Equal(images[i].GetProperty("minimumBatteryPercent").GetInt32(), image.MinimumBatteryPercent);
        }

        Assert.Equal(-1, _release.FindImage(new byte[16]));
        Assert.Equal(-1, _release.FindImage(new byte[15]));
    }
}
