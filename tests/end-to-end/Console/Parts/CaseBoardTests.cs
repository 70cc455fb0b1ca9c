// How a page joins the feed's changes with the store's list.
using System;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Live;

namespace EndToEnd.Tests.Console.Parts;

public sealed class CaseBoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);

    private readonly CaseBoard _board = new();

    [Fact]
    public void Of_several_changes_to_a_case_the_newest_counts_in_whatever_order_they_come()
    {
        _board.Offer(Case(1, version: 3));
        _board.Offer(Case(1, version: 2));
        Assert.Equal(3, Assert.Single(_board.Apply(Start)).After!.Version);
        _board.Offer(Case(1, version: 2));
        Assert.Empty(_board.Apply(Start));
    }

    [Fact]
    public void A_case_missing_from_a_whole_list_is_gone_unless_the_feed_told_it_after_the_question()
    {
        _board.Offer(Case(1));
        _board.Apply(Start);
        _board.Offer(Case(2));
        _board.Apply(Start.AddSeconds(2));
        var changes = _board.Reconcile([], Start.AddSeconds(1), isWhole: true, Start.AddSeconds(3));
        Assert.Equal(1, Assert.Single(changes).Before!.CaseNumber);
        Assert.Equal(2, Assert.Single(_board.Open).CaseNumber);
    }

    [Fact]
    public void A_list_cut_at_its_limit_says_nothing_of_what_it_lacks()
    {
        _board.Offer(Case(1));
        _board.Apply(Start);
        Assert.Empty(_board.Reconcile([], Start.AddSeconds(1), isWhole: false, Start.AddSeconds(1)));
        Assert.Equal(1, _board.Count);
    }

    [Fact]
    public void Beyond_its_limit_of_changes_the_board_asks_to_read_everything_again()
    {
        for (var i = 0; i < Fleet.Server.Limits.Console.UnappliedChanges; i++)
        {
            _board.Offer(Case(i + 1));
        }

        Assert.False(_board.HasLostChanges);
        _board.Offer(Case(1, version: 2));
        Assert.False(_board.HasLostChanges);
        _board.Offer(Case(Fleet.Server.Limits.Console.UnappliedChanges + 1));
        Assert.True(_board.HasLostChanges);
        _board.Reconcile([], Start, isWhole: true, Start);
        Assert.False(_board.HasLostChanges);
    }

    [Theory]
    [InlineData(CaseKind.Person, CaseState.Raised, "person")]
    [InlineData(CaseKind.Technical, CaseState.Raised, "technical")]
    [InlineData(CaseKind.Test, CaseState.Raised, "none")]
    [InlineData(CaseKind.Person, CaseState.Claimed, "none")]
    public void Only_what_waits_sounds_and_a_test_never_does(CaseKind kind, CaseState state, string sound) =>
        Assert.Equal(sound, AlarmSounds.For([Case(1) with { Kind = kind, State = state }]).Code());

    [Fact]
    public void A_press_more_in_an_open_case_is_a_repeat_and_an_arrival_is_not()
    {
        _board.Offer(Case(1));
        var arrival = Assert.Single(_board.Apply(Start));
        Assert.True(arrival is { IsArrival: true, IsRepeat: false });
        _board.Offer(Case(1, version: 2) with { PressCount = 2 });
        var repeat = _board.Apply(Start).Single();
        Assert.True(repeat is { IsArrival: false, IsRepeat: true });
    }

    private static AlarmCaseView Case(int number, long version = 1) => new(
        new Guid(number, 0, 0, new byte[8]), number, "00000000000000a1", "plats", CaseKind.Person, 3, 10, 1, 1,
        CaseState.Raised, false, 1, Start, Start, Start, null, null, Start.AddMinutes(1), null, null, version);
}
