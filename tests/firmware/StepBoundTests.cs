// No step does more than a bounded amount of work, whatever has piled up.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Devices;

namespace Firmware.Tests;

public sealed class StepBoundTests(ITestOutputHelper output)
{
    private const long Second = 1000;

    // A step takes 8 presses (raised), at most as many acknowledgements as the MQTT client takes packets (32), and a
    // few counters; once in that, all live state may be copied.
    private const int RecordBytes = 48;
    private const int MaxRecordsPerStep = 8 + 32 + 8;
    private const int MaxCopyRecords = 40 + 4;

    [Fact]
    public void The_largest_step_stays_within_its_bounds_in_writes_erasures_and_messages()
    {
        long mostBytes = 0;
        int mostErasures = 0;
        int mostMessages = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            Random random = new(seed);
            TestHub hub = new();
            hub.Step();
            for (int i = 0; i < 2_000; i++)
            {
                hub.Uplink.HoldsAlarms = random.Next(3) > 0;
                hub.Uplink.IsReachable = random.Next(4) > 0;
                for (int press = random.Next(2) * random.Next(Limits.PressRingCapacity + 1); press > 0; press--)
                {
                    hub.Hub.PressTrigger((uint)random.Next(1, 12), 3, 10, 0, 0, hub.Now);
                }

                if (random.Next(50) == 0)
                {
                    hub.Uplink.Drop();
                }

                long bytes = hub.Flash.ProgrammedBytes;
                int erasures = hub.Flash.EraseCounts.Sum();
                int messages = hub.Uplink.Published.Count;
                hub.Now += random.Next(3_000);
                hub.Hub.Step(hub.Now);
                mostBytes = Math.Max(mostBytes, hub.Flash.ProgrammedBytes - bytes);
                mostErasures = Math.Max(mostErasures, hub.Flash.EraseCounts.Sum() - erasures);
                mostMessages = Math.Max(mostMessages, hub.Uplink.Published.Count - messages);
            }
        }

        output.WriteLine($"at most {mostBytes} bytes, {mostErasures} erasures, {mostMessages} messages in a step");
        Assert.InRange(mostBytes, RecordBytes * 8, RecordBytes * (MaxRecordsPerStep + MaxCopyRecords));
        Assert.Equal(1, mostErasures);
        Assert.InRange(mostMessages, 4, Limits.PublishWindow);
    }

    [Fact]
    public void The_largest_step_with_sixty_four_devices_stays_within_its_bounds_too()
    {
        // Each of 8 frames may be a press: one record in the journal, one of 64 bytes in the device store; and one
        // condition of each of 8 devices may change. Once in that, either store may be copied.
        const int DeviceRecordBytes = 64;
        const int MaxDeviceRecords = 8 + 8 + 8 + 8;
        const int MaxDeviceCopy = Limits.MaxDevices + 5;
        TestHome home = WithDevices(Limits.MaxDevices);
        long mostJournal = 0;
        long mostDevices = 0;
        int mostErasures = 0;
        Random random = new(3);
        for (int i = 0; i < 4_000; i++)
        {
            home.Hub.Uplink.HoldsAlarms = random.Next(3) > 0;
            for (int frames = random.Next(2) * random.Next(Limits.FrameRingCapacity + 1); frames > 0; frames--)
            {
                RadioDevice device = home.Radio.Devices[random.Next(Limits.MaxDevices)];
                device.BatteryPercent = random.Next(100);
                byte[] frame = device.Report((DeviceCause)random.Next(19), flags: random.Next(64));
                home.Hub.Hub.PutFrame(frame, 0, frame.Length, -80, home.Hub.Now);
            }

            long journal = home.Hub.Flash.ProgrammedBytes;
            long devices = home.DeviceFlash.ProgrammedBytes;
            int erasures = home.DeviceFlash.EraseCounts.Sum();
            home.Hub.Now += random.Next(2) * random.Next(3_000);
            home.Hub.Hub.Step(home.Hub.Now);
            mostJournal = Math.Max(mostJournal, home.Hub.Flash.ProgrammedBytes - journal);
            mostDevices = Math.Max(mostDevices, home.DeviceFlash.ProgrammedBytes - devices);
            mostErasures = Math.Max(mostErasures, home.DeviceFlash.EraseCounts.Sum() - erasures);
        }

        output.WriteLine($"at most {mostJournal} and {mostDevices} bytes, {mostErasures} erasures in a step");
        Assert.True(mostJournal <= RecordBytes * (MaxRecordsPerStep + MaxCopyRecords));
        Assert.InRange(
            mostDevices, DeviceRecordBytes * 8, DeviceRecordBytes * (MaxDeviceRecords + MaxDeviceCopy));
        Assert.Equal(1, mostErasures);
        Assert.Empty(home.Hub.RestartRequests);
    }

    [Fact]
    public void HBG_001_presses_of_a_full_ring_of_frames_are_journalled_within_four_steps()
    {
        TestHome home = WithDevices(Limits.FrameRingCapacity);
        foreach (RadioDevice device in home.Radio.Devices)
        {
            byte[] frame = device.Report(DeviceCause.Triggered);
            Assert.True(home.Hub.Hub.PutFrame(frame, 0, frame.Length, -80, home.Hub.Now));
        }

        for (int step = 1; step <= Limits.FrameRingCapacity / Limits.FramesPerStep; step++)
        {
            home.Hub.Hub.Step(home.Hub.Now);
            Assert.Equal(step * Limits.FramesPerStep, home.Hub.Status.Book.PressCount);
        }
    }

    private static TestHome WithDevices(int count)
    {
        TestHome home = new();
        home.Hub.RunTo(30 * Second);
        for (uint i = 1; i <= count; i++)
        {
            home.Pair(i, i % 2 == 0 ? DeviceKind.PersonalTrigger : DeviceKind.SmokeDetector);
            home.Hub.Run(240 * Second);
        }

        home.Hub.Run(3600 * Second);
        return home;
    }

    [Fact]
    public void Presses_are_journalled_within_four_steps_of_a_full_ring()
    {
        TestHub hub = new();
        hub.RunTo(30 * Second);
        for (uint i = 1; i <= Limits.PressRingCapacity; i++)
        {
            Assert.True(hub.Hub.PressTrigger(i, 3, 10, 0, i, hub.Now));
        }

        for (int step = 0; step < Limits.PressRingCapacity / Limits.PressesPerStep; step++)
        {
            Assert.True(hub.Triggers.Acknowledged.Count <= Limits.PressesPerStep * step);
            Assert.True(hub.Hub.Step(hub.Now) <= hub.Now || step == 3);
        }

        Assert.Equal(Limits.PressRingCapacity, hub.Triggers.Acknowledged.Count);
    }
}
