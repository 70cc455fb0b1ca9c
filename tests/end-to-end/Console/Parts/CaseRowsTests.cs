// When the rows of the alarm list may move.
using System;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Lists;

namespace EndToEnd.Tests.Console.Parts;

public sealed class CaseRowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero);

    private readonly CaseRows _rows = new();

    [Fact]
    public void What_is_there_at_first_is_not_new_and_stands_in_order()
    {
        _rows.Reset([Case(1, priority: 2), Case(2, priority: 1), Claimed(Case(3, priority: 1))], Start);
        Assert.Empty(_rows.New);
        Assert.Equal([2, 1, 3], Settled());
    }

    [Fact]
    public void An_arrival_is_new_until_its_time_has_passed()
    {
        var first = Case(1);
        _rows.Reset([], Start);
        _rows.Update([first], _ => null, Start);
        Assert.Equal([1], New());
        _rows.Update([first], _ => null, Start.AddSeconds(29));
        Assert.Equal([1], New());
        _rows.Update([first], _ => null, Start.AddSeconds(30));
        Assert.Empty(_rows.New);
        Assert.Equal([1], Settled());
    }

    [Fact]
    public void Held_rows_keep_their_places_and_released_ones_fall_into_order()
    {
        var (first, second) = (Case(1, priority: 1), Case(2, priority: 1, minute: 1));
        _rows.Reset([first, second], Start);
        _rows.Hold(true, Start);
        _rows.Update([Claimed(first), second], _ => null, Start);
        Assert.Equal([1, 2], Settled());
        Assert.True(_rows.HasWaitingMoves);
        _rows.Hold(false, Start);
        Assert.Equal([2, 1], Settled());
        Assert.False(_rows.HasWaitingMoves);
    }

    [Fact]
    public void A_case_that_leaves_a_held_list_stays_as_gone_with_how_it_ended()
    {
        var first = Case(1);
        var closed = first with { State = CaseState.Closed, Outcome = CaseOutcome.Call };
        _rows.Reset([first], Start);
        _rows.Hold(true, Start);
        _rows.Update([], _ => closed, Start);
        var row = Assert.Single(_rows.Section(CaseKind.Person));
        Assert.True(row.IsGone);
        Assert.Equal(CaseOutcome.Call, row.View.Outcome);
        _rows.Hold(false, Start);
        Assert.Empty(Settled());
    }

    [Fact]
    public void Among_the_new_ones_a_person_goes_before_a_machine_but_never_under_the_hand()
    {
        var fault = Case(1, kind: CaseKind.Technical, priority: 1);
        var person = Case(2, priority: 9);
        _rows.Reset([], Start);
        _rows.Hold(true, Start);
        _rows.Update([fault], _ => null, Start);
        _rows.Update([fault, person], _ => null, Start);
        Assert.Equal([1, 2], New());
        _rows.Hold(false, Start);
        Assert.Equal([2, 1], New());
    }

    [Fact]
    public void Asked_for_order_the_new_ones_are_sorted_in_at_once()
    {
        _rows.Reset([Case(1, priority: 3)], Start);
        _rows.Hold(true, Start);
        _rows.Update([Case(1, priority: 3), Case(2, priority: 1)], _ => null, Start);
        _rows.SortIn(Start);
        Assert.Empty(_rows.New);
        Assert.Equal([2, 1], Settled());
    }

    [Fact]
    public void A_hub_whose_clock_runs_ahead_does_not_make_its_alarm_look_young()
    {
        var ahead = Case(1) with { RaisedAt = Start.AddHours(2), ReceivedAt = Start };
        Assert.Equal(Start, CaseOrder.Since(ahead));
    }

    private static AlarmCaseView Case(
        int number, int priority = 1, int minute = 0, CaseKind kind = CaseKind.Person)
    {
        var id = new Guid(number, 0, 0, new byte[8]);
        var at = Start.AddMinutes(minute - 10);
        return new AlarmCaseView(
            id, number, "00000000000000a1", "plats", kind, 3, 10, 1, priority, CaseState.Raised, false, 1, at, at, at,
            null, null, at.AddMinutes(1), null, null, 1);
    }

    private static AlarmCaseView Claimed(AlarmCaseView view) =>
        view with { State = CaseState.Claimed, OwnerName = "Kim", Version = view.Version + 1 };

    private long[] New() => [.. _rows.New.Select(row => row.View.CaseNumber)];

    private long[] Settled() =>
        [.. Enum.GetValues<CaseKind>().SelectMany(_rows.Section).Select(row => row.View.CaseNumber)];
}
