// Power cuts at every byte of a commit, an update, a hand-over to another home and a forget, and in the recovery.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Provisioning;
using Hub.Protocols.Bench;

namespace Firmware.Tests.Provisioning;

public sealed class IdentityCutTests(ITestOutputHelper output)
{
    // Each byte that is programmed is a cut; an erasure is cut every so many bytes.
    private const int EraseStepBytes = 7;
    private static readonly HubIdentity First = TestBoard.Identity(1);
    private static readonly HubIdentity Moved = TestBoard.Identity(1, 1884);
    private static readonly HubIdentity Second = TestBoard.Identity(2);

    public static TheoryData<string, bool> Works
    {
        get
        {
            TheoryData<string, bool> works = [];
            foreach (bool isNoisy in (bool[])[false, true])
            {
                works.Add("first", isNoisy);
                works.Add("update", isNoisy);
                works.Add("other home", isNoisy);
                works.Add("forget", isNoisy);
            }

            return works;
        }
    }

    [Theory]
    [MemberData(nameof(Works))]
    public void The_board_has_the_old_identity_or_the_new_whole_whatever_byte_the_power_goes_at_twice(
        string work, bool isNoisy)
    {
        Parts filled = Filled(work, isNoisy);
        Parts whole = filled.Clone();
        Do(work, whole.Open());
        long length = whole.Supply.Work;
        int olds = 0;
        int seconds = 0;
        for (long at = 0; at < length; at++)
        {
            Parts parts = filled.Clone();
            parts.Supply.CutAtWork = at;
            IdentityStore store = parts.Open();
            Assert.Throws<SupplyCutException>(() => Do(work, store));

            // The power goes in the recovery too; then it stays.
            Parts again = parts.Clone();
            again.Supply.CutAtWork = (at * 37) % length;
            try
            {
                again.Open();
            }
            catch (SupplyCutException)
            {
                seconds++;
            }

            bool isOld = Check(work, parts.Restored());
            bool isOldAgain = Check(work, again.Restored());
            Assert.Equal(isOld, isOldAgain);
            olds += isOld ? 1 : 0;

            // Whatever it was, what was wanted can be done again.
            IdentityStore last = again.Restored().Open();
            if (work != "forget" || last.Identity != null)
            {
                Do(work, last);
            }

            Assert.False(Check(work, again));
            Assert.Equal(0, again.Identity.OverwriteCount);
        }

        output.WriteLine($"{work}: {length} cuts, {seconds} in the recovery, {olds} left the old state");
        Assert.True(length > 400 && olds > 50 && olds < length && seconds > 50);
    }

