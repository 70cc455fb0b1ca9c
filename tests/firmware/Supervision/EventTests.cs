// Technical events: kept over outages, bounded, the least valuable given up first and counted.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Supervision;

public sealed class EventTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    [Fact]
    public void Every_start_is_told_with_its_reason()
    {
        TestHub hub = new() { LastReason = BootReason.Watchdog };
        hub.RunTo(30 * Second);
        EventMessage started = hub.Uplink.Of(MessageKind.Event).Single().Event;
        Assert.Equal(DeviceTypes.Controller, started.DeviceType);
        Assert.Equal(StatusCodes.Started, started.StatusCode);
        Assert.Equal((int)BootReason.Watchdog, started.Value);
        Assert.Equal(0u, started.DeviceId);
    }

    [Fact]
    public void Events_of_an_outage_come_afterwards_in_order_and_with_the_times_they_happened_at()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        hub.Uplink.IsReachable = false;
        hub.Uplink.Drop();
        hub.Uplink.Published.Clear();
        for (int i = 0; i < 6; i++)
        {
            hub.Source = i % 2 == 0 ? PowerSource.Battery : PowerSource.Mains;
            hub.Run(10 * Minute);
        }

        hub.Uplink.IsReachable = true;
        hub.Run(2 * Minute);
        List<EventMessage> events = [.. hub.Uplink.Of(MessageKind.Event).Select(p => p.Event)];
        Assert.Equal(6, events.Count);
        Assert.True(events.Zip(events.Skip(1)).All(p => p.First.Sequence < p.Second.Sequence));
        Assert.All(
            events.Zip(events.Skip(1)),
            p => Assert.Equal(10 * Minute, p.Second.HubUnixMilliseconds - p.First.HubUnixMilliseconds));
    }

    [Fact]
    public void When_there_is_no_room_the_oldest_of_least_value_goes_and_how_many_is_told()
    {
        TestHub hub = new();
        hub.Uplink.IsReachable = false;
        hub.RunTo(30 * Second);
        int changes = (2 * Limits.EventCapacity) + 1;
        for (int i = 0; i < changes; i++)
        {
            hub.Source = i % 2 == 0 ? PowerSource.Battery : PowerSource.Mains;
            hub.Run(10 * Second);
        }

        Assert.Equal(Limits.EventCapacity, hub.Status.Events.Count);
        int lost = changes + 1 - Limits.EventCapacity;
        Assert.Equal(lost, hub.Status.Events.LostCount);
        hub.Uplink.IsReachable = true;
        hub.Run(3 * Minute);
        List<EventMessage> events = [.. hub.Uplink.Of(MessageKind.Event).Select(p => p.Event)];

        // The start ranks above the power's coming and going and is still there.
        Assert.Contains(events, e => e.StatusCode == StatusCodes.Started);
        EventMessage told = Assert.Single(events, e => e.StatusCode == StatusCodes.Overflow);
        Assert.Equal(lost, told.Value);
        Assert.Equal(0, hub.Status.Events.Count);
    }

    [Fact]
    public void An_event_the_receiver_refuses_is_given_up_after_three_tries()
    {
        TestHub hub = new();
        hub.Uplink.AnswerReason = 0x97;
        hub.RunTo(10 * Minute);
        Assert.Equal(Limits.EventTries, hub.Uplink.Of(MessageKind.Event).Count());
        Assert.Equal(1, hub.Status.Events.LostCount);
        Assert.Equal(0, hub.Status.Events.Count);
    }

    [Fact]
    public void An_event_under_way_when_the_session_ended_is_sent_again_with_its_number()
    {
        TestHub hub = new();
        hub.Uplink.Answers = false;
        hub.RunTo(30 * Second);
        hub.Uplink.Drop();
        hub.Uplink.Answers = true;
        hub.Run(30 * Second);
        List<ulong> numbers = [.. hub.Uplink.Of(MessageKind.Event).Select(p => p.Sequence)];
        Assert.Equal(2, numbers.Count);
        Assert.Single(numbers.Distinct());
        Assert.Equal(0, hub.Status.Events.Count);
    }
}
