// The power going at every byte of an update and of the starts around it, and again in the recovery.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Loader;
using Loader.Tests.World;

namespace Loader.Tests;

public sealed class BootCutTests(ITestOutputHelper output)
{
    private const int RecoveryCuts = 6;

    /// <summary>A runs version 1, confirmed.</summary>
    private static Board Settled(bool isNor)
    {
        Board board = new(isNor);
        board.Install(Slot.A, 1);
        return board;
    }

    // What the hub does with a new version, from wherever the last cut has left it: written, tried, and either
    // confirmed in its second start or never. Ends when nothing is left to do.
    private static void Update(Board board, Ledger seen, bool isGood)
    {
        while (true)
        {
            SlotStart start = seen.Start(board);
            SlotConfirmation confirmation = board.Confirmation(start);
            if (start.IsTrial)
            {
                if (isGood && seen.TrialStarts >= 2)
                {
                    Assert.True(confirmation.Confirm());
                    seen.IsConfirmed = true;
                    return;
                }

                continue;
            }

            if (confirmation.Record.State(Slot.B) is SlotState.Rejected or SlotState.Confirmed)
            {
                return;
            }

            Assert.True(confirmation.Settle());
            Assert.True(confirmation.Clear(Slot.B));
            board.Slots.Write(Slot.B, ImageBuilder.Image(2));
            Assert.Equal(SlotReason.None, board.BeginTrial(start, Slot.B, 2));
        }
    }

