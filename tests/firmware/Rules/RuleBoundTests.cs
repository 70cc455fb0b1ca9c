// Rules cost what they are said to cost: no byte allocated by an event, and a bounded step for the worst rule set.
using System;
using System.Diagnostics;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Core.Rules;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

public sealed class RuleBoundTests(ITestOutputHelper output)
{
    private const int Monday = 1;

    // Each event matches the last selector of each list of each rule, and each rule has a window on one weekday.
    private static void Worst(RuleSet set)
    {
        for (int id = 1; id <= RuleLimits.MaxRules; id++)
        {
            Rule rule = set.Add()!;
            rule.Id = id;
            rule.Kind = (id % 3) switch { 0 => RuleKind.Event, 1 => RuleKind.State, _ => RuleKind.Inactivity };
            for (int i = 0; i < 4; i++)
            {
                rule.AddStart()!.DeviceKind = i < 3 ? DeviceKind.Mat : DeviceKind.DoorContact;
            }

            if (rule.Kind != RuleKind.Inactivity)
            {
                rule.AddCancel()!.Cause = DeviceCause.Closed;
            }

            rule.DelaySeconds = 60;
            rule.Between(6, 5, Monday);
            rule.Alarm();
        }
    }

    [Fact]
    public void HBG_018_events_and_steps_with_32_rules_allocate_no_byte()
    {
        RuleHome home = new();
        home.Add(1, DeviceKind.DoorContact);
        home.Send(Worst);
        PairedDevice device = home.Home.Devices.Find(1)!;
        RuleEngine engine = home.Status.Engine;
        long now = home.Hub.Now;
        long Work()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 2_500; i++)
            {
                now += i % 16 == 1 ? 90_000 : 7_000;
                engine.Step(now);
                engine.OnEvent(device, i % 2 == 0 ? DeviceCause.Opened : DeviceCause.Closed, true, now, now);
                engine.Step(now);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Work();
        Assert.Equal(0, Work());
        Assert.True(home.Status.Actions.FiredCount > 100);
    }

    [Fact]
    public void HUL_011_no_rule_set_makes_a_step_longer_than_its_limit()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, DeviceKind.DoorContact);
        home.Send(Worst);
        home.Hub.Uplink.HoldsAlarms = false;
        long fired = home.Status.Actions.FiredCount;
        long mostFired = 0;
        long mostWrites = 0;
        long mostMicroseconds = 0;
        Random random = new(3);
        for (int i = 0; i < 6_000; i++)
        {
            for (int frames = random.Next(2) * random.Next(Limits.FrameRingCapacity + 1); frames > 0; frames--)
            {
                byte[] frame = door.Report(random.Next(2) == 0 ? DeviceCause.Opened : DeviceCause.Closed);
                home.Hub.Hub.PutFrame(frame, 0, frame.Length, -80, home.Hub.Now);
            }

            long writes = home.Status.Memory!.WriteCount;
            home.Hub.Now += random.Next(3) * random.Next(40_000);
            long started = Stopwatch.GetTimestamp();
            home.Hub.Hub.Step(home.Hub.Now);
            mostMicroseconds = Math.Max(mostMicroseconds, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            mostFired = Math.Max(mostFired, home.Status.Actions.FiredCount - fired);
            mostWrites = Math.Max(mostWrites, home.Status.Memory.WriteCount - writes);
            fired = home.Status.Actions.FiredCount;
        }

        output.WriteLine(
            $"at most {mostFired} rules fired, {mostWrites} records written in a step; longest {mostMicroseconds} us");
        Assert.Equal(Limits.RulesFiredPerStep, mostFired);

        // Once in that the log may be copied: header, presence, 32 runs, its end twice.
        Assert.InRange(mostWrites, 1, Limits.RuleRecordsPerStep + 1 + RuleLimits.MaxRules + 4);
        Assert.Empty(home.Hub.RestartRequests);
    }
}
