// The watchdog's guard, and faults in the parts of the front: the board starts again and keeps what it promised.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Supervision;

public sealed class GuardTests
{
    private const long Second = 1000;

    private static readonly int[] Parts =
    [
        ProgressGuard.Presses, ProgressGuard.Journal, ProgressGuard.Link, ProgressGuard.Alarms, ProgressGuard.Power,
        ProgressGuard.Lamps, ProgressGuard.Radio, ProgressGuard.Panel,
    ];

    private sealed class Watchdog : IWatchdog
    {
        internal int Count { get; private set; }

        public void Feed() => Count++;
    }

    /// <summary>A loudspeaker with a programming fault in it.</summary>
    private sealed class BrokenSpeaker : IAudio
    {
        internal bool IsBroken { get; set; }

        public bool IsSpeaking => false;

        public void Configure(int volumePercent, int language)
        {
        }

        public void Play(Sound sound)
        {
        }

        public bool Speak(Phrase phrase) => IsBroken ? throw new InvalidOperationException("broken") : true;
    }

    [Fact]
    public void HBG_003_the_watchdog_is_fed_only_when_every_single_part_made_progress()
    {
        foreach (int idle in Parts)
        {
            Watchdog watchdog = new();
            ProgressGuard guard = new(watchdog);
            for (int step = 0; step < 10; step++)
            {
                foreach (int part in Parts.Where(part => part != idle))
                {
                    guard.Mark(part);
                }

                guard.FeedIfAll();
            }

            Assert.Equal(0, watchdog.Count);
            guard.Mark(idle);
            guard.FeedIfAll();
            Assert.Equal(1, watchdog.Count);
            guard.FeedIfAll();
            Assert.Equal(1, watchdog.Count);
        }
    }

    [Fact]
    public void HBG_077_a_fault_in_the_voice_restarts_the_board_and_keeps_presence_presses_and_counters()
    {
        BrokenSpeaker speaker = new();
        TestHub hub = new(ports: ports => ports.Audio = speaker);
        hub.RunTo(30 * Second);
        hub.Uplink.HoldsAlarms = false;
        hub.Press();
        long boots = hub.Status.Memory.State.BootCount;
        speaker.IsBroken = true;
        hub.Hub.PressCheckInButton();
        hub.Run(Second);
        Assert.Equal(BootReason.Fault, hub.RestartRequests[0]);
        Assert.Equal(CheckCode.Exception, hub.Status.StoppedByCheckCode);
        speaker.IsBroken = false;
        hub.Uplink.HoldsAlarms = true;
        hub.Reboot(BootReason.Fault);
        hub.Run(20 * Second);
        Assert.True(hub.Status.Presence.IsCheckedIn);
        Assert.Equal(boots + 1, hub.Status.Memory.State.BootCount);
        Assert.Equal(
            [AlarmKind.Person, AlarmKind.Presence],
            hub.Uplink.Alarms.DistinctBy(a => a.Sequence).Select(a => a.Kind));
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
    }
}
