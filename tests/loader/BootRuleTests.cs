// Which slot starts, and why: the loader's rules one by one.
using System.Linq;
using Hub.Loader;
using Loader.Tests.World;

namespace Loader.Tests;

public sealed class BootRuleTests
{
    private static (Slot, uint, bool) What(SlotStart start) => (start.Slot, start.Version, start.IsTrial);

    [Fact]
    public void A_blank_board_starts_the_factory_application_and_writes_nothing()
    {
        Board board = new();
        SlotStart start = board.Start();

        Assert.Equal((Slot.Factory, 0u, false), What(start));
        Assert.Null(start.Application);
        Assert.False(start.MustRestart);
        Assert.Equal((0, 0), (board.Memory.Writes, board.Record.DecisionCount));
        Assert.Equal(Slot.A, board.Confirmation(start).SpareSlot);
    }

    [Fact]
    public void A_new_image_is_tried_confirmed_and_from_then_on_started()
    {
        Board board = new();
        SlotStart trial = board.Install(Slot.A, 1);
        SlotStart next = board.Start();

        Assert.NotNull(trial.Application);
        Assert.Equal((Slot.A, 1u, false), What(next));
        Assert.NotNull(next.Application);
        Assert.Equal("Home.Entry", board.Code.Entry);
        Assert.Equal(Slot.B, board.Confirmation(next).SpareSlot);
        Assert.Equal(1, board.Count(Slot.A, SlotReason.TrialBegun));
        Assert.Equal(1, board.Count(Slot.A, SlotReason.TrialStarted));
        Assert.Equal(1, board.Count(Slot.A, SlotReason.TrialConfirmed));
    }

