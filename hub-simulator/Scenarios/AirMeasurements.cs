// How long everybody is on the air, and how long a press takes, measured in virtual time.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hub.Core;
using Hub.Protocols.Messages;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <summary>Air time of a home with all the devices it can have.</summary>
/// <param name="LossPercent">Frames lost in a hundred.</param>
/// <param name="Devices">Devices paired.</param>
/// <param name="HubMean">The hub's air time an hour, over a day, in µs.</param>
/// <param name="HubMost">The hub's air time in its fullest hour, in µs.</param>
/// <param name="DeviceMean">A device's air time an hour, over a day and all devices, in µs.</param>
/// <param name="DeviceMost">The air time of the busiest device in its fullest hour, in µs.</param>
public sealed record AirFigures(
    int LossPercent, int Devices, long HubMean, long HubMost, long DeviceMean, long DeviceMost)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{LossPercent,2} % loss, {Devices} devices: hub {HubMean / 1000.0:0} ms an hour, {HubMost / 1000.0:0} ms in "
        + $"the fullest; device {DeviceMean / 1000.0:0.0} ms an hour, {DeviceMost / 1000.0:0} ms in the fullest; "
        + $"limit 3600 ms");
}

/// <summary>Times of presses.</summary>
/// <param name="LossPercent">Frames lost in a hundred, each way.</param>
/// <param name="Presses">Presses timed.</param>
/// <param name="Median">From the finger to the journal, half of them, in ms.</param>
/// <param name="NinetyNine">From the finger to the journal, 99 in a hundred, in ms.</param>
/// <param name="Most">From the finger to the journal, all of them, in ms.</param>
/// <param name="GreenMedian">From the finger to the green lamp, half of them, in ms.</param>
/// <param name="GreenNinetyNine">From the finger to the green lamp, 99 in a hundred, in ms.</param>
public sealed record PressFigures(
    int LossPercent, int Presses, long Median, long NinetyNine, long Most, long GreenMedian, long GreenNinetyNine)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{LossPercent,2} % loss, {Presses} presses: journalled p50 {Median} ms, p99 {NinetyNine} ms, most {Most} ms; "
        + $"green lamp p50 {GreenMedian} ms, p99 {GreenNinetyNine} ms");
}

/// <summary>Measures; the same seed gives the same figures on every machine.</summary>
public static class AirMeasurements
{
    /// <summary>Presses timed unless told otherwise.</summary>
    public const int FewestPresses = 2_000;

    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const uint FirstId = 100;
    private const int KitDevices = Limits.MaxKitDevices;

    /// <summary>The losses measured, in a hundred frames.</summary>
    public static IReadOnlyList<int> Losses { get; } = [0, 30, 60];

    /// <summary>A day with as many devices as a hub can have, of all kinds, each event of theirs included.</summary>
    public static AirFigures MeasureAir(ulong seed, int lossPercent)
    {
        SeededRandom random = new(seed);
        DeviceLabel[] labels =
        [
            .. Enumerable.Range(0, Limits.MaxDevices).Select(i => DeviceLabel.Make(
                FirstId + (uint)i, DeviceSkills.Kinds[i % DeviceSkills.Kinds.Count], random)),
        ];
        VirtualHome home = new(seed, null, null, false, new HomeOptions { Kit = labels[..KitDevices] });
        home.SwitchOn();
        home.RunFor(Minute);
        foreach (DeviceLabel label in labels.Skip(KitDevices))
        {
            Pair(home, label, random);
        }

        home.Home.Radio.Air.LossPercent = lossPercent;
        Chance chance = new(home.World, random, long.MaxValue);
        HomeLayout layout = new(home, chance);
        foreach (SimulatedDevice device in home.Home.Radio.Devices)
        {
            layout.Live(device);
        }

        home.RunFor(2 * Hour);
        AirStation hub = home.Home.Radio.Hub.Station;
        AirStation[] devices = [.. home.Home.Radio.Devices.Select(device => device.Station)];
        long hubBefore = hub.Meter.TotalMicroseconds;
        long before = devices.Sum(device => device.Meter.TotalMicroseconds);
        home.RunFor(24 * Hour);
        return new AirFigures(
            lossPercent,
            home.Home.Core!.Status.Home!.Devices.Count,
            (hub.Meter.TotalMicroseconds - hubBefore) / 24,
            hub.Meter.MostMicroseconds,
            (devices.Sum(device => device.Meter.TotalMicroseconds) - before) / 24 / devices.Length,
            devices.Max(device => device.Meter.MostMicroseconds));
    }

    /// <summary>Times presses, one after the other, from the finger to the journal and to the green lamp.</summary>
    public static PressFigures MeasurePresses(ulong seed, int lossPercent, int presses = FewestPresses)
    {
        VirtualHome home = new(seed);
        home.SwitchOn();
        home.RunFor(Minute);
        home.Home.Radio.Air.LossPercent = lossPercent;
        long journalledAt = 0;
        home.Flash.Changing = (isErasure, _, _) =>
            journalledAt = journalledAt == 0 && !isErasure ? home.World.NowMilliseconds : journalledAt;
        List<long> journalled = [];
        List<long> green = [];
        for (int i = 0; i < presses; i++)
        {
            SimulatedDevice button = home.Home.Radio.Devices[i % home.Home.Radio.Devices.Count];
            journalledAt = 0;
            Press press = home.Push(button);
            do
            {
                // So far apart that the hub's air time is not what is measured.
                home.RunFor(10 * Minute);
            }
            while (button.Sending == press || (journalledAt == 0 && !press.IsAccepted));

            journalled.Add(journalledAt - press.PressedAt);
            green.Add(Math.Max(button.AcknowledgedAt, press.AcceptedAt) - press.PressedAt);
        }

        return new PressFigures(
            lossPercent,
            presses,
            Percentile(journalled, 50),
            Percentile(journalled, 99),
            journalled.Max(),
            Percentile(green, 50),
            Percentile(green, 99));
    }

    private static long Percentile(List<long> values, int percent)
    {
        values.Sort();
        return values[Math.Max(0, ((values.Count * percent) + 99) / 100 - 1)];
    }

    private static void Pair(VirtualHome home, DeviceLabel label, SeededRandom random)
    {
        SimulatedDevice device = home.Home.Radio.Add(
            label, new Spot((int)random.Next(-100, 100), (int)random.Next(-100, 100), 5));
        home.Ledger.Give(label.DeviceId);
        home.Fleet.Send(home.Fleet.MakeRequest(
            PairAction.OpenWindow,
            request =>
            {
                request.DeviceId = label.DeviceId;
                request.DeviceKind = label.Kind;
                request.Seconds = 60;
            },
            label.Secret));
        home.RunFor(2_000);
        device.StartJoining();

        // A technician who is faster than this uses up the hub's air time.
        home.RunFor(6 * Minute);
    }
}