    [Fact]
    public void A_rotten_bit_in_either_copy_costs_nothing_and_is_mended()
    {
        Parts filled = Filled("update", false);
        int bytes = 64 + TestBoard.Document(First).Length;
        for (int bit = 0; bit < bytes * 8; bit += 3)
        {
            foreach (int sector in (int[])[0, 3])
            {
                Parts parts = filled.Clone();
                parts.Identity.Sector(sector)[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal(First.HubId, parts.Open().Identity!.HubId);
                parts.Identity.Sector(3 - sector)[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal(First.HubId, parts.Open().Identity!.HubId);
            }
        }
    }

    [Fact]
    public void An_identity_that_both_copies_have_lost_is_not_wiped_and_another_can_be_put_in()
    {
        Parts parts = Filled("update", false);
        parts.Identity.Sector(0)[70] ^= 1;
        parts.Identity.Sector(3)[70] ^= 1;
        IdentityStore store = parts.Open();
        Assert.True(store.IsSettled);
        Assert.Null(store.Identity);
        Assert.Contains((byte)0x55, parts.Home.Sector(0));
        Do("first", store);
        Assert.Equal(First.HubId, parts.Open().Identity!.HubId);
    }

    [Fact]
    public void A_dead_sector_keeps_the_old_identity_and_an_identity_of_the_longest_fits()
    {
        Parts parts = Filled("update", false);
        parts.Identity.DeadSectors.Add(0);
        parts.Identity.DeadSectors.Add(3);
        IdentityStore store = parts.Open();
        byte[] document = TestBoard.Document(Second);
        Assert.False(store.Write(Second, document, document.Length));
        Assert.True(store.IsSettled);
        Assert.Equal(First.HubId, parts.Open().Identity!.HubId);

        Parts blank = new(false);
        HubIdentity longest = TestBoard.Identity(3);
        longest.Receivers = [Receiver(), Receiver()];
        byte[] most = TestBoard.Document(longest);
        Assert.InRange(most.Length, 8_000, BenchLimits.MaxIdentityBytes);
        Assert.True(blank.Open().Write(longest, most, most.Length));
        Assert.Equal(2, blank.Open().Identity!.Receivers.Length);

        static IdentityReceiver Receiver() => new()
        {
            Host = "alarm.example.org",
            Port = 8883,
            Authority = new byte[1350],
            ClientCertificate = new byte[1350],
            ClientKey = new byte[1300],
        };
    }

    private static Parts Filled(string work, bool isNoisy)
    {
        Parts parts = new(isNoisy);
        if (work != "first")
        {
            Do("first", parts.Open());
        }

        // A home that is no longer blank.
        parts.Home.Program(0, 100, [0x55], 0, 1);
        return parts.Clone();
    }

    private static void Do(string work, IdentityStore store)
    {
        HubIdentity identity = work switch { "first" => First, "update" => Moved, _ => Second };
        byte[] document = TestBoard.Document(identity);
        bool isDone = work == "forget" ? store.Forget() : store.Write(identity, document, document.Length);
        Assert.True(isDone);
    }

    /// <summary>Looks at what a start finds: all of the old state, or all of the new.</summary>
    private static bool Check(string work, Parts parts)
    {
        IdentityStore store = parts.Open();
        Assert.True(store.IsSettled);
        bool isHomeKept = parts.Home.Sector(0)[100] == 0x55;
        string? hubId = store.Identity?.HubId;
        int port = store.Identity?.Receivers[0].Port ?? 0;
        if (hubId != null)
        {
            Assert.Equal(hubId == Second.HubId ? Second.Key : First.Key, store.Identity!.Key);
        }
        else
        {
            Assert.True(parts.IsIdentityBlank());
        }

        switch (work)
        {
            case "first":
                Assert.Equal(hubId == null, isHomeKept);
                return hubId == null;
            case "update":
                Assert.Equal(First.HubId, hubId);
                Assert.True(isHomeKept);
                return port == 1883;
            case "other home":
                Assert.Equal(hubId == First.HubId, isHomeKept);
                Assert.True(hubId == First.HubId || !parts.Holds(First.Key));
                return hubId == First.HubId;
            default:
                Assert.Equal(hubId == First.HubId, isHomeKept);
                return hubId == First.HubId;
        }
    }

    private sealed class Parts
    {
        internal Parts(bool isNoisy)
            : this(
                new NorFlash(TestBoard.IdentitySectors, TestBoard.SectorBytes)
                {
                    EraseLeavesNoise = isNoisy,
                    EraseStepBytes = EraseStepBytes,
                },
                new NorFlash(2, TestBoard.SectorBytes) { EraseLeavesNoise = isNoisy, EraseStepBytes = EraseStepBytes })
        {
        }

        private Parts(NorFlash identity, NorFlash home)
        {
            Identity = identity;
            Home = home;
            Identity.Supply = Supply;
            Home.Supply = Supply;
        }

        internal Supply Supply { get; } = new();

        internal NorFlash Identity { get; }

        internal NorFlash Home { get; }

        internal Parts Clone() => new(Identity.Clone(), Home.Clone());

        internal Parts Restored()
        {
            Supply.Restore();
            return this;
        }

        internal IdentityStore Open()
        {
            IdentityStore store = new(Identity, [Home]);
            Assert.True(store.Start());
            return store;
        }

        internal bool IsIdentityBlank() => Enumerable.Range(0, Identity.SectorCount)
            .All(sector => Identity.Sector(sector).All(value => value == 0xFF));

        internal bool Holds(byte[] key) => Enumerable.Range(0, Identity.SectorCount)
            .Any(sector => Identity.Sector(sector).AsSpan().IndexOf(key) >= 0);
    }
}
