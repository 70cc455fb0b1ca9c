// Presses: each is counted once, joined exactly, and refused rather than lost.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Alarming;

public sealed class PressTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private static TestHub Offline()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(20 * Second);
        return hub;
    }

    [Fact]
    public void Presses_that_were_never_sent_join_by_count_and_each_is_acknowledged_and_journalled()
    {
        TestHub hub = Offline();
        for (int i = 0; i < 5; i++)
        {
            uint token = hub.Press(trigger: 3);
            Assert.True(hub.IsAcknowledged(3, token));
        }

        Assert.Equal(1, hub.Status.Memory.Alarms.Count);
        hub.Reboot();
        hub.Uplink.IsReachable = true;
        hub.Run(30 * Second);
        AlarmMessage alarm = hub.Uplink.Alarms.Last();
        Assert.Equal(5, alarm.PressCount);
    }

    [Fact]
    public void A_press_never_joins_an_alarm_that_may_have_been_sent()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.HoldsAlarms = false;
        hub.Press(trigger: 3);
        hub.Press(trigger: 3);
        Assert.Equal(2, hub.Uplink.Alarms.Select(a => a.Sequence).Distinct().Count());

        // After a restart nobody knows whether what the journal holds has been sent.
        hub.Uplink.IsReachable = false;
        hub.Reboot();
        hub.Run(10 * Second);
        hub.Press(trigger: 3);
        Assert.Equal(3, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void The_sum_of_press_counts_over_numbers_is_the_number_of_presses_whatever_is_lost_or_repeated()
    {
        System.Random random = new(4);
        for (int run = 0; run < 20; run++)
        {
            TestHub hub = new();
            int presses = 0;
            for (int i = 0; i < 200; i++)
            {
                hub.Uplink.IsReachable = random.Next(3) > 0;
                hub.Uplink.HoldsAlarms = random.Next(2) > 0;
                switch (random.Next(12))
                {
                    case 0:
                        hub.Uplink.Drop();
                        break;
                    case 1:
                        hub.Reboot();
                        break;
                    default:
                        uint trigger = (uint)random.Next(1, 4);
                        uint token = hub.Press(trigger);
                        presses += hub.IsAcknowledged(trigger, token) ? 1 : 0;
                        break;
                }

                hub.Run(random.Next(20_000));
            }

            hub.Uplink.IsReachable = true;
            hub.Uplink.HoldsAlarms = true;
            hub.Run(60 * Minute);
            Assert.Equal(0, hub.Status.Memory.Alarms.Count);
            int counted = hub.Uplink.Alarms.Where(a => a.Kind == AlarmKind.Person)
                .GroupBy(a => a.Sequence)
                .Sum(g => Assert.Single(g.Select(a => a.PressCount).Distinct()));
            Assert.Equal(presses, counted);
        }
    }

    [Fact]
    public void A_trigger_that_repeats_its_frame_gets_its_acknowledgement_again_and_raises_nothing()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Press(trigger: 3, token: 77);
        hub.Run(Second);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
        int calls = hub.Triggers.CallCount;
        hub.Press(trigger: 3, token: 77);
        Assert.Equal(calls + 1, hub.Triggers.CallCount);
        Assert.Single(hub.Uplink.Alarms);

        // The same token of another trigger is another press; so is no token at all.
        hub.Press(trigger: 4, token: 77);
        hub.Press(trigger: 4, token: 0);
        hub.Press(trigger: 4, token: 0);
        Assert.Equal(4, hub.Uplink.Alarms.Count());
    }

    [Fact]
    public void A_repeated_frame_is_known_across_a_restart_while_its_alarm_is_pending()
    {
        TestHub hub = Offline();
        hub.Press(trigger: 3, token: 77);
        hub.Reboot();
        hub.Run(Second);
        hub.Press(trigger: 3, token: 77);
        Assert.Equal(1, hub.Status.Memory.Alarms.Count);
        Assert.Equal(0, hub.Status.Book.PressCount);
    }

    [Fact]
    public void One_trigger_pressed_on_and_on_while_nobody_acknowledges_leaves_room_for_the_others()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.HoldsAlarms = false;
        for (int i = 0; i < 100; i++)
        {
            hub.Press(trigger: 3);
        }

        Assert.Equal(Limits.MaxSentPerTrigger + 1, hub.Status.Memory.Alarms.Count);
        hub.Press(trigger: 4);
        Assert.Equal(4u, hub.Uplink.Alarms.Last().TriggerId);

        // One acknowledgement, and the presses that waited go out, counted.
        hub.Uplink.Acknowledge(hub.Uplink.Alarms.First());
        hub.Run(Second);
        Assert.Equal(100 - Limits.MaxSentPerTrigger, hub.Uplink.Alarms.Last().PressCount);
    }

    [Fact]
    public void When_every_place_is_a_person_s_a_press_is_refused_counted_and_told_and_nothing_is_dropped()
    {
        TestHub hub = Offline();
        for (uint trigger = 1; trigger <= Limits.MaxPendingAlarms; trigger++)
        {
            Assert.True(hub.IsAcknowledged(trigger, hub.Press(trigger)));
        }

        uint refused = hub.Press(trigger: 99);
        Assert.False(hub.IsAcknowledged(99, refused));
        Assert.Equal(1, hub.Status.Book.RefusedPressCount);
        Assert.Equal(Limits.MaxPendingAlarms, hub.Status.Memory.Alarms.PersonCount);

        // A press of a trigger that already waits still joins.
        Assert.True(hub.IsAcknowledged(1, hub.Press(trigger: 1)));

        hub.Uplink.IsReachable = true;
        hub.Uplink.HoldsAlarms = false;
        hub.Run(60 * Second);
        HeartbeatMessage heartbeat = hub.Uplink.Of(MessageKind.Heartbeat).First().Heartbeat;
        Assert.Equal(HubFaults.JournalFull, heartbeat.FaultFlags & HubFaults.JournalFull);
        Assert.Equal(Limits.MaxPendingAlarms, heartbeat.PendingAlarmCount);
        Assert.Contains(
            hub.Uplink.Of(MessageKind.Event), p => p.Event.StatusCode == StatusCodes.MemoryFull);
        Assert.Equal(Limits.MaxPendingAlarms, hub.Uplink.Alarms.Select(a => a.TriggerId).Distinct().Count());

        // The trigger repeats, as triggers do; as soon as there is room its press is taken.
        hub.Uplink.HoldsAlarms = true;
        hub.Run(10 * Minute);
        hub.Press(trigger: 99, token: refused);
        Assert.True(hub.IsAcknowledged(99, refused));
    }

    [Fact]
    public void A_person_s_alarm_takes_the_place_of_a_test_and_that_is_counted_and_told()
    {
        TestHub hub = Offline();
        hub.Hub.RequestTestAlarm();
        hub.Step();
        for (uint trigger = 1; trigger < Limits.MaxPendingAlarms; trigger++)
        {
            hub.Press(trigger);
        }

        Assert.True(hub.Status.Memory.Alarms.IsFull);
        Assert.True(hub.IsAcknowledged(50, hub.Press(trigger: 50)));
        Assert.Equal(Limits.MaxPendingAlarms, hub.Status.Memory.Alarms.PersonCount);
        Assert.Equal(1, hub.Status.Memory.State.DroppedAlarmCount);
        hub.Reboot();
        hub.Uplink.IsReachable = true;
        hub.Run(30 * Second);
        Assert.Equal(1, hub.Status.Memory.State.DroppedAlarmCount);
        Assert.DoesNotContain(hub.Uplink.Alarms, a => a.Kind == AlarmKind.Test);
    }

    [Fact]
    public void Tests_do_not_crowd_the_table_and_find_no_place_when_it_is_full()
    {
        TestHub hub = Offline();
        for (int i = 0; i < Limits.MaxPendingTests + 3; i++)
        {
            Assert.True(hub.Hub.RequestTestAlarm());
            Assert.False(hub.Hub.RequestTestAlarm());
            hub.Step();
        }

        Assert.Equal(Limits.MaxPendingTests, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void The_ring_takes_presses_from_any_thread_up_to_its_size_and_refuses_beyond()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        int taken = 0;
        System.Threading.Tasks.Parallel.For(0, Limits.PressRingCapacity + 10, i =>
        {
            if (hub.Hub.PressTrigger((uint)(i + 1), 3, 10, 0, 0, hub.Now))
            {
                System.Threading.Interlocked.Increment(ref taken);
            }
        });
        Assert.Equal(Limits.PressRingCapacity, taken);
        Assert.Equal(10, hub.Status.Ring.RefusedCount);
        hub.Step();
        Assert.Equal(Limits.PressRingCapacity, hub.Status.Book.PressCount);
    }
}
