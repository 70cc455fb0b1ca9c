// Power cuts at every byte of a new rule set's writing, and again in the recovery: the old set or the new.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Storage;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Storage;

public sealed class DocumentCutTests(ITestOutputHelper output)
{
    private const int Kind = 1;

    private static byte[] Document(uint version, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)((i * 31) + version))];

    private static byte[] Tag(uint version) => [.. Enumerable.Repeat((byte)version, RuleLimits.TagBytes)];

    private static DocumentStore Mounted(NorFlash flash, byte[] into)
    {
        DocumentStore store = new(flash, Kind);
        Assert.True(store.Mount(into));
        return store;
    }

    private static void Write(NorFlash flash, uint version, int count)
    {
        DocumentStore store = Mounted(flash, new byte[RuleLimits.MaxDocumentBytes]);
        Assert.True(store.Write(version, Tag(version), Document(version, count), count));
    }

    private static uint VersionOn(NorFlash flash, Func<uint, int> countOf)
    {
        byte[] into = new byte[RuleLimits.MaxDocumentBytes];
        DocumentStore store = Mounted(flash, into);
        Assert.Equal(0, store.DamagedCount);
        if (store.Version != 0)
        {
            int count = countOf(store.Version);
            Assert.Equal(count, store.Length);
            Assert.Equal(Document(store.Version, count), into[..count]);
            Assert.True(store.HasTag(Tag(store.Version)));
        }

        return store.Version;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HUL_010_a_rule_set_is_the_old_or_the_new_whatever_byte_the_power_goes_at_twice(bool isNoisy)
    {
        int first = 0;
        int second = 0;
        int olds = 0;
        static int CountOf(uint version) => version == 3 ? RuleLimits.MaxDocumentBytes : 300 + (int)version;
        NorFlash filled = new(2, 4096) { EraseLeavesNoise = isNoisy };
        Write(filled, 1, CountOf(1));
        Write(filled, 2, CountOf(2));
        NorFlash whole = filled.Clone();
        Write(whole, 3, CountOf(3));
        long work = whole.Work;
        for (long at = 0; at < work; at++)
        {
            NorFlash flash = filled.Clone();
            flash.CutAtWork = flash.Work + at;
            Assert.Throws<SupplyCutException>(() => Write(flash, 3, CountOf(3)));
            flash.CutAtWork = long.MaxValue;
            first++;
            uint version = VersionOn(flash, CountOf);
            Assert.InRange(version, 2u, 3u);
            olds += version == 2 ? 1 : 0;

            // The recovery writes the same again; the power goes in it too.
            NorFlash again = flash.Clone();
            again.CutAtWork = again.Work + ((at * 37) % work);
            try
            {
                Write(again, 3, CountOf(3));
            }
            catch (SupplyCutException)
            {
                second++;
            }

            again.CutAtWork = long.MaxValue;
            Assert.InRange(VersionOn(again, CountOf), version, 3u);
            Write(again, 4, CountOf(4));
            Assert.Equal(4u, VersionOn(again, CountOf));
            Assert.Equal(0, again.OverwriteCount);
        }

        output.WriteLine($"{first} first cuts, {second} second cuts, {olds} left the old set");
        Assert.True(first > 7_500 && second > 7_000 && olds > 7_000);
    }

    [Fact]
    public void The_first_rule_set_of_all_is_there_whole_or_not_at_all()
    {
        NorFlash whole = new(2, 4096);
        Write(whole, 1, 500);
        for (long at = 0; at < whole.Work; at++)
        {
            NorFlash flash = new(2, 4096) { CutAtWork = at };
            Assert.Throws<SupplyCutException>(() => Write(flash, 1, 500));
            flash.CutAtWork = long.MaxValue;
            Assert.Equal(0u, VersionOn(flash, _ => 500));
            Write(flash, 1, 500);
            Assert.Equal(1u, VersionOn(flash, _ => 500));
        }
    }

    [Fact]
    public void A_rotten_bit_anywhere_in_the_newest_set_brings_back_the_one_before_and_is_told()
    {
        const int Count = 400;
        NorFlash filled = new(2, 4096);
        Write(filled, 1, Count);
        Write(filled, 2, Count);
        for (int bit = 0; bit < (DocumentStore.HeaderBytes + Count) * 8; bit++)
        {
            NorFlash flash = filled.Clone();
            flash.Sector(1)[bit / 8] ^= (byte)(1 << (bit % 8));
            byte[] into = new byte[RuleLimits.MaxDocumentBytes];
            DocumentStore store = Mounted(flash, into);
            Assert.Equal(1u, store.Version);
            Assert.Equal(Document(1, Count), into[..Count]);
            Assert.Equal(bit / 8 < DocumentStore.HeaderBytes ? 0 : 1, store.DamagedCount);
        }
    }

    [Fact]
    public void A_dead_sector_is_passed_over_where_there_is_a_third_and_told_where_there_is_none()
    {
        byte[] into = new byte[RuleLimits.MaxDocumentBytes];
        NorFlash flash = new(3, 4096);
        Write(flash, 1, 100);
        flash.DeadSectors.Add(1);
        Write(flash, 2, 100);
        Assert.Equal(2u, Mounted(flash, into).Version);

        NorFlash small = new(2, 4096);
        Write(small, 1, 100);
        small.DeadSectors.Add(1);
        DocumentStore store = Mounted(small, into);
        Assert.False(store.Write(2, Tag(2), Document(2, 100), 100));
        Assert.Equal(1u, Mounted(small, into).Version);
    }

    [Fact]
    public void A_document_of_another_kind_is_not_taken_for_a_rule_set()
    {
        NorFlash flash = new(2, 4096);
        Write(flash, 1, 100);
        DocumentStore other = new(flash, Kind + 1);
        Assert.True(other.Mount(new byte[RuleLimits.MaxDocumentBytes]));
        Assert.Equal(0u, other.Version);
    }
}
