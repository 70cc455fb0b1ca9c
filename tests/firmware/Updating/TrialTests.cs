// Firmware that does not do what a hub is for is gone back from, by itself, within ten minutes, and says why.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Loader;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

public sealed class TrialTests
{
    private const long Minute = UpdateHome.Minute;

    public static TheoryData<string, UpdateReason> Bad => new()
    {
        { nameof(ImageBehaviour.NoLink), UpdateReason.NoLink },
        { nameof(ImageBehaviour.LosesAlarms), UpdateReason.NoTestAlarm },
        { nameof(ImageBehaviour.NeverStarts), UpdateReason.CannotStart },
        { nameof(ImageBehaviour.Stops), UpdateReason.NeverConfirmed },
    };

    private static UpdateHome Tried(string behaviour, UpdateHome? home = null)
    {
        home ??= new UpdateHome();
        Assert.True(home.RunUntil(() => home.Office.States.Count > 0, Minute));
        home.Office.Releases[3] = TestRelease.Make(3, System.Enum.Parse<ImageBehaviour>(behaviour));
        home.Office.Send(UpdateAction.Install, 3);
        Assert.True(home.RunUntil(() => home.Starts.Any(start => start.Sequence == 3) || home.Behaviour
            == ImageBehaviour.NeverStarts || home.Starts.Count > 1, 15 * Minute));
        return home;
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_firmware_is_gone_back_from_with_the_reason(string behaviour, UpdateReason reason)
    {
        UpdateHome home = Tried(behaviour);
        long tried = home.Time;
        Assert.True(home.RunUntil(
            () => home.Office.Last.Phase == UpdatePhase.Reverted && home.Office.Last.RunningSequence == 0
                && home.Hub.Uplink.IsReachable,
            12 * Minute));
        Assert.True(home.Time - tried <= 11 * Minute, $"{(home.Time - tried) / 1000} s");
        Assert.Equal(reason, home.Office.Last.Reason);
        Assert.Equal(3u, (uint)home.Office.Last.ReleaseSequence);

        // And stays there.
        int starts = home.Starts.Count;
        home.Run(60 * Minute);
        Assert.Equal(starts, home.Starts.Count);
        Assert.Equal((0u, false), home.Starts[^1]);
    }

    [Fact]
    public void A_dead_radio_is_gone_back_from()
    {
        TestRadio radio = new(new Supply());
        UpdateHome home = Tried(
            nameof(ImageBehaviour.NoRadio),
            new UpdateHome(ports: ports =>
            {
                ports.Radio = radio;
                ports.DeviceFlash = new NorFlash(4, 16_384);
            }));
        Assert.True(home.RunUntil(
            () => home.Office.Last.Phase == UpdatePhase.Reverted && home.Starts[^1].Sequence == 0, 12 * Minute));
        home.Run(Minute);
        Assert.Equal((UpdateReason.NoRadio, 0u), (home.Office.Last.Reason, (uint)home.Office.Last.RunningSequence));
    }

    [Fact]
    public void Whoever_calls_for_help_meanwhile_is_heard_by_the_old_firmware_within_two_minutes()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.LosesAlarms));
        home.Run(30 * UpdateHome.Second);
        long pressed = home.Time;
        home.Hub.Press();
        Assert.True(home.RunUntil(() => home.Hub.Status.Book.HeldAlarmCount > 0, 5 * Minute));
        Assert.True(home.Time - pressed < 2 * Minute, $"{(home.Time - pressed) / 1000} s");
        Assert.Equal((0u, false), home.Starts[^1]);
        Assert.Equal(UpdateReason.NoTestAlarm, home.Office.Last.Reason);
        Assert.Contains(home.Hub.Uplink.Alarms, alarm => alarm.Kind == AlarmKind.Person);
    }

    [Fact]
    public void An_alarm_of_a_person_that_is_held_proves_as_much_as_a_test()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.Good));
        home.Hub.Press();
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 2 * Minute));
    }

    [Fact]
    public void The_trial_ends_in_its_time_also_when_the_record_of_updates_cannot_be_read()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.NoLink));
        home.Record.IsUnreadable = true;
        home.Boot();
        Assert.Equal((3u, true), home.Starts[^1]);
        Assert.True(home.RunUntil(() => home.Starts[^1].Sequence == 0, 12 * Minute));
    }

    [Fact]
    public void A_trial_that_the_power_cuts_short_begins_anew_and_at_most_three_times()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.NoLink));
        for (int i = 0; i < 5 && home.Starts[^1].Sequence == 3; i++)
        {
            home.Run(Minute);
            home.Boot();
        }

        Assert.Equal(3, home.Starts.Count(start => start.IsTrial));
        Assert.Equal(0u, home.Starts[^1].Sequence);
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Reverted, 2 * Minute));
        Assert.Equal(UpdateReason.NeverConfirmed, home.Office.Last.Reason);
    }

    [Fact]
    public void What_ran_for_good_and_never_settles_is_left_and_told_with_the_reason()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.Good));
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 5 * Minute));
        for (int i = 0; i < LoaderLimits.MaxUnsettledStarts; i++)
        {
            home.Boot();
            home.Run(Minute);
        }

        Assert.Equal((3u, false), home.Starts[^1]);
        home.Boot();
        Assert.Equal((0u, false), home.Starts[^1]);
        home.Run(Minute);
        Assert.Equal(
            (UpdatePhase.Reverted, UpdateReason.NeverSettled, 3u),
            (home.Office.Last.Phase, home.Office.Last.Reason, (uint)home.Office.Last.ReleaseSequence));
    }

    [Fact]
    public void Restarts_that_somebody_commands_count_against_no_firmware()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.Good));
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Confirmed, 5 * Minute));
        for (int i = 0; i < LoaderLimits.MaxUnsettledStarts + 2; i++)
        {
            int starts = home.Starts.Count;
            home.Hub.Uplink.Send(MessageKind.Command, new CommandMessage { Command = CommandKind.Reboot });
            Assert.True(home.RunUntil(() => home.Starts.Count > starts, 2 * Minute));
            Assert.True(home.RunUntil(
                () => home.Hub.Uplink.State == Hub.Core.Ports.UplinkState.Ready, Minute));
        }

        Assert.Equal((3u, false), home.Starts[^1]);
    }

    [Fact]
    public void An_order_to_revert_ends_a_trial()
    {
        UpdateHome home = Tried(nameof(ImageBehaviour.LosesAlarms));
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Trial, Minute));
        home.Office.Send(UpdateAction.Revert, 0);
        Assert.True(home.RunUntil(() => home.Office.Last.Phase == UpdatePhase.Reverted
            && home.Office.Last.RunningSequence == 0, Minute));
        Assert.Equal(UpdateReason.Ordered, home.Office.Last.Reason);
    }

    [Fact]
    public void The_trial_lasts_ten_minutes_by_the_limits()
    {
        Assert.Equal(600_000, Limits.FirmwareTrialMilliseconds);
    }
}
