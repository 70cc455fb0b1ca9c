// The hub's LMS against published signatures, a second implementation, the predicted costs, and every flipped bit.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Updates;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Updates;

public sealed class LmsVerifierTests
{
    private static readonly IReadOnlyList<JsonElement> Published = ProtocolFiles.Vectors("lms.json");
    private static readonly int[] Heights = [5, 10, 15, 20, 25];
    private static readonly int[] Widths = [1, 2, 4, 8];
    private readonly LmsVerifier _verifier = new();

    public static TheoryData<string> Names => [.. Published.Select(vector => vector.Text("name"))];

    public static TheoryData<int, int, int> Sets => [.. from n in (int[])[32, 24]
                                                        from w in Widths
                                                        from h in Heights
                                                        select (n, w, h)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_signature_is_good_in_as_many_compressions_as_predicted(string name)
    {
        JsonElement vector = Published.Single(vector => vector.Text("name") == name);
        byte[] message = vector.Bytes("message");
        int compressions = 0;
        bool isGood = VerifyHss(vector.Bytes("key"), vector.Bytes("signature"), message, ref compressions);
        Assert.True(isGood);
        if (vector.TryGetProperty("compressions", out JsonElement expected))
        {
            Assert.Equal(expected.GetInt32(), compressions);
        }

        message[0] ^= 1;
        Assert.False(VerifyHss(vector.Bytes("key"), vector.Bytes("signature"), message, ref compressions));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_set_agrees_with_a_second_implementation(int n, int w, int h)
    {
        Random random = new(n + w + h);
        byte[] message = new byte[random.Next(0, 200)];
        random.NextBytes(message);
        int leaf = random.Next(1 << h);
        (byte[] key, byte[] signature) = new LmsReference(n, w, h, w).SignUnderDrawnPath(leaf, message, random);
        Assert.Equal(LmsResult.Good, Verify(key, signature, message));
        Assert.InRange(
            _verifier.Compressions, 1, LmsVerifier.WorstCompressions(key, 0, key.Length, message.Length));
        signature[^1] ^= 1;
        Assert.Equal(LmsResult.Bad, Verify(key, signature, message));
        signature[^1] ^= 1;
        message = [.. message, 0];
        Assert.Equal(LmsResult.Bad, Verify(key, signature, message));
    }

    [Fact]
    public void Every_leaf_of_a_whole_tree_signs()
    {
        LmsReference reference = new(32, 4, 5, 9);
        for (int leaf = 0; leaf < 32; leaf++)
        {
            byte[] message = [(byte)leaf, 7];
            (byte[] key, byte[] signature) = reference.Sign(leaf, message);
            Assert.Equal(LmsResult.Good, Verify(key, signature, message));
            signature[7] ^= 1;
            Assert.Equal(LmsResult.Bad, Verify(key, signature, message));
        }
    }

    [Theory]
    [InlineData(32, 4, 5, 553, 1037, 1_000)]
    [InlineData(32, 4, 10, 563, 1047, 4_000)]
    [InlineData(32, 4, 15, 573, 1057, 1_000)]
    [InlineData(32, 4, 20, 583, 1067, 1_000)]
    [InlineData(32, 8, 5, 4481, 8446, 150)]
    [InlineData(32, 8, 10, 4491, 8456, 150)]
    [InlineData(24, 4, 5, 424, 783, 1_000)]
    [InlineData(24, 4, 10, 434, 793, 1_000)]
    [InlineData(24, 4, 20, 454, 813, 1_000)]
    [InlineData(24, 8, 5, 3456, 6399, 150)]
    [InlineData(24, 8, 20, 3486, 6429, 150)]
    public void Average_and_worst_costs_are_the_predicted_ones(
        int n, int w, int h, int average, int worst, int digests)
    {
        Random random = new(n * w * h);
        byte[] message = new byte[32];
        (byte[] key, byte[] signature) = new LmsReference(n, w, h, 1).SignUnderDrawnPath(3, message, random);
        Assert.Equal(worst, LmsVerifier.WorstCompressions(key, 0, key.Length, message.Length));
        Assert.Equal(worst, LmsVerifier.WorstCompressions(key, 0, key.Length, ReleaseLimits.SignedBytes));
        long sum = 0;
        int most = 0;
        for (int i = 0; i < digests; i++)
        {
            random.NextBytes(message);
            Verify(key, signature, message);
            sum += _verifier.Compressions;
            most = Math.Max(most, _verifier.Compressions);
        }

        // Four standard errors: a chain's digits spread by at most 45 steps (w=4) and 450 (w=8).
        double slack = 4 * (w == 4 ? 45 : 450) / Math.Sqrt(digests);
        Assert.InRange(sum / (double)digests, average - slack, average + slack);
        Assert.InRange(most, average, worst);
    }

    [Fact]
    public void A_signature_with_any_bit_flipped_is_refused()
    {
        (byte[] key, byte[] signature) = new LmsReference(32, 4, 5, 2).Sign(11, [1, 2, 3]);
        Assert.Equal(LmsResult.Good, Verify(key, signature, [1, 2, 3]));
        int refused = 0;
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += Verify(key, signature, [1, 2, 3]) is LmsResult.Bad or LmsResult.BadForm ? 1 : 0;
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(2352 * 8, refused);
        for (int bit = 0; bit < key.Length * 8; bit++)
        {
            key[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(LmsResult.Good, Verify(key, signature, [1, 2, 3]));
            key[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void What_has_not_the_form_of_the_key_is_refused_before_anything_is_hashed()
    {
        byte[] message = [4];
        (byte[] key, byte[] signature) = new LmsReference(24, 4, 5, 3).Sign(0, message);
        foreach (byte[] form in Malformed(signature))
        {
            Assert.Equal(LmsResult.BadForm, Verify(key, form, message));
            Assert.Equal(0, _verifier.Compressions);
        }

        byte[][] keys =
        [
            [], key[..^1], [.. key, 0], With(key, 3, 0), With(key, 3, 2), With(key, 7, 4), With(key, 7, 5),
            With(key, 7, 15), With(key, 11, 4), With(key, 11, 9), With(key, 4, 1),
        ];
        foreach (byte[] other in keys)
        {
            Assert.Equal(LmsResult.BadKey, Verify(other, signature, message));
            Assert.Equal(0, LmsVerifier.WorstCompressions(other, 0, other.Length, 32));
        }
    }

    [Fact]
    public void Arrays_that_do_not_hold_what_is_announced_are_refused()
    {
        byte[] message = new byte[ReleaseLimits.MaxSignedBytes];
        (byte[] key, byte[] signature) = new LmsReference(24, 4, 5, 3).Sign(0, message);
        Assert.Equal(LmsResult.Good, Verify(key, signature, message));
        int bytes = signature.Length;
        byte[] longer = [.. message, 0];
        LmsResult[] results =
        [
            Verify(key, signature, longer),
            _verifier.Begin(null!, 0, key.Length, signature, 0, bytes, message, 0, 1),
            _verifier.Begin(key, 0, key.Length, null!, 0, bytes, message, 0, 1),
            _verifier.Begin(key, 0, key.Length, signature, 0, bytes, null!, 0, 1),
            _verifier.Begin(key, 1, key.Length, signature, 0, bytes, message, 0, 1),
            _verifier.Begin(key, 0, key.Length, signature, 1, bytes, message, 0, 1),
            _verifier.Begin(key, 0, key.Length, signature, -1, bytes, message, 0, 1),
            _verifier.Begin(key, 0, key.Length, signature, 0, -1, message, 0, 1),
            _verifier.Begin(key, 0, key.Length, signature, 0, bytes, message, 0, message.Length + 1),
            _verifier.Begin(key, 0, key.Length, signature, 0, bytes, message, int.MaxValue, 1),
        ];
        Assert.All(results, result => Assert.Equal(LmsResult.BadBuffer, result));
        Assert.Equal(LmsResult.BadBuffer, _verifier.Step(10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void HBG_001_in_small_steps_the_result_and_the_cost_are_the_same(int compressions)
    {
        byte[] message = new byte[56];
        (byte[] key, byte[] signature) = new LmsReference(32, 4, 5, 4).Sign(31, message);
        Assert.Equal(LmsResult.Good, Verify(key, signature, message));
        int whole = _verifier.Compressions;
        Assert.Equal(LmsResult.Working, Begin(key, signature, message));
        int before = 0;
        while (_verifier.Step(compressions) == LmsResult.Working)
        {
            Assert.InRange(_verifier.Compressions - before, 1, compressions + 2);
            before = _verifier.Compressions;
        }

        Assert.Equal((LmsResult.Good, whole), (_verifier.Result, _verifier.Compressions));
    }

    [Fact]
    public void Verifying_allocates_nothing()
    {
        (byte[] key, byte[] signature) = new LmsReference(32, 4, 5, 5).Sign(1, [5]);
        byte[] message = [5];
        Verify(key, signature, message);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Verify(key, signature, message);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IEnumerable<byte[]> Malformed(byte[] signature)
    {
        int type = 8 + 4 + (24 * 52);
        yield return [];
        yield return signature[..^1];
        yield return [.. signature, 0];
        yield return signature[..12];
        yield return With(signature, 3, 1);
        yield return With(signature, 7, 32);
        yield return With(signature, 4, 0x80);
        yield return With(signature, 11, 8);
        yield return With(signature, 11, 3);
        yield return With(signature, type + 3, 11);
        yield return With(signature, type + 3, 5);
        yield return With(signature, type, 1);
    }

    private static byte[] With(byte[] bytes, int index, byte value)
    {
        byte[] changed = [.. bytes];
        changed[index] = value;
        return changed;
    }

    private LmsResult Begin(byte[] key, byte[] signature, byte[] message) =>
        _verifier.Begin(key, 0, key.Length, signature, 0, signature.Length, message, 0, message.Length);

    private LmsResult Verify(byte[] key, byte[] signature, byte[] message)
    {
        Begin(key, signature, message);
        return _verifier.Step(100_000);
    }

    // The hub takes keys of one level only. Two levels are two such verifications: the first one's message is the
    // second one's key.
    private bool VerifyHss(byte[] key, byte[] signature, byte[] message, ref int compressions)
    {
        compressions = 0;
        if (key[3] == 1)
        {
            return Verify(key, signature, message) == LmsResult.Good;
        }

        LmsParameters set = new();
        byte[] upper = [0, 0, 0, 1, .. key[4..]];
        Assert.True(set.SetOfKey(upper, 0, upper.Length));
        byte[] upperSignature = [0, 0, 0, 0, .. signature[4..set.SignatureBytes]];
        byte[] lower = [0, 0, 0, 1, .. signature[set.SignatureBytes..(set.SignatureBytes + 56)]];
        byte[] lowerSignature = [0, 0, 0, 0, .. signature[(set.SignatureBytes + 56)..]];
        bool isUpperGood = Verify(upper, upperSignature, lower[4..]) == LmsResult.Good;
        compressions = _verifier.Compressions;
        bool isLowerGood = Verify(lower, lowerSignature, message) == LmsResult.Good;
        compressions += _verifier.Compressions;
        return isUpperGood && isLowerGood;
    }
}
