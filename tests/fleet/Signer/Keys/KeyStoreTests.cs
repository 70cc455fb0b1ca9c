// Never one leaf for two messages: stops at each step, copies, restored files, two signers at once.
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fleet.Signer;
using Fleet.Signer.Keys;
using Signer.Tests.World;

namespace Signer.Tests.Keys;

public sealed class KeyStoreTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Every_leaf_is_given_once_and_then_the_key_is_used_up()
    {
        _desk.NewKey().Dispose();
        Assert.Equal(Enumerable.Range(0, 32), Enumerable.Range(0, 32).Select(i => LeafOf(_desk.Sign((byte)i))));
        Assert.Contains("used up", Refusal(() => _desk.Sign(32)));
        AssertListIsWhole(32);
    }

    [Theory]
    [InlineData(SignStep.Begun, 0)]
    [InlineData(SignStep.StateBeside, 0)]
    [InlineData(SignStep.StateRaised, 1)]
    [InlineData(SignStep.ListHalfWritten, 1)]
    [InlineData(SignStep.ListWritten, 1)]
    [InlineData(SignStep.Signed, 1)]
    public void A_stop_at_any_step_spends_at_most_a_leaf_and_never_gives_one_twice(SignStep step, int spent)
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        for (int times = 0; times < 3; times++)
        {
            _desk.StopsAt = step;
            Assert.Throws<StoppedException>(() => _desk.Sign(2));
            _desk.StopsAt = null;
        }

        Assert.Equal(1 + (3 * spent), LeafOf(_desk.Sign(3)));
        AssertListIsWhole(2 + (3 * spent));
        using KeyStore key = _desk.Open();
        Assert.Equal(3u, UsedList.Read(_desk.List, key.State.PublicKey).Entries[^1].Sequence);
    }

    [Fact]
    public void An_entry_that_was_cut_at_any_byte_is_made_whole_and_its_leaf_is_spent()
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        _desk.Sign(2);
        string[] lines = File.ReadAllLines(_desk.List);
        for (int left = 0; left <= lines[1].Length; left += 7)
        {
            File.WriteAllText(_desk.List, lines[0] + "\n" + lines[1][..left]);
            using KeyStore key = _desk.Open();
            key.RequireNewest(null);
            Assert.Equal(lines, File.ReadAllLines(_desk.List));
        }

        Assert.Equal(2, LeafOf(_desk.Sign(3)));
    }

    [Fact]
    public void A_state_restored_from_a_copy_is_refused()
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        byte[] old = File.ReadAllBytes(_desk.State);
        _desk.Sign(2);
        File.WriteAllBytes(_desk.State, old);
        Assert.Contains("older than its list", Refusal(() => _desk.Sign(3)));
    }

    [Fact]
    public void State_and_list_restored_together_are_refused_by_the_published_list()
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        byte[] state = File.ReadAllBytes(_desk.State);
        byte[] list = File.ReadAllBytes(_desk.List);
        _desk.Sign(2);
        File.Copy(_desk.List, _desk.At("published"));
        using (KeyStore key = _desk.Open())
        {
            Assert.Equal(2, LeafOf(key.Sign(3, [3], [3], null, _desk.At("published"))));
        }

        File.WriteAllBytes(_desk.State, state);
        File.WriteAllBytes(_desk.List, list);
        using KeyStore restored = _desk.Open();
        Assert.Contains(
            "both restored", Refusal(() => restored.Sign(3, [3], [3], null, _desk.At("published"))));
        Assert.Contains("no list", Refusal(() => restored.Sign(3, [3], [3], null, _desk.At("nowhere"))));
    }

    [Fact]
    public void A_list_that_is_cut_or_another_s_is_refused()
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        _desk.Sign(2);
        _desk.Sign(3);
        string[] lines = File.ReadAllLines(_desk.List);
        File.WriteAllText(_desk.List, lines[0] + "\n");
        Assert.Contains("not the list of this state", Refusal(() => _desk.Sign(4)));
        File.WriteAllText(_desk.List, "");
        Assert.Contains("not the list of this state", Refusal(() => _desk.Sign(4)));
        File.WriteAllText(_desk.List, string.Join('\n', lines) + "\nx");
        Assert.Contains("not the list of this state", Refusal(() => _desk.Sign(4)));
        File.WriteAllText(_desk.List, lines[0] + "\n" + lines[2] + "\n");
        Assert.Contains("line 2", Refusal(() => _desk.Sign(4)));
        File.WriteAllText(_desk.List, string.Join('\n', lines).Replace("\"sequence\":2", "\"sequence\":9") + "\n");
        Assert.Contains("line 3", Refusal(() => _desk.Sign(4)));
        File.WriteAllText(_desk.List, string.Join('\n', lines) + "\n");
        Assert.Equal(3, LeafOf(_desk.Sign(4)));
    }

    [Fact]
    public void A_state_that_is_copied_or_moved_signs_nothing()
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        string copy = _desk.At("copy");
        File.Copy(_desk.State, copy);
        File.Copy(_desk.List, KeyStore.ListPath(copy));
        Assert.Contains("not beside it", Refusal(() => KeyStore.Open(copy, _desk.Surroundings)));
        File.Copy(_desk.State + ".lock", copy + ".lock");
        Assert.Contains("copied or moved", Refusal(() => KeyStore.Open(copy, _desk.Surroundings)));
        _desk.Machine = "machine-2";
        Assert.Contains("copied or moved", Refusal(() => _desk.Open()));
        _desk.Machine = "machine-1";
        _desk.Open().Dispose();

        // The whole folder taken away and brought back has other files at the same names.
        File.Copy(_desk.State + ".lock", _desk.At("lock"));
        File.Delete(_desk.State + ".lock");
        File.WriteAllText(_desk.At("takes the number of the one that is gone"), "");
        File.Move(_desk.At("lock"), _desk.State + ".lock");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells the number of a file");
        Assert.Contains("copied or moved", Refusal(() => _desk.Open()));
    }

    [Fact]
    public void Two_signers_at_once_are_refused()
    {
        using KeyStore first = _desk.NewKey();
        Assert.Contains("in use", Refusal(() => _desk.Open()));
        first.Dispose();
        using KeyStore second = _desk.Open();
        Assert.Contains("in use", Refusal(() => _desk.Open()));
    }

    [Fact]
    public void A_secret_with_a_passphrase_opens_with_it_only()
    {
        KeyStore.Create(_desk.State, "n24w4h5", "fyra blå hästar", _desk.Surroundings).Dispose();
        using KeyStore key = _desk.Open();
        Assert.Null(key.State.Secret.Plain);
        Assert.Contains("has a passphrase", Refusal(() => key.Sign(1, [1], [1], null, null)));
        Assert.Contains("not that of the key", Refusal(() => key.Sign(1, [1], [1], "fyra blå katter", null)));
        Assert.Equal(0, LeafOf(key.Sign(1, [1], [1], "fyra blå hästar", null)));
    }

    [Fact]
    public void The_state_is_for_its_owner_only_and_another_is_not_written_over()
    {
        _desk.NewKey().Dispose();
        _desk.Sign(1);
        Assert.Contains("exists", Refusal(() => _desk.NewKey()));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_desk.State));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"version\":2}")]
    public void What_is_no_state_is_refused(string text)
    {
        _desk.NewKey().Dispose();
        File.WriteAllText(_desk.State, text);
        Assert.Contains("no state of a key", Refusal(() => _desk.Open()));
        File.Delete(_desk.State);
        Assert.Contains("no state", Refusal(() => _desk.Open()));
    }

    [Fact]
    public void Under_random_stops_and_restored_files_no_leaf_ever_signs_two_messages()
    {
        Random random = new(4);
        _desk.NewKey().Dispose();
        Dictionary<int, byte> messages = [];
        List<(byte[] State, byte[] List)> copies = [];
        int refused = 0;
        for (int i = 0; i < 60; i++)
        {
            copies.Add((File.ReadAllBytes(_desk.State), File.ReadAllBytes(_desk.List)));
            (byte[] State, byte[] List) newest = copies[^1];
            bool isRestored = i > 0 && random.Next(3) == 0;
            if (isRestored)
            {
                File.WriteAllBytes(_desk.State, copies[random.Next(copies.Count)].State);
            }

            _desk.StopsAt = random.Next(2) == 0 ? (SignStep)random.Next(6) : null;
            try
            {
                int leaf = LeafOf(_desk.Sign((byte)i));
                Assert.True(messages.TryAdd(leaf, (byte)i), $"leaf {leaf} signed twice");
            }
            catch (Exception exception) when (exception is StoppedException or FailureException)
            {
                refused++;
                if (isRestored && exception is FailureException)
                {
                    File.WriteAllBytes(_desk.State, newest.State);
                }
            }
        }

        Assert.InRange(messages.Count, 8, 32);
        Assert.InRange(refused, 10, 52);
    }

    private static int LeafOf(byte[] signature) => BinaryPrimitives.ReadInt32BigEndian(signature.AsSpan(4));

    private static string Refusal(Func<object> action) => Assert.Throws<FailureException>(action).Message;

    private void AssertListIsWhole(int entries)
    {
        using KeyStore key = _desk.Open();
        key.RequireNewest(null);
        UsedList list = UsedList.Read(_desk.List, key.State.PublicKey);
        Assert.Equal(Enumerable.Range(0, entries), list.Entries.Select(entry => entry.Index));
    }
}
