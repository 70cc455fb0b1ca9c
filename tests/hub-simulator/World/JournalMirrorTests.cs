// The mirror of a journal tells what a starting hub finds, whatever has happened to the flash.
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Alarming;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class JournalMirrorTests
{
    private const long Day = 86_400_000;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void It_tells_after_every_step_what_reading_the_whole_part_tells(ulong seed)
    {
        ComparesEveryStep check = new();
        new RandomHome(seed, 15 * Day, [check]).Run();
        Assert.True(check.Changes > 200);
        Assert.True(check.WithAlarms > 50);
    }

    [Fact]
    public void It_notices_a_cell_that_lost_its_charge_and_a_part_that_was_put_in_another_state()
    {
        ComparesEveryStep check = new();
        VirtualHome home = new(5, null, [check]);
        home.SwitchOn();
        home.SetMood(FleetMood.Deaf);
        for (uint trigger = 1; trigger < 6; trigger++)
        {
            home.Push(trigger);
            home.RunFor(20_000);
        }

        Assert.Equal(5, check.Compare());
        byte[] before = [.. Enumerable.Range(0, 4).SelectMany(sector => home.Flash.Contents(sector).ToArray())];
        SeededRandom random = new(9);
        for (int i = 0; i < 2_000; i++)
        {
            int sector = (int)random.Next(0, 4);
            home.Flash.Damage(sector, (int)random.Next(0, 1_000), (byte)(1 << (int)random.Next(0, 8)));
            check.Compare();
        }

        home.Flash.Load(before);
        Assert.Equal(5, check.Compare());
    }

    private sealed class ComparesEveryStep : Invariant
    {
        private JournalMirror? _mirror;
        private long _changed;

        public int Changes { get; private set; }

        public int WithAlarms { get; private set; }

        public override void AfterStep()
        {
            if (Home.Flash.ChangedBytes != _changed)
            {
                _changed = Home.Flash.ChangedBytes;
                Changes++;
                WithAlarms += Compare() > 0 ? 1 : 0;
            }
        }

        public int Compare()
        {
            _mirror ??= new JournalMirror(Home.Flash);
            _mirror.Look();
            List<JournalledAlarm> mirrored = [];
            for (int i = 0; i < _mirror.Capacity; i++)
            {
                if (_mirror.At(i) is { } alarm)
                {
                    mirrored.Add(Copy(alarm));
                }
            }

            Assert.Equal(FlashReport.PendingAlarms(Home.Flash), mirrored);
            return mirrored.Count;
        }

        private static JournalledAlarm Copy(PendingAlarm alarm) => new(
            alarm.Sequence, alarm.Kind, alarm.TriggerId, alarm.DeviceType, alarm.StatusCode, alarm.PressCount);
    }
}
