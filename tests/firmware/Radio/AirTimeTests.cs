// The hub's own air time: never above 3.6 s in any hour, and always some left for a person.
using System;
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Radio;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Radio;

public sealed class AirTimeTests(ITestOutputHelper output)
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const int Acknowledgement = 24_167;

    [Fact]
    public void In_no_hour_wherever_it_begins_is_more_than_3_6_seconds_sent()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            Random random = new(seed);
            AirBudget budget = new();
            budget.Start(0, 0);
            List<(long At, int Air)> sent = [];
            long now = 0;
            while (now < 6 * Hour)
            {
                now += random.Next(20) == 0 ? random.Next(900_000) : random.Next(3_000);
                int air = random.Next(18_000, 50_000);
                if (budget.Allows(air, random.Next(3) == 0, now))
                {
                    budget.Spend(air, now);
                    sent.Add((now, air));
                }
            }

            Assert.True(budget.RefusedCount > 0);
            foreach ((long at, _) in sent)
            {
                long used = sent.Where(s => s.At >= at && s.At < at + Hour).Sum(s => (long)s.Air);
                Assert.True(used <= 3_600_000, $"{used} µs in the hour from {at}");
            }
        }
    }

    [Fact]
    public void What_is_not_urgent_leaves_half_and_what_is_urgent_may_use_all()
    {
        AirBudget budget = new();
        budget.Start(0, 0);
        long now = 2 * Hour;
        int usual = Spend(budget, false, now);
        int urgent = Spend(budget, true, now);
        Assert.Equal(1_800_000 / Acknowledgement, usual);
        Assert.Equal((3_600_000 - (usual * Acknowledgement)) / Acknowledgement, urgent);
        Assert.False(budget.Allows(Acknowledgement, true, now + (59 * Minute)));
        Assert.True(budget.Allows(Acknowledgement, false, now + (62 * Minute)));
    }

    [Fact]
    public void After_a_start_half_of_the_hour_counts_as_used_just_now_and_half_of_the_rest_is_kept()
    {
        AirBudget budget = new();
        budget.Start(0, 7 * Minute);
        Assert.Equal(1_800_000, budget.UsedMicroseconds);
        Assert.Equal(900_000 / Acknowledgement, Spend(budget, false, 7 * Minute));
        Assert.Equal(900_000 / Acknowledgement, Spend(budget, true, 8 * Minute));
        Assert.False(budget.Allows(Acknowledgement, true, 67 * Minute));
        Assert.Equal(1_800_000 / Acknowledgement, Spend(budget, false, 70 * Minute));
    }

    [Fact]
    public void In_no_hour_across_restarts_is_more_than_3_6_seconds_sent()
    {
        for (int seed = 1; seed <= 6; seed++)
        {
            Random random = new(seed);
            TestHome home = Home();
            RadioDevice[] buttons = [.. Enumerable.Range(1, 3).Select(i => home.PairAndTest((uint)i))];
            List<(long At, int Air)> sent = [];
            long offset = 0;
            int begun = 0;
            for (int i = 0; i < 1_500; i++)
            {
                home.Press(buttons[random.Next(buttons.Length)]);
                home.Hub.Run(random.Next(20) == 0 ? random.Next(600_000) : random.Next(8_000));
                if (random.Next(150) == 0)
                {
                    offset += home.Hub.Now;
                    Collect();
                    home.Reboot();
                    begun = home.Radio.Sent.Count;
                }
            }

            offset += home.Hub.Now;
            Collect();
            foreach ((long at, _) in sent)
            {
                long used = sent.Where(s => s.At >= at && s.At < at + Hour).Sum(s => (long)s.Air);
                Assert.True(used <= 3_600_000, $"{used} µs in the hour from {at}, seed {seed}");
            }

            output.WriteLine($"{sent.Count} frames, {home.Status.Store.WriteCount} records since the last start");

            void Collect()
            {
                long start = offset - home.Hub.Now;
                sent.AddRange(home.Radio.Sent.Skip(begun)
                    .Select(s => (start + s.At, AirTime.Microseconds(s.Frame.Length))));
            }
        }
    }

    [Fact]
    public void HBG_001_twenty_restarts_in_a_row_leave_air_for_the_answer_to_a_press()
    {
        TestHome home = Home();
        RadioDevice button = home.PairAndTest(0x1001);
        for (int i = 0; i < 20; i++)
        {
            home.Reboot();
            Assert.True(home.Press(button), $"after {i + 1} restarts");
        }
    }

    [Fact]
    public void HBG_001_a_channel_that_is_never_free_does_not_keep_a_press_from_being_answered()
    {
        TestHome home = Home();
        RadioDevice button = home.PairAndTest(0x1001);
        home.Radio.IsChannelBusy = true;
        Assert.False(home.Press(button));
        home.Hub.Run(Limits.ChannelPatienceMilliseconds + 20);
        Assert.Equal(button.Counter, button.Acknowledged);

        // What is not urgent waits until nobody listens for it.
        Assert.False(home.Report(button, DeviceCause.Supervision));
        home.Hub.Run(3 * Second);
        Assert.NotEqual(button.Counter, button.Acknowledged);
    }

    [Fact]
    public void HBG_001_an_acknowledgement_waits_for_a_free_channel_and_goes_as_soon_as_it_is()
    {
        TestHome home = Home();
        RadioDevice button = home.PairAndTest(0x1001);
        home.Radio.IsChannelBusy = true;
        Assert.False(home.Press(button));
        home.Radio.IsChannelBusy = false;
        home.Hub.Run(20);
        Assert.Equal(button.Counter, button.Acknowledged);

        // After two seconds nobody listens any more.
        home.Radio.IsBroken = true;
        Assert.False(home.Press(button));
        home.Hub.Run(3 * Second);
        long expired = home.Status.Outbox.ExpiredCount;
        home.Radio.IsBroken = false;
        home.Hub.Run(Second);
        Assert.NotEqual(button.Counter, button.Acknowledged);
        Assert.Equal(1, expired);
        Assert.True(home.Report(button, DeviceCause.Triggered, isRepeat: true));
    }

    [Fact]
    public void HBG_001_eight_devices_heard_at_once_are_answered_one_by_one_persons_first()
    {
        TestHome home = Home();
        RadioDevice[] doors =
            [.. Enumerable.Range(1, 7).Select(i => home.PairAndTest((uint)i, DeviceKind.DoorContact))];
        RadioDevice button = home.PairAndTest(0x1001);
        home.Hub.Run(Hour);
        home.Radio.Sent.Clear();
        foreach (RadioDevice device in doors.Append(button))
        {
            byte[] frame = device.Report(device == button ? DeviceCause.Triggered : DeviceCause.Opened);
            Assert.True(home.Hub.Hub.PutFrame(frame, 0, frame.Length, -80, home.Hub.Now));
        }

        home.Hub.Run(Second);
        Assert.Equal(8, home.Radio.Sent.Count);
        Assert.Equal(button.Counter, button.Acknowledged);
        Assert.Equal(0x10, home.Radio.Sent[0].Frame[2]);
        for (int i = 1; i < home.Radio.Sent.Count; i++)
        {
            Assert.True(home.Radio.Sent[i].At - home.Radio.Sent[i - 1].At >= 25);
        }
    }

    [Fact]
    public void Sixty_four_devices_at_one_report_an_hour_are_all_answered_and_leave_the_reserve()
    {
        TestHome home = Home();
        for (uint i = 1; i <= Limits.MaxDevices; i++)
        {
            home.Pair(i, i % 8 == 0 ? DeviceKind.PersonalTrigger : DeviceKind.DoorContact);
            home.Hub.Run(4 * Minute);
        }

        home.Hub.Run(Hour);
        for (int hour = 0; hour < 4; hour++)
        {
            long before = home.Radio.AirMicroseconds;
            foreach (RadioDevice device in home.Radio.Devices)
            {
                Assert.True(home.Report(device, DeviceCause.Supervision), $"device {device.Id} in hour {hour}");
                home.Hub.Run((Hour / Limits.MaxDevices) - 40);
            }

            long used = home.Radio.AirMicroseconds - before;
            output.WriteLine($"{used / 1000} ms in an hour at {Limits.MaxDevices} devices");
            Assert.Equal(Limits.MaxDevices * Acknowledgement, used, 100.0);
        }
    }

    private static TestHome Home()
    {
        TestHome home = new();
        home.Hub.RunTo(30 * Second);
        return home;
    }

    private static int Spend(AirBudget budget, bool isUrgent, long now)
    {
        int count = 0;
        while (budget.Allows(Acknowledgement, isUrgent, now))
        {
            budget.Spend(Acknowledgement, now);
            count++;
        }

        return count;
    }
}
