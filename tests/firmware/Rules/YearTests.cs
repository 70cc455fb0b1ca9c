// A year with both changes of clocks and every row of the plan: when alarms were to be raised, and when they were.
using System;
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

/// <summary>
/// What is expected is worked out here from the script and the operating system's time zone, without any code of the
/// hub's.
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private static readonly DateTime First = new(2026, 1, 2);
    private static readonly DateTime Last = new(2027, 1, 2);

    private readonly List<(long At, Action Do)> _script = [];
    private readonly List<(int Rule, long At)> _expected = [];
    private readonly List<(long At, OrderKind Order)> _expectedLight = [];
    private readonly List<(long At, OrderKind Order)> _light = [];

    [Fact]
    public void HUL_022_to_030_a_year_of_every_template_raises_each_alarm_at_its_time_and_no_other()
    {
        RuleHome home = new(new DateTime(2026, 1, 1, 12, 0, 0), heartbeatSeconds: 3600);
        RadioDevice motion = home.Add(1, DeviceKind.MotionDetector);
        RadioDevice door = home.Add(2, DeviceKind.DoorContact);
        RadioDevice cabinet = home.Add(3, DeviceKind.PillCabinet);
        RadioDevice smoke = home.Add(4, DeviceKind.SmokeDetector);
        RadioDevice leak = home.Add(5, DeviceKind.LeakDetector);
        RadioDevice button = home.Add(6, DeviceKind.PersonalTrigger);
        RadioDevice plug = home.Add(7, DeviceKind.SmartPlug);
        home.Send(set =>
        {
            RuleTemplates.AddAll(set);

            // As a home would have them: each alarms, and the door between midnight and five only.
            set.At(1).Flags = 0;
            set.At(2).Flags = 0;
            set.At(2).Between(0, 5);
        });
        home.RunTo(First);
        for (DateTime day = First; day < Last; day = day.AddDays(1))
        {
            int n = (int)(day - First).TotalDays;
            Morning(home, day, n, motion, cabinet);
            Night(home, day, n, motion, door);
            if (n % 11 == 3)
            {
                At(day.AddHours(13), () => home.Hub.Hub.SetAway(true));
                At(day.AddHours(13.5), () => home.Report(motion, DeviceCause.Movement));
                Expect(23, day.AddHours(13.5));
                At(day.AddHours(14), () => home.Hub.Hub.SetAway(false));
            }

            if (day.Day <= 3)
            {
                RadioDevice caller = day.Day switch { 1 => smoke, 2 => leak, _ => button };
                At(day.AddHours(14.25), () => home.Home.Press(caller));
                Expect(day.Day switch { 1 => 26, 2 => 27, _ => 30 }, day.AddHours(14.25));
            }
        }

        Play(home, plug);
        Compare(home);
    }

    // Nothing moves in the morning on some days, and the cabinet stays closed on others.
    private void Morning(RuleHome home, DateTime day, int n, RadioDevice motion, RadioDevice cabinet)
    {
        if (n % 7 == 0 || IsChange(day))
        {
            Expect(22, day.AddHours(10));
        }
        else
        {
            At(day.AddHours(8), () => home.Report(motion, DeviceCause.Movement));
        }

        if (n % 3 == 0 || IsChange(day))
        {
            Expect(29, day.AddHours(11));
        }
        else
        {
            double hour = n % 3 == 1 ? 10.25 : 10.75;
            At(day.AddHours(hour), () => home.Report(cabinet, DeviceCause.Opened));
        }
    }

    private void Night(RuleHome home, DateTime day, int n, RadioDevice motion, RadioDevice door)
    {
        // Went out and did not come back; went out and came back; a door at noon.
        if (n % 5 == 0)
        {
            At(day.AddHours(23), () => home.Report(door, DeviceCause.Opened));
            At(day.AddHours(23), () => home.Report(motion, DeviceCause.Movement), 10_000);
            Expect(25, day.AddHours(23), 20 * RuleHome.Minute);
            ExpectLight(day.AddHours(23), 10_000);
        }
        else if (n % 5 == 1)
        {
            At(day.AddHours(23), () => home.Report(door, DeviceCause.Opened));
            At(day.AddHours(23.25), () => home.Report(motion, DeviceCause.Movement));
            ExpectLight(day.AddHours(23.25));
        }
        else if (n % 5 == 2)
        {
            At(day.AddHours(12), () => home.Report(door, DeviceCause.Opened));
        }

        // In the nights of the changes the delay crosses the skipped hour, and lies in the one that comes twice.
        if (IsChange(day))
        {
            DateTime opened = day.AddHours(day.Month == 3 ? 1 : 2).AddMinutes(50);
            At(opened, () => home.Report(door, DeviceCause.Opened));
            Expect(24, opened);
            Expect(25, opened, 20 * RuleHome.Minute);
        }
        else if (n % 13 == 6)
        {
            At(day.AddHours(3.5), () => home.Report(door, DeviceCause.Opened));
            Expect(24, day.AddHours(3.5));
            At(day.AddHours(3.75), () => home.Report(motion, DeviceCause.Movement));
            ExpectLight(day.AddHours(3.75));
        }
    }

    private static bool IsChange(DateTime day) => day == new DateTime(2026, 3, 29) || day == new DateTime(2026, 10, 25);

    private void At(DateTime local, Action act, long laterMilliseconds = 0) =>
        _script.Add((RuleHome.UnixOf(local) + laterMilliseconds, act));

    private void Expect(int rule, DateTime local, long laterMilliseconds = 0) =>
        _expected.Add((rule, RuleHome.UnixOf(local) + laterMilliseconds));

    private void ExpectLight(DateTime local, long laterMilliseconds = 0)
    {
        long at = RuleHome.UnixOf(local) + laterMilliseconds;
        _expectedLight.Add((at, OrderKind.SwitchOn));
        _expectedLight.Add((at + (20 * RuleHome.Minute), OrderKind.SwitchOff));
    }

    private void Play(RuleHome home, RadioDevice plug)
    {
        int orders = 0;
        IEnumerable<(long At, Action Do)> all = _script
            .Concat(_expectedLight.Select(light => (light.At + 1500, (Action)(() => { }))))
            .OrderBy(entry => entry.Item1);
        foreach ((long at, Action act) in all)
        {
            home.Hub.RunTo(at - home.Hub.Uplink.UnixAtZero);
            act();
            for (; orders < plug.Orders.Count; orders++)
            {
                OrderKind order = plug.Orders[orders].Kind;
                _light.Add((home.Hub.Uplink.UnixAtZero + home.Hub.Now, order));
                bool isOn = order == OrderKind.SwitchOn;
                plug.Flags = isOn ? ReportFlags.Active : 0;
                home.Report(plug, isOn ? DeviceCause.SwitchedOn : DeviceCause.SwitchedOff);
            }
        }

        home.RunTo(Last.AddHours(5));
    }

    private void Compare(RuleHome home)
    {
        List<(int Rule, long At)> expected = [.. _expected.OrderBy(e => e.Rule).ThenBy(e => e.At)];
        List<(int Rule, long At)> actual =
        [
            .. home.RuleAlarms.Where(a => a.Kind == AlarmKind.Person).Select(a => (a.RuleId, a.RaisedUnixMilliseconds))
                .OrderBy(a => a.RuleId).ThenBy(a => a.RaisedUnixMilliseconds),
        ];
        output.WriteLine("| rule | expected | raised | largest difference, ms |");
        output.WriteLine("|---|---|---|---|");
        foreach (int rule in expected.Select(e => e.Rule).Distinct())
        {
            long[] wanted = [.. expected.Where(e => e.Rule == rule).Select(e => e.At)];
            long[] raised = [.. actual.Where(a => a.Rule == rule).Select(a => a.At)];
            long most = wanted.Zip(raised).Select(pair => Math.Abs(pair.First - pair.Second)).DefaultIfEmpty().Max();
            output.WriteLine($"| HUL-{rule:D3} | {wanted.Length} | {raised.Length} | {most} |");
        }

        output.WriteLine("Around the changes of clocks, local time:");
        foreach ((int rule, long at) in expected.Where(e => IsChange(Local(e.At).Date)))
        {
            long raised = actual.Where(a => a.Rule == rule).Select(a => a.At).DefaultIfEmpty()
                .MinBy(a => Math.Abs(a - at));
            output.WriteLine(
                $"HUL-{rule:D3}: expected {Local(at):MM-dd HH:mm:ss}, raised {Local(raised):MM-dd HH:mm:ss}");
        }

        Assert.Equal(expected.Select(e => e.Rule), actual.Select(a => a.Rule));
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second.At - pair.First.At, -1000, 1000));
        _expectedLight.Sort();
        output.WriteLine($"HUL-028: {_expectedLight.Count} orders expected, {_light.Count} given");
        Assert.Equal(_expectedLight.Select(e => e.Order), _light.Select(l => l.Order));
        Assert.All(_expectedLight.Zip(_light), pair => Assert.InRange(pair.Second.At - pair.First.At, 0, 2_000));
    }

    private static DateTime Local(long unix) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(unix), RuleHome.Stockholm);
}
