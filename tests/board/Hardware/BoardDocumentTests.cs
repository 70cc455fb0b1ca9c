// Figures that the hardware documents share with the code are the code's.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Hardware;
using Hub.Protocols.Radio;
using Tests;

namespace Board.Tests.Hardware;

public sealed partial class BoardDocumentTests
{
    private static readonly string Radio = RepositoryRoot.Read("hardware/radio.md");

    [Fact]
    public void The_constants_in_the_radio_plan_are_the_codes_and_each_says_where_it_comes_from()
    {
        Assert.Empty(WrongConstants(Radio));
        Assert.Equal(9, Constant().Count(Radio));
    }

    [Fact]
    public void A_changed_constant_in_the_radio_plan_is_noticed()
    {
        string altered = Radio.Replace("SensitivityDbm` | -110 |", "SensitivityDbm` | -111 |");
        string reserve = Radio.Replace("| 1,800 | ms |", "| 1,900 | ms |");

        Assert.Equal(["RadioLimits.SensitivityDbm"], WrongConstants(altered));
        Assert.Equal(["Limits.AirReserveMilliseconds"], WrongConstants(reserve));
    }

    [Fact]
    public void The_air_times_in_the_radio_plan_are_the_codes()
    {
        Match[] rows = [.. Frame().Matches(Radio).Cast<Match>()];

        Assert.Equal(3, rows.Length);
        Assert.All(rows, r => Assert.Equal(
            AirTime.Microseconds(Number(r.Groups[1].Value)), Number(r.Groups[2].Value)));
        int acknowledgement = AirTime.Microseconds(RadioLimits.MinFrameBytes);
        Assert.Contains(
            $"3,600 ms an hour are {RadioLimits.MaxAirMillisecondsPerHour * 1000 / acknowledgement} ack", Radio);
        Assert.Contains($"are {Limits.AirReserveMilliseconds * 1000 / acknowledgement}.", Radio);
    }

    [Fact]
    public void The_front_names_every_button_and_lamp_and_no_other_pin()
    {
        string front = RepositoryRoot.Read("hardware/front.md");
        string[] buttons = [.. typeof(PinMap).GetFields().Select(f => f.Name).Where(n => n.EndsWith("Button"))];

        Assert.Equal(buttons.Order(), Button().Matches(front).Select(m => m.Groups[1].Value).Order());
        string[] lamps =
            [.. Enum.GetNames<Lamp>().Select((name, i) => $"{name} | {3 * i}, {(3 * i) + 1}, {(3 * i) + 2}")];
        Assert.Equal(lamps, Outputs().Matches(front).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void The_watchdog_waits_longer_than_the_firmware_may_leave_it_unfed()
    {
        int seconds = Number(WatchdogTime().Match(RepositoryRoot.Read("hardware/README.md")).Groups[1].Value);

        Assert.True(seconds * 1000 >= Limits.ConnectTimeoutMilliseconds + Limits.MaxStepIntervalMilliseconds);
        Assert.Contains($"for some {seconds} s", RepositoryRoot.Read("hardware/parts.md"));
    }

    private static IEnumerable<string> WrongConstants(string document)
    {
        foreach (Match row in Constant().Matches(document))
        {
            Type type = row.Groups[1].Value == "RadioLimits" ? typeof(RadioLimits) : typeof(Limits);
            FieldInfo? field = type.GetField(row.Groups[2].Value, BindingFlags.Public | BindingFlags.Static);
            bool hasSource = row.Groups[4].Value.Trim().Length > 0;
            if (field is null || (int)field.GetRawConstantValue()! != Number(row.Groups[3].Value) || !hasSource)
            {
                yield return row.Groups[1].Value + "." + row.Groups[2].Value;
            }
        }
    }

    private static int Number(string text) => int.Parse(
        text, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `(RadioLimits|Limits)\.(\w+)` \| (-?[\d,]+) \| [^|]+ \| ([^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Constant();

    [GeneratedRegex(@"^\| [a-z ]+ \| (\d+) \| ([\d,]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Frame();

    [GeneratedRegex(@"`(\w+Button)`")]
    private static partial Regex Button();

    [GeneratedRegex(@"^\| (\w+ \| \d+, \d+, \d+) \|", RegexOptions.Multiline)]
    private static partial Regex Outputs();

    [GeneratedRegex(@"watchdog waits (\d+) s")]
    private static partial Regex WatchdogTime();
}
