// The hub itself on this machine: steps a second, bytes per heartbeat, days a minute.
using System;
using System.Globalization;
using Benchmarks.Native;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Benchmarks.Scenarios;

/// <summary>
/// The very core of the board with its real MQTT client, over a broker that is a few lines of memory. A day has 720
/// heartbeats and one silent test.
/// </summary>
internal sealed class HubCoreSteps : IScenario
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;
    private const int HeartbeatsPerDay = 720;

    public string Name => "hub-core";

    public void Run(BenchmarkRun run)
    {
        run.Report.Section("Hub core",
            "One thread, by its processor time; hubs stepped whenever they ask for it, in virtual time.");
        run.Report.Head("hubs", "hub-days", "hub-days a minute", "heartbeats/s", "steps a day", "bytes per heartbeat");
        double perMinute = 0;
        double bytes = 0;
        double[] rates = new double[3];
        int[] sizes = [1, 10, 100];
        BenchmarkRun.OnGeneratorProcessor(() =>
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                (rates[i], bytes) = MeasureDays(run, sizes[i], run.Pick(1000, 100) / sizes[i]);
            }

            perMinute = rates[0];
            double steps = MeasureSteps(run.Pick(5.0, 0.5));
            run.Report.Growth("a hub-day", "1 hub", 60e6 / rates[0], "100", 60e6 / rates[2]);
            run.Report.Note($"A connected hub with nothing to do: {steps:N0} steps a second.");
            run.Report.Add("hub steps on the host", "≥ 1,000,000/s", $"{steps:N0}/s", steps >= 1e6);
        });
        run.Report.Add("allocated per heartbeat", "0 bytes", $"{bytes:F1} bytes", bytes == 0);
        run.Report.Add("simulated hub-days, hub only", "≥ 100,000 a minute on 2 cores",
            $"{perMinute:N0} a minute on one", 2 * perMinute >= 100_000);
    }

    private static (double PerMinute, double BytesPerHeartbeat) MeasureDays(BenchmarkRun run, int hubs, int days)
    {
        var homes = new Home[hubs];
        for (int i = 0; i < hubs; i++)
        {
            homes[i] = new Home(i);
            homes[i].Run(run.Pick(20, 2) * Day / hubs);
        }

        long steps = homes[0].StepCount;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        double seconds = Libc.ThreadCpuSeconds();
        for (int day = 0; day < days; day++)
        {
            foreach (Home home in homes)
            {
                home.Run(Day);
            }
        }

        seconds = Libc.ThreadCpuSeconds() - seconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        long hubDays = (long)hubs * days;
        double perMinute = hubDays / seconds * 60;
        double perHeartbeat = (double)bytes / (hubDays * HeartbeatsPerDay);
        CultureInfo culture = CultureInfo.InvariantCulture;
        run.Report.Row(
            hubs.ToString(culture),
            hubDays.ToString("N0", culture),
            perMinute.ToString("N0", culture),
            (hubDays * HeartbeatsPerDay / seconds).ToString("N0", culture),
            ((homes[0].StepCount - steps) / days).ToString("N0", culture),
            perHeartbeat.ToString("F2", culture));
        return (perMinute, perHeartbeat);
    }

    private static double MeasureSteps(double seconds)
    {
        var home = new Home(0);
        home.Run(Minute);
        home.StepInPlace(100_000);
        double start = Libc.ThreadCpuSeconds();
        long steps = 0;
        while (Libc.ThreadCpuSeconds() - start < seconds)
        {
            home.StepInPlace(10_000);
            steps += 10_000;
        }

        return steps / (Libc.ThreadCpuSeconds() - start);
    }

    /// <summary>A hub with its broker, in a time of its own.</summary>
    private sealed class Home : IPanel, IPower, IWatchdog, IRestart, ITriggerAcknowledger
    {
        private readonly HubCore _hub;
        private long _now;

        public Home(int number)
        {
            var settings = new HubSettings
            {
                HubId = "00c0ffee00c0ffee",
                Password = "x",
                Link = new LinkSettings { ReconnectSpreadSeconds = 5 },
            };
            _hub = new HubCore(settings, new HubPorts
            {
                Flash = new NorFlash(),
                Uplink = new MqttUplink(settings, new LoopbackBroker()),
                Panel = this,
                Power = this,
                Random = new SeededRandom(1 + number),
                Watchdog = this,
                Restart = this,
                Triggers = this,
            });
        }

        public PowerSource Source => PowerSource.Mains;

        public int BatteryPercent => 100;

        public long StepCount => _hub.Status.StepCount;

        public BootReason LastReason => BootReason.PowerOn;

        public void Run(long milliseconds)
        {
            long end = _now + milliseconds;
            long next = _hub.Step(_now);
            while (next <= end)
            {
                _now = next > _now ? next : _now;
                next = _hub.Step(_now);
            }

            _now = end;
        }

        public void StepInPlace(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _hub.Step(_now + (i & 7));
            }
        }

        public void SetLamp(Lamp lamp, LampColour colour)
        {
        }

        public void Feed()
        {
        }

        public void Request(BootReason reason) =>
            throw new BenchmarkException($"the hub asks for a restart: {reason}");

        public void AcknowledgePress(uint triggerId, uint pressToken)
        {
        }
    }
}