    private static bool IsCut(Board board, Ledger seen, bool isGood, long after)
    {
        board.Supply.CutAtWork = board.Supply.Work + after;
        try
        {
            Update(board, seen, isGood);
            return false;
        }
        catch (SupplyCutException)
        {
            return true;
        }
        finally
        {
            board.Supply.CutAtWork = long.MaxValue;
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Whatever_byte_the_power_goes_at_twice_a_good_image_starts_and_a_trial_no_more_than_three_times(
        bool isNor, bool isGood)
    {
        Board settled = Settled(isNor);
        Board whole = settled.Clone();
        Update(whole, new Ledger(), isGood);
        int first = 0;
        int second = 0;
        int onTrial = 0;
        int fallbacks = 0;
        for (long at = 0; at < whole.Supply.Work; at++)
        {
            Board cut = settled.Clone((int)at + 2);
            Ledger seen = new();
            Assert.True(IsCut(cut, seen, isGood, at));
            first++;
            for (int i = 0; i < RecoveryCuts; i++)
            {
                Board again = cut.Clone((int)at + i);
                Ledger seenAgain = new(seen);
                long later = i == 0 ? 0 : ((at * 31) + (i * 97)) % whole.Supply.Work;
                second += IsCut(again, seenAgain, isGood, later) ? 1 : 0;

                // With power: it ends as it would have, unless the cuts have used a trial's starts up.
                Update(again, seenAgain, isGood);
                SlotStart end = seenAgain.Start(again);
                bool isNew = end.Slot == Slot.B;
                Assert.True(isNew ? isGood : !seenAgain.IsConfirmed, $"cut at {at}, then at {later}");
                Assert.False(end.IsTrial);
                onTrial = Math.Max(onTrial, seenAgain.TrialStarts);
                fallbacks += isGood && !isNew ? 1 : 0;
            }
        }

        output.WriteLine($"{first} first cuts, {second} second cuts, {onTrial} starts of a trial at most, "
            + $"{fallbacks} good images given up because cuts had used up their starts");
        Assert.True(first > 900 && second > first * 2);
        Assert.InRange(onTrial, 2, LoaderLimits.MaxTrialStarts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cut_in_every_single_start_still_lets_a_trial_start_three_times_only(bool isNor)
    {
        for (int at = 0; at < BootRecord.Bytes * (isNor ? 2 : 1); at++)
        {
            Board board = Settled(isNor);
            SlotStart running = board.Start();
            board.Slots.Put(Slot.B, ImageBuilder.Image(2));
            Assert.Equal(SlotReason.None, board.BeginTrial(running, Slot.B, 2));
            Ledger seen = new();
            for (int i = 0; i < 40; i++)
            {
                // Every second start is cut off at the same byte.
                board.Supply.CutAtWork = i % 2 == 0 ? board.Supply.Work + at : long.MaxValue;
                try
                {
                    seen.Start(board);
                }
                catch (SupplyCutException)
                {
                    board.Supply.CutAtWork = long.MaxValue;
                }
            }

            Assert.InRange(seen.TrialStarts, 1, LoaderLimits.MaxTrialStarts);
        }
    }

    [Fact]
    public void Lives_in_disorder_from_seeds_always_start_something_whole()
    {
        int starts = 0;
        int cuts = 0;
        int updates = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            Board board = new(isNor: seed % 2 == 0);
            Ledger seen = new();
            uint version = 0;
            for (int day = 0; day < 25; day++)
            {
                board.Supply.CutAtWork =
                    random.Next(3) == 0 ? board.Supply.Work + random.Next(900) : long.MaxValue;
                try
                {
                    SlotStart start = seen.Start(board);
                    starts++;
                    Live(board, start, random, ref version, ref updates);
                }
                catch (SupplyCutException)
                {
                    cuts++;
                }
            }

            // Whatever the days have done, with power it starts, and an update from there goes through.
            board.Supply.CutAtWork = long.MaxValue;
            Assert.NotNull(board.Start());
            Recover(board, seen, 1_000);
        }

        output.WriteLine($"{starts} starts, {cuts} cuts, {updates} trials begun");
        Assert.True(starts > 15_000 && cuts > 3_000 && updates > 2_000);
    }

    private static void Live(Board board, SlotStart start, Random random, ref uint version, ref int updates)
    {
        SlotConfirmation confirmation = board.Confirmation(start);
        switch (random.Next(6))
        {
            case 0:
                confirmation.Confirm();
                return;
            case 1:
                confirmation.GiveUp();
                return;
            case 2:
                confirmation.Settle();
                return;
            case 3 when board.Slots.Content(Slot.A).Length > 0 && random.Next(10) == 0:
                board.Slots.Flip(Slot.A, random.Next(board.Slots.Content(Slot.A).Length * 8));
                return;
        }

        Slot spare = confirmation.SpareSlot;
        if (spare != Slot.Factory && confirmation.Clear(spare))
        {
            version++;
            board.Slots.Write(spare, ImageBuilder.Image(version));
            updates += board.BeginTrial(start, spare, version) == SlotReason.None ? 1 : 0;
        }
    }

    private static void Recover(Board board, Ledger seen, uint version)
    {
        for (int i = 0; i < 20; i++)
        {
            SlotStart start = seen.Start(board);
            SlotConfirmation confirmation = board.Confirmation(start);
            if (start.IsTrial)
            {
                Assert.True(confirmation.Confirm());
                if (start.Version == version)
                {
                    return;
                }
            }

            confirmation.Settle();
            Slot spare = confirmation.SpareSlot;
            Assert.NotEqual(Slot.Factory, spare);
            Assert.True(confirmation.Clear(spare));
            board.Slots.Write(spare, ImageBuilder.Image(version));
            Assert.Equal(SlotReason.None, board.BeginTrial(start, spare, version));
        }

        Assert.Fail("No update has gone through.");
    }

    /// <summary>What somebody who watches the starts has seen; a cut does not take it away.</summary>
    private sealed class Ledger
    {
        private readonly Dictionary<uint, int> _trials = [];

        internal Ledger()
        {
        }

        internal Ledger(Ledger from)
        {
            _trials = new Dictionary<uint, int>(from._trials);
            IsConfirmed = from.IsConfirmed;
        }

        internal int TrialStarts => _trials.GetValueOrDefault(2u);

        internal bool IsConfirmed { get; set; }

        internal SlotStart Start(Board board)
        {
            SlotStart start = board.Start();
            Assert.False(start.MustRestart);
            Assert.Equal(start.Slot == Slot.Factory, start.Application is null);
            foreach (byte[][] loaded in board.Code.Loaded)
            {
                // Only ever whole: the very bytes of the version that is said to run.
                Assert.Equal(ImageBuilder.Content(90, (int)start.Version), loaded[0]);
                Assert.Equal(ImageBuilder.Content(40, (int)start.Version + 1_000), loaded[1]);
            }

            if (start.IsTrial)
            {
                _trials[start.Version] = _trials.GetValueOrDefault(start.Version) + 1;
                Assert.True(
                    _trials.Values.All(count => count <= LoaderLimits.MaxTrialStarts), "a trial started too often");
            }

            return start;
        }
    }
}
