// Who may restart when: the window over both changes of the clock, the bucket, and neighbours; by random plans.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Rollouts;

namespace Slices.Tests.Updates;

public sealed class TurnTests
{
    private static readonly TimeZoneInfo Sweden = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [Theory]
    [InlineData("01:00", "03:00", "2026-11-23T23:59:59Z", false)]
    [InlineData("01:00", "03:00", "2026-11-24T00:00:00Z", true)]
    [InlineData("01:00", "03:00", "2026-11-24T01:59:59Z", true)]
    [InlineData("01:00", "03:00", "2026-11-24T02:00:00Z", false)]
    [InlineData("22:00", "02:00", "2026-11-24T20:59:00Z", false)]
    [InlineData("22:00", "02:00", "2026-11-24T21:00:00Z", true)]
    [InlineData("22:00", "02:00", "2026-11-25T00:59:00Z", true)]
    [InlineData("22:00", "02:00", "2026-11-25T01:00:00Z", false)]
    [InlineData("05:00", "05:00", "2026-11-25T12:00:00Z", true)]
    public void A_window_is_by_the_clock_in_Sweden_also_over_midnight(string from, string to, string at, bool isOpen)
    {
        Assert.Equal(isOpen, Window(from, to).IsOpen(Unix(at)));
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00Z", 90, "02:00", "03:00")]
    [InlineData("2027-03-28T00:30:00Z", 60, "02:00", "03:00")]
    [InlineData("2026-10-24T21:00:00Z", 400, "23:30", "04:15")]
    [InlineData("2027-03-27T21:00:00Z", 400, "23:30", "04:15")]
    public void A_window_is_kept_over_both_changes_of_the_clock(string start, int minutes, string from, string to)
    {
        LocalWindow window = Window(from, to);
        for (int i = 0; i < minutes; i++)
        {
            long at = Unix(start) + (i * 60_000L);
            TimeSpan local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), Sweden).TimeOfDay;
            TimeSpan first = TimeSpan.Parse(from, CultureInfo.InvariantCulture);
            TimeSpan last = TimeSpan.Parse(to, CultureInfo.InvariantCulture);
            bool expected = first < last ? local >= first && local < last : local >= first || local < last;
            Assert.Equal((i, expected), (i, window.IsOpen(at)));
            if (expected)
            {
                long closes = window.ClosesBy(at, 900_000);
                Assert.True(closes > at && closes <= at + 900_000);
                Assert.True(window.IsOpen(closes - 1) && (closes == at + 900_000 || !window.IsOpen(closes)));
            }
            else
            {
                long opens = window.OpensAt(at);
                Assert.True(window.IsOpen(opens) && !window.IsOpen(opens - 60_000));
            }
        }
    }

    [Fact]
    public void A_bucket_never_gives_more_than_its_burst_and_its_rate_whatever_the_rounds()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int rate = random.Next(1, 601);
            int burst = random.Next(1, 51);
            var bucket = new TokenBucket(rate, burst, 0, 0);
            long now = 1_000_000;
            var taken = new List<long>();
            for (int round = 0; round < 2_000; round++)
            {
                now += random.Next(4) == 0 ? random.Next(1, 60_000) : random.Next(1, 50);
                bucket = bucket.Fill(now);
                for (int asks = random.Next(5); asks > 0 && bucket.HasOne; asks--)
                {
                    bucket = bucket.Take();
                    taken.Add(now);
                }
            }

            for (int i = 0; i < taken.Count; i++)
            {
                for (int j = i; j < Math.Min(taken.Count, i + 200); j++)
                {
                    double allowed = burst + ((taken[j] - taken[i]) * rate / 60_000.0);
                    Assert.True(j - i + 1 <= allowed + 1e-9, $"seed {seed}: {j - i + 1} in {taken[j] - taken[i]} ms");
                }
            }
        }
    }

    [Fact]
    public void A_bucket_that_is_asked_often_gives_as_many_as_its_rate_and_a_clock_put_back_gives_none()
    {
        var bucket = new TokenBucket(60, 1, 0, 0);
        int taken = 0;
        for (long now = 1; now <= 600_000; now += 7)
        {
            bucket = bucket.Fill(now);
            if (bucket.HasOne)
            {
                bucket = bucket.Take();
                taken++;
            }
        }

        Assert.InRange(taken, 590, 601);
        TokenBucket empty = new TokenBucket(60, 1, 0, 600_000).Fill(500_000);
        Assert.False(empty.HasOne);
        Assert.True(empty.Fill(501_000).HasOne);
    }

    [Fact]
    public void Never_two_with_a_key_in_common_never_outside_the_window_never_faster_than_the_bucket()
    {
        int admitted = 0;
        var refused = new HashSet<RolloutWait>();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var window = new LocalWindow(random.Next(1_440), random.Next(1_440));
            var bucket = new TokenBucket(random.Next(1, 200), random.Next(1, 10), 0, 0);
            HubPlaces[] places = [.. Enumerable.Range(0, 60).Select(_ => new HubPlaces(
                Code(random, 20), Code(random, 10), Code(random, 5)))];
            var underWay = new List<int>();
            var waiting = Enumerable.Range(0, 60).ToList();
            long now = Unix("2026-11-23T00:00:00Z") + random.Next(86_400_000);
            for (int round = 0; round < 200 && waiting.Count > 0; round++)
            {
                now += random.Next(1, 600_000);
                underWay.RemoveAll(_ => random.Next(3) == 0);
                HashSet<string> busy = [.. underWay.SelectMany(one => AffinityKeys.Of(places[one]))];
                var turns = new Turns(window, bucket.Fill(now), busy);
                double before = turns.Bucket.Thousandths / 1_000.0;
                int thisRound = 0;
                foreach (int one in waiting.ToList())
                {
                    RolloutWait own = random.Next(10) == 0 ? RolloutWait.Alarm : RolloutWait.None;
                    RolloutWait wait = turns.Ask(
                        new TurnCandidate(one, [.. AffinityKeys.Of(places[one])], own), now);
                    refused.Add(wait);
                    Assert.True(own == RolloutWait.None || wait == own);
                    if (wait == RolloutWait.None)
                    {
                        waiting.Remove(one);
                        underWay.Add(one);
                        thisRound++;
                    }
                }

                bucket = turns.Bucket;
                admitted += thisRound;
                Assert.True(thisRound == 0 || window.IsOpen(now), $"seed {seed}");
                Assert.True(thisRound <= before, $"seed {seed}");
                string[] keys = [.. underWay.SelectMany(one => AffinityKeys.Of(places[one]))];
                Assert.True(keys.Distinct().Count() == keys.Length, $"seed {seed}: two of one key at once");
            }
        }

        Assert.True(admitted > 5_000, $"{admitted} admitted");
        Assert.Equal(
            [RolloutWait.None, RolloutWait.Window, RolloutWait.Alarm, RolloutWait.Neighbour, RolloutWait.Admission],
            refused.Order());
    }

    [Fact]
    public void Only_the_kinds_of_keys_that_a_rollout_keeps_count_and_no_code_is_no_key()
    {
        var places = new HubPlaces("A", "A", "A");
        Assert.Equal(["s:A", "r:A", "c:A"], AffinityKeys.Of(places));
        Assert.Equal(["r:A"], AffinityKeys.Of(places, KeptKeys.Round));
        Assert.Empty(AffinityKeys.Of(new HubPlaces("", "", "")));
    }

    [Theory]
    [InlineData(true, true, false, true, 90, false, false, 0, 0, 0, RolloutWait.None)]
    [InlineData(false, true, false, true, 90, false, false, 0, 0, 0, RolloutWait.Unknown)]
    [InlineData(true, false, false, true, 90, false, false, 0, 0, 0, RolloutWait.Link)]
    [InlineData(true, true, true, true, 90, false, false, 0, 0, 0, RolloutWait.Alarm)]
    [InlineData(true, true, false, false, 90, false, false, 0, 0, 0, RolloutWait.Battery)]
    [InlineData(true, true, false, null, 90, false, false, 0, 0, 0, RolloutWait.Battery)]
    [InlineData(true, true, false, true, 49, false, false, 0, 0, 50, RolloutWait.Battery)]
    [InlineData(true, true, false, true, 50, false, false, 0, 0, 50, RolloutWait.None)]
    [InlineData(true, true, false, true, null, false, false, 0, 0, 50, RolloutWait.Battery)]
    [InlineData(true, true, false, true, null, false, false, 0, 0, 0, RolloutWait.None)]
    [InlineData(true, true, false, true, 90, true, false, 0, 0, 0, RolloutWait.Busy)]
    [InlineData(true, true, false, true, 90, false, true, 0, 0, 0, RolloutWait.OtherRollout)]
    [InlineData(true, true, false, true, 90, false, false, 15, 16, 0, RolloutWait.Dependency)]
    [InlineData(true, true, false, true, 90, false, false, 16, 16, 0, RolloutWait.None)]
    public void What_keeps_a_hub_from_restarting_is_said_by_its_first_cause(
        bool isKnown,
        bool isConnected,
        bool hasAlarm,
        bool? isOnMains,
        int? battery,
        bool isBusy,
        bool isElsewhere,
        long running,
        long requires,
        int minimum,
        RolloutWait expected)
    {
        var condition = new HubCondition(
            isKnown, isConnected, hasAlarm, isOnMains, battery, isBusy, isElsewhere, running);
        Assert.Equal(expected, condition.InstallWait(requires, minimum));
    }

    private static string Code(Random random, int of) =>
        random.Next(4) == 0 ? "" : random.Next(of).ToString(CultureInfo.InvariantCulture);

    private static long Unix(string at) =>
        DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static LocalWindow Window(string from, string to) => new(
        (int)TimeSpan.Parse(from, CultureInfo.InvariantCulture).TotalMinutes,
        (int)TimeSpan.Parse(to, CultureInfo.InvariantCulture).TotalMinutes);
}
