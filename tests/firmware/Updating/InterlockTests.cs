// Whoever may need help comes first: what an update waits for, and what it never delays.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

public sealed class InterlockTests
{
    private const long Minute = UpdateHome.Minute;

    private readonly UpdateHome _home = new();

    private UpdateOffice Office => _home.Office;

    private void Begin(System.Action<UpdateOrderMessage>? change = null)
    {
        Assert.True(_home.RunUntil(() => Office.States.Count > 0, Minute));
        Office.Releases[3] = TestRelease.Make(3);
        Office.Send(UpdateAction.Install, 3, change);
        Assert.True(_home.RunUntil(() => Office.Fetches.Any(fetch => fetch.Part == ReleasePart.Image), 30 * Minute));
    }

    [Fact]
    public void Nothing_is_fetched_while_a_person_waits_and_for_two_minutes_after()
    {
        Begin();
        _home.Hub.Uplink.HoldsAlarms = false;
        _home.Hub.Press();
        int fetches = Office.Fetches.Count;
        _home.Run(5 * Minute);
        Assert.Equal(fetches, Office.Fetches.Count);
        Assert.Equal((UpdatePhase.Waiting, UpdateReason.Alarm), (Office.Last.Phase, Office.Last.Reason));

        _home.Hub.Uplink.HoldsAlarms = true;
        Assert.True(_home.RunUntil(() => _home.Hub.Status.Book.HeldAlarmCount > 0, 5 * Minute));
        _home.Run(Limits.UpdateQuietMilliseconds - 1_000);
        Assert.Equal(fetches, Office.Fetches.Count);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
    }

    [Fact]
    public void A_press_goes_out_at_once_whatever_the_update_is_doing()
    {
        // One press in each of many moments of the same update: every one leaves within the step it was put in.
        HashSet<UpdatePhase> pressedIn = [];
        for (int moment = 0; moment < 200; moment++)
        {
            UpdateHome home = new();
            Assert.True(home.RunUntil(() => home.Office.States.Count > 0, Minute));
            home.Office.Releases[3] = TestRelease.Make(3);
            home.Office.Send(UpdateAction.Install, 3);
            home.Run(20 + (moment * 60));
            pressedIn.Add(home.Update.Phase);
            int before = home.Hub.Uplink.Alarms.Count();
            bool isLinked = home.Hub.Uplink.State == Hub.Core.Ports.UplinkState.Ready;
            home.Hub.Press();
            if (isLinked)
            {
                Assert.Equal(before + 1, home.Hub.Uplink.Alarms.Count());
            }

            Assert.True(home.RunUntil(() => home.Hub.Status.Book.HeldAlarmCount > 0, Minute));
        }

        Assert.Contains(UpdatePhase.Fetching, pressedIn);
        Assert.Contains(UpdatePhase.Trial, pressedIn);
    }

    [Fact]
    public void The_hub_does_not_restart_before_an_alarm_is_held()
    {
        Begin();
        _home.Hub.Uplink.Answers = false;
        Assert.True(_home.RunUntil(() => _home.Update.Phase == UpdatePhase.Switching, 15 * Minute));
        _home.Hub.Uplink.Answers = true;
        _home.Hub.Uplink.HoldsAlarms = false;
        _home.Hub.Press();
        int starts = _home.Starts.Count;
        _home.Run(30 * Minute);
        Assert.Equal(starts, _home.Starts.Count);
        _home.Hub.Uplink.HoldsAlarms = true;
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
    }

    [Fact]
    public void On_battery_or_below_the_charge_asked_for_nothing_is_fetched()
    {
        Office.AnswerMilliseconds = 12_000;
        Begin();
        _home.Hub.Source = PowerSource.Battery;
        _home.Run(Minute);
        int fetches = Office.Fetches.Count;
        _home.Run(60 * Minute);
        Assert.Equal(fetches, Office.Fetches.Count);
        Assert.Equal((UpdatePhase.Waiting, UpdateReason.Battery), (Office.Last.Phase, Office.Last.Reason));

        _home.Hub.Source = PowerSource.Mains;
        _home.Hub.BatteryPercent = Limits.MinUpdateBatteryPercent - 1;
        _home.Run(10 * Minute);
        Assert.Equal(fetches, Office.Fetches.Count);
        _home.Hub.BatteryPercent = Limits.MinUpdateBatteryPercent;
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
    }

    [Fact]
    public void The_director_can_say_how_many_bytes_an_hour_may_cost()
    {
        Begin(order => order.BytesPerHour = 5_000);
        _home.Run(50 * Minute);
        Assert.InRange(Office.BlockBytes, 5_000, 5_000 + UpdateLimits.ChunkBytes);
        Assert.Equal((UpdatePhase.Waiting, UpdateReason.Budget), (Office.Last.Phase, Office.Last.Reason));
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 6 * 60 * Minute));
    }

    [Fact]
    public void The_days_bytes_over_the_mobile_network_are_left_to_alarms()
    {
        UpdateHome home = new(settings => settings.Link.BytesPerDay = 40_000);
        home.Hub.Uplink.BytesPerMessage = 600;
        Assert.True(home.RunUntil(() => home.Office.States.Count > 0, Minute));
        for (int i = 0; i < 200 && !home.Hub.Status.Link.Budget.IsLow; i++)
        {
            home.Hub.Hub.RequestTestAlarm();
            home.Run(Minute);
        }

        home.Office.Releases[3] = TestRelease.Make(3);
        home.Office.Send(UpdateAction.Install, 3);
        home.Run(10 * Minute);
        Assert.Empty(home.Office.Fetches);
        Assert.Equal((UpdatePhase.Waiting, UpdateReason.Budget), (home.Office.Last.Phase, home.Office.Last.Reason));
    }

    [Fact]
    public void No_more_is_asked_for_than_the_way_out_carries_in_half_a_second()
    {
        // Answers take a second and a half for a block: one at a time is asked for, and rests lie between.
        Assert.True(_home.RunUntil(() => Office.States.Count > 0, Minute));
        Office.Releases[3] = TestRelease.Make(3);
        List<FetchMessage> held = [];
        Office.Serves = fetch =>
        {
            held.Add(fetch);
            return false;
        };
        Office.Send(UpdateAction.Install, 3);
        for (int i = 0; i < 12; i++)
        {
            Assert.True(_home.RunUntil(() => held.Count > 0, Minute));
            _home.Run(1_500);
            FetchMessage fetch = held[^1];
            held.Clear();
            Office.Answer(fetch);
            _home.Run(50);
        }

        Assert.Equal(Limits.MinFetchBytes, Office.Fetches[^1].Bytes);
    }

    [Fact]
    public void A_fast_way_out_is_asked_for_a_chunk_at_a_time()
    {
        Begin();
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Assert.Contains(Office.Fetches, fetch => fetch.Bytes == UpdateLimits.ChunkBytes);
    }

    [Fact]
    public void The_work_of_one_step_is_small_while_a_release_is_verified()
    {
        Assert.True(_home.RunUntil(() => Office.States.Count > 0, Minute));
        Office.Releases[3] = TestRelease.Make(3);
        Office.Send(UpdateAction.Install, 3);
        long steps = _home.Hub.Status.StepCount;
        Assert.True(_home.RunUntil(() => Office.Fetches.Any(fetch => fetch.Part == ReleasePart.DigestList), Minute));
        Assert.True(_home.Hub.Status.StepCount - steps > 500 / Limits.CompressionsPerStep);
    }
}