    [Fact]
    public void A_trial_that_is_not_confirmed_is_started_three_times_and_then_the_one_before_it()
    {
        Board board = Trying();
        for (int i = 0; i < LoaderLimits.MaxTrialStarts; i++)
        {
            Assert.Equal((Slot.B, 2u, true), What(board.Start()));
        }

        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
        Assert.Equal(1, board.Count(Slot.B, SlotReason.TrialRunOut));
        Assert.Equal(3, board.Count(Slot.B, SlotReason.TrialStarted));
        Assert.Equal(SlotState.Rejected, board.Record.State(Slot.B));
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void A_trial_can_be_confirmed_in_its_last_start()
    {
        Board board = Trying();
        board.Start();
        board.Start();
        Assert.True(board.Confirmation(board.Start()).Confirm());

        Assert.Equal((Slot.B, 2u, false), What(board.Start()));
    }

    [Fact]
    public void A_trial_given_up_is_not_started_again_until_it_is_begun_anew()
    {
        Board board = Trying();
        Assert.True(board.Confirmation(board.Start()).GiveUp());
        SlotStart back = board.Start();
        Assert.Equal((Slot.A, 1u, false), What(back));
        Assert.Equal(1, board.Count(Slot.B, SlotReason.TrialGivenUp));

        Assert.Equal(SlotReason.None, board.BeginTrial(back, Slot.B, 2));
        Assert.Equal((Slot.B, 2u, true), What(board.Start()));
    }

    [Fact]
    public void Confirming_is_for_the_trial_that_runs_and_for_no_other_start()
    {
        Board board = Trying();
        SlotStart trial = board.Start();
        board.Start();
        board.Start();
        SlotStart back = board.Start();

        Assert.False(board.Confirmation(trial).Confirm());
        Assert.False(board.Confirmation(back).Confirm());
        Assert.False(board.Confirmation(back).GiveUp());
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void The_good_slot_and_the_running_one_are_never_given_away()
    {
        Board board = Trying();
        SlotStart trial = board.Start();
        foreach (Slot slot in new[] { Slot.A, Slot.B, Slot.Factory })
        {
            Assert.False(board.Confirmation(trial).Clear(slot));
            Assert.Equal(SlotReason.NotCounted, board.BeginTrial(trial, slot, 1));
        }

        Assert.Equal(Slot.Factory, board.Confirmation(trial).SpareSlot);
        Assert.True(board.Confirmation(trial).Confirm());
        Assert.Equal(Slot.A, board.Confirmation(trial).SpareSlot);
        Assert.False(board.Confirmation(trial).Clear(Slot.B));
    }

    [Fact]
    public void The_good_slot_is_not_given_away_while_it_cannot_be_read()
    {
        Board board = new();
        board.Install(Slot.A, 1);
        board.Slots.Unreadable.Add(Slot.A);
        SlotStart factory = board.Start();

        Assert.Equal(Slot.Factory, factory.Slot);
        Assert.Equal(Slot.B, board.Confirmation(factory).SpareSlot);
        Assert.False(board.Confirmation(factory).Clear(Slot.A));
        board.Slots.Unreadable.Clear();
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void An_image_that_is_bad_or_another_one_is_not_put_on_trial()
    {
        Board board = new();
        SlotStart running = board.Install(Slot.A, 1);
        Assert.Equal(SlotReason.NoImage, board.BeginTrial(running, Slot.B, 2));
        board.Slots.Put(Slot.B, ImageBuilder.Image(2));
        Assert.Equal(SlotReason.OtherVersion, board.BeginTrial(running, Slot.B, 3));
        board.Slots.Flip(Slot.B, 2_400);
        Assert.Equal(SlotReason.Damaged, board.BeginTrial(running, Slot.B, 2));

        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void A_trial_whose_image_rots_is_rejected_and_never_loaded()
    {
        Board board = Trying();
        board.Slots.Flip(Slot.B, 2_400);

        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
        Assert.Single(board.Code.Loaded);
        Assert.Equal(1, board.Count(Slot.B, SlotReason.Damaged));
        board.Slots.Flip(Slot.B, 2_400);
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void A_confirmed_image_that_rots_is_passed_over_and_the_other_becomes_the_active_one_once_settled()
    {
        Board board = new();
        board.Install(Slot.A, 1);
        board.Install(Slot.B, 2);
        board.Slots.Flip(Slot.B, 2_400);
        SlotStart start = board.Start();

        Assert.Equal((Slot.A, 1u, false), What(start));
        Assert.Equal(1, board.Count(Slot.B, SlotReason.Damaged));
        Assert.Equal(Slot.Factory, board.Confirmation(start).SpareSlot);
        Assert.True(board.Confirmation(start).Settle());
        Assert.Equal(Slot.B, board.Confirmation(start).SpareSlot);
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void With_both_slots_bad_the_factory_application_runs_and_can_update()
    {
        Board board = new();
        board.Install(Slot.A, 1);
        board.Install(Slot.B, 2);
        board.Slots.Put(Slot.A, []);
        board.Slots.Flip(Slot.B, 100);
        SlotStart start = board.Start();

        Assert.Equal((Slot.Factory, 0u, false), What(start));
        Assert.Empty(board.Code.Loaded);
        Assert.Equal(1, board.Count(Slot.A, SlotReason.NoImage));
        Assert.Equal(1, board.Count(Slot.B, SlotReason.BadHeader));
        Assert.Equal(1, board.Count(Slot.Factory, SlotReason.NothingElse));
        board.Install(Slot.A, 3);
        Assert.Equal((Slot.A, 3u, false), What(board.Start()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_slot_whose_load_fails_is_rejected_before_the_restart_that_gets_to_the_other(bool isEmpty)
    {
        Board board = Trying();
        byte[] bad = ImageBuilder.Content(90, 2);
        board.Throws = a => !isEmpty && a[0].SequenceEqual(bad);
        board.IsEmpty = a => isEmpty && a[0].SequenceEqual(bad);
        SlotStart failed = board.Start();

        Assert.True(failed.MustRestart);
        Assert.Null(failed.Application);
        Assert.Equal(1, board.Count(Slot.B, SlotReason.LoadFailed));
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void A_load_that_fails_and_cannot_be_noted_leads_to_the_factory_application_and_to_no_restart()
    {
        Board board = new();
        board.Install(Slot.A, 1);
        board.Memory.IsStuck = true;
        board.Throws = _ => true;
        SlotStart start = board.Start();

        Assert.Equal((Slot.Factory, false), (start.Slot, start.MustRestart));
    }

    [Fact]
    public void A_confirmed_slot_that_never_settles_is_left_after_ten_starts_and_one_that_settles_never()
    {
        Board board = new();
        board.Install(Slot.A, 1);
        board.Install(Slot.B, 2);
        for (int i = 0; i < 50; i++)
        {
            SlotStart settling = board.Start();
            Assert.Equal(Slot.B, settling.Slot);
            Assert.True(board.Confirmation(settling).Settle());
        }

        int writes = board.Memory.Writes;
        for (int i = 0; i < LoaderLimits.MaxUnsettledStarts; i++)
        {
            Assert.Equal((Slot.B, 2u, false), What(board.Start()));
        }

        Assert.Equal(writes + LoaderLimits.MaxUnsettledStarts, board.Memory.Writes);
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
        Assert.Equal(1, board.Count(Slot.B, SlotReason.NeverSettled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trial_that_cannot_be_counted_is_not_started_and_the_good_slot_is(bool isDeaf)
    {
        Board board = Trying();
        board.Memory.IsStuck = !isDeaf;
        board.Memory.IsDeaf = isDeaf;
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal((Slot.A, 1u, false), What(board.Start()));
            Assert.Equal(1, board.Count(Slot.B, SlotReason.NotCounted));
        }

        board.Memory.IsStuck = board.Memory.IsDeaf = false;
        Assert.Equal((Slot.B, 2u, true), What(board.Start()));
    }

    [Fact]
    public void A_record_that_cannot_be_read_leads_to_the_factory_application_and_nothing_is_written_over_it()
    {
        Board board = Trying();
        board.Memory.IsUnreadable[0] = board.Memory.IsUnreadable[1] = true;
        int writes = board.Memory.Writes;
        SlotStart start = board.Start();

        Assert.Equal((Slot.Factory, 0u, false), What(start));
        Assert.Equal(1, board.Count(Slot.Factory, SlotReason.RecordUnreadable));
        Assert.False(board.Confirmation(start).Clear(Slot.A));
        Assert.Equal(SlotReason.NotCounted, board.BeginTrial(start, Slot.B, 2));
        Assert.Equal(writes, board.Memory.Writes);
        board.Memory.IsUnreadable[0] = board.Memory.IsUnreadable[1] = false;
        Assert.Equal((Slot.B, 2u, true), What(board.Start()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void With_one_place_unreadable_no_trial_starts_but_a_confirmed_slot_does(int copy)
    {
        Board board = Trying();
        board.Start();
        board.Memory.IsUnreadable[copy] = true;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((Slot.A, 1u, false), What(board.Start()));
        }
    }

    [Fact]
    public void A_newer_count_that_cannot_be_read_for_a_moment_gives_a_trial_no_further_start()
    {
        Board board = Trying();
        for (int i = 0; i < LoaderLimits.MaxTrialStarts; i++)
        {
            board.Start();
        }

        int newer = Enumerable.Range(0, 2).MaxBy(c => BootRecord.SequenceOf(board.Memory.Place(c)));
        board.Memory.FailingReads[newer] = LoaderLimits.ReadTries;

        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
        Assert.Equal((Slot.A, 1u, false), What(board.Start()));
    }

    [Fact]
    public void A_rotten_bit_anywhere_in_the_newer_place_brings_back_the_older_one()
    {
        Board whole = Trying();
        whole.Start();
        int newer = Enumerable.Range(0, 2).MaxBy(c => BootRecord.SequenceOf(whole.Memory.Place(c)));
        for (int bit = 0; bit < BootRecord.Bytes * 8; bit++)
        {
            Board board = whole.Clone();
            board.Memory.Place(newer)[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal((Slot.B, 2u, true), What(board.Start()));
        }
    }

    [Fact]
    public void The_record_keeps_eight_decisions_and_counts_what_repeats()
    {
        Board board = new();
        SlotStart running = board.Install(Slot.A, 1);
        for (uint version = 2; version < 8; version++)
        {
            board.Slots.Put(Slot.B, ImageBuilder.Image(version));
            Assert.Equal(SlotReason.None, board.BeginTrial(running, Slot.B, version));
            board.Slots.Flip(Slot.B, 2_400);
            running = board.Start();
        }

        Assert.Equal(LoaderLimits.MaxDecisions, board.Record.DecisionCount);
        Assert.Equal(7u, Enumerable.Range(0, 8).Max(i => board.Record.Decision(i).Version));
        board.Install(Slot.B, 9);
        board.Slots.Put(Slot.B, []);
        for (int i = 0; i < 4; i++)
        {
            board.Start();
        }

        Assert.Equal(4, board.Count(Slot.B, SlotReason.NoImage));
    }

    // A runs version 1, confirmed; B has version 2, on trial.
    private static Board Trying()
    {
        Board board = new();
        SlotStart running = board.Install(Slot.A, 1);
        Assert.True(board.Confirmation(running).Clear(Slot.B));
        board.Slots.Write(Slot.B, ImageBuilder.Image(2));
        Assert.Equal(SlotReason.None, board.BeginTrial(running, Slot.B, 2));
        return board;
    }
}
