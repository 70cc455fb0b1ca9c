// A release from the order to the end of its trial: fetched, verified, switched to, proved, gone back from.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Loader;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

public sealed class InstallTests
{
    private const long Minute = UpdateHome.Minute;

    private readonly UpdateHome _home = new();

    private UpdateOffice Office => _home.Office;

    private void Connect()
    {
        Assert.True(_home.RunUntil(() => Office.States.Count > 0, Minute));
    }

    private TestRelease Publish(uint sequence, ImageBehaviour behaviour = ImageBehaviour.Good)
    {
        TestRelease release = TestRelease.Make(sequence, behaviour);
        Office.Releases[sequence] = release;
        return release;
    }

    private void Install(uint sequence, ImageBehaviour behaviour = ImageBehaviour.Good)
    {
        Publish(sequence, behaviour);
        Office.Send(UpdateAction.Install, sequence);
        Assert.True(_home.RunUntil(
            () => Office.Last.Phase == UpdatePhase.Confirmed && Office.Last.RunningSequence == sequence, 15 * Minute));
    }

    [Fact]
    public void A_release_that_is_ordered_runs_after_it_has_proved_itself()
    {
        Connect();
        Assert.Equal((0u, UpdatePhase.Idle), ((uint)Office.Last.RunningSequence, Office.Last.Phase));
        TestRelease release = Publish(3);
        ulong order = Office.Send(UpdateAction.Install, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));

        Assert.Equal(AcknowledgementResult.Done, Office.Answers[order].Result);
        UpdatePhase[] phases = [.. Office.Phases.Where((phase, i) => i == 0 || phase != Office.States[i - 1].Phase)];
        Assert.Equal(
            [
                UpdatePhase.Idle, UpdatePhase.Fetching, UpdatePhase.Switching, UpdatePhase.Trial,
                UpdatePhase.Confirmed,
            ],
            phases);
        Assert.Equal(3u, (uint)Office.Last.RunningSequence);
        Assert.Equal(release.ListDigest, Office.Last.RunningDigest);
        Assert.Equal([(0u, false), (3u, true)], _home.Starts);
        Assert.Equal(BootReason.SoftwareUpdate, _home.Hub.LastReason);
        Assert.Contains(_home.Hub.Uplink.Alarms, alarm => alarm.Kind == Hub.Protocols.Alarms.AlarmKind.SilentTest);
        Assert.Equal(0, Office.UnsealedStates);
    }

    [Fact]
    public void It_still_runs_after_a_power_cut_and_settles()
    {
        Connect();
        Install(3);
        _home.Boot();
        Assert.True(_home.RunUntil(() => _home.Hub.Uplink.State == Hub.Core.Ports.UplinkState.Ready, Minute));
        Assert.Equal((3u, false), _home.Starts[^1]);

        // A confirmed slot that never settles is left after ten starts; this one settles after ten minutes of each.
        for (int i = 0; i < 2 * LoaderLimits.MaxUnsettledStarts; i++)
        {
            _home.Run(11 * Minute);
            _home.Boot();
        }

        Assert.All(_home.Starts.Skip(1), start => Assert.Equal(3u, start.Sequence));
    }

    [Fact]
    public void Ordered_only_to_fetch_it_lies_ready_and_is_not_fetched_again_when_installed()
    {
        Connect();
        Publish(3);
        Office.Send(UpdateAction.Fetch, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Ready, 15 * Minute));
        Assert.Equal(Office.Last.BytesTotal, Office.Last.BytesDone);
        _home.Run(60 * Minute);
        Assert.Equal(UpdatePhase.Ready, Office.Last.Phase);
        Assert.Equal(0u, (uint)Office.Last.RunningSequence);

        int fetches = Office.Fetches.Count;
        Office.Send(UpdateAction.Install, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Assert.Equal(fetches, Office.Fetches.Count);
    }

    [Fact]
    public void What_lies_ready_is_found_again_after_a_power_cut_without_the_network()
    {
        Connect();
        Publish(3);
        Office.Send(UpdateAction.Fetch, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Ready, 15 * Minute));
        int fetches = Office.Fetches.Count;
        _home.Boot();
        Assert.True(_home.RunUntil(
            () => Office.States.Count(state => state.Phase == UpdatePhase.Ready) > 1, 5 * Minute));
        Assert.Equal(fetches, Office.Fetches.Count);
    }

    [Fact]
    public void Chunks_that_an_older_release_left_in_the_slot_are_not_fetched_again()
    {
        Connect();
        Install(3);
        Install(4);
        long before = Office.BlockBytes;
        TestRelease next = TestRelease.Make(5, ImageBehaviour.Good, tailOf: 3);
        Office.Releases[5] = next;
        Office.Send(UpdateAction.Install, 5);
        Assert.True(_home.RunUntil(() => Office.Last.RunningSequence == 5 && Office.Last.Phase == UpdatePhase.Confirmed,
            15 * Minute));
        long fetched = Office.BlockBytes - before - next.Envelope.Length - next.List.Length;
        Assert.Equal(UpdateLimits.ChunkBytes, fetched);
    }

    [Fact]
    public void A_revert_leads_to_the_release_before_and_then_to_the_factory_application()
    {
        Connect();
        Install(3);
        Install(4);
        Assert.Equal(3u, (uint)Office.Last.PreviousSequence);
        Assert.Equal(UpdateStateMessage.HasPrevious, Office.Last.Flags & UpdateStateMessage.HasPrevious);
        Office.Send(UpdateAction.Revert, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Reverted, 5 * Minute));
        Assert.Equal((3u, UpdateReason.Ordered), ((uint)Office.Last.RunningSequence, Office.Last.Reason));
        Assert.Equal((3u, false), _home.Starts[^1]);

        Office.Send(UpdateAction.Revert, 0);
        Assert.True(_home.RunUntil(() => Office.Last.RunningSequence == 0, 5 * Minute));
        Assert.Equal(0, Office.Last.Flags & UpdateStateMessage.HasPrevious);
        Assert.Equal(UpdatePhase.Reverted, Office.Last.Phase);
    }

    [Fact]
    public void What_was_gone_back_from_by_order_is_not_taken_again()
    {
        Connect();
        Install(3);
        Office.Send(UpdateAction.Revert, 0);
        Assert.True(_home.RunUntil(() => Office.Last.RunningSequence == 0, 5 * Minute));
        ulong order = Office.Send(UpdateAction.Install, 3);
        _home.Run(Minute);
        Assert.Equal((AcknowledgementResult.Refused, "old release"), Office.Answers[order]);
        Assert.Equal(UpdateReason.Rollback, Office.Last.Reason);
    }

    [Fact]
    public void A_revert_to_what_is_not_there_is_refused()
    {
        Connect();
        ulong factory = Office.Send(UpdateAction.Revert, 0);
        _home.Run(Minute);
        Assert.Equal((AcknowledgementResult.Refused, "nothing there"), Office.Answers[factory]);
        Install(3);
        ulong other = Office.Send(UpdateAction.Revert, 2);
        _home.Run(Minute);
        Assert.Equal((AcknowledgementResult.Refused, "nothing there"), Office.Answers[other]);
        Assert.Equal(3u, (uint)Office.Last.RunningSequence);
    }

    [Fact]
    public void A_cancel_ends_fetching_and_another_release_can_be_ordered()
    {
        Connect();
        Publish(3);
        Office.Serves = fetch => fetch.Part != ReleasePart.Image;
        Office.Send(UpdateAction.Install, 3);
        Assert.True(_home.RunUntil(() => Office.Fetches.Any(fetch => fetch.Part == ReleasePart.Image), Minute));
        Office.Send(UpdateAction.Cancel, 3);
        _home.Run(Minute);
        Assert.Equal((UpdatePhase.Refused, UpdateReason.Cancelled), (Office.Last.Phase, Office.Last.Reason));
        int fetches = Office.Fetches.Count;
        _home.Run(60 * Minute);
        Assert.Equal(fetches, Office.Fetches.Count);

        Office.Serves = _ => true;
        Install(4);
    }

    [Fact]
    public void The_same_order_twice_is_one_order_answered_twice()
    {
        Connect();
        Publish(3);
        UpdateOrderMessage order = Office.Order(UpdateAction.Install, 3);
        Office.Send(order);
        Office.Send(order);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Assert.Equal(1, _home.Starts.Count(start => start.IsTrial));
        Assert.Equal(AcknowledgementResult.Done, Office.Answers[order.Sequence].Result);
    }

    [Fact]
    public void An_order_that_ends_while_it_is_carried_out_is_told_as_expired()
    {
        Connect();
        Publish(3);
        Office.Serves = fetch => fetch.Part != ReleasePart.Image;
        Office.Send(UpdateAction.Install, 3,
            order => order.ExpiresUnixMilliseconds = _home.Hub.Uplink.UnixAtZero + _home.Hub.Now + (5 * Minute));
        _home.Run(6 * Minute);
        Assert.Equal((UpdatePhase.Refused, UpdateReason.Expired), (Office.Last.Phase, Office.Last.Reason));
        Office.Serves = _ => true;
        _home.Run(60 * Minute);
        Assert.Equal(0u, (uint)Office.Last.RunningSequence);
    }

    [Fact]
    public void A_hub_that_cannot_be_given_firmware_says_so()
    {
        TestHub hub = new(settings => settings.UpdateKey = UpdateHome.Key);
        hub.RunTo(Minute);
        hub.Uplink.Send(MessageKind.UpdateOrder, new UpdateOrderMessage
        {
            Action = UpdateAction.Install,
            ExpiresUnixMilliseconds = 1,
            EnvelopeDigestLength = UpdateLimits.DigestBytes,
            NonceLength = UpdateLimits.NonceBytes,
            SealLength = UpdateLimits.SealBytes,
        });
        hub.Run(Minute);
        AcknowledgementMessage answer = hub.Uplink.Of(MessageKind.UpAcknowledgement).Single().Answer;
        Assert.Equal((AcknowledgementResult.Refused, "not supported"), (answer.Result, answer.Reason));
        Assert.Empty(hub.Uplink.Of(MessageKind.UpdateState));
    }

    [Fact]
    public void Slots_without_a_record_for_updates_make_no_hub()
    {
        Assert.Throws<CheckFailedException>(() => new UpdateHome(settings => settings.ClassId = []));
        Assert.Throws<CheckFailedException>(() => new UpdateHome(settings => settings.UpdateKey = new byte[31]));
        Assert.Throws<CheckFailedException>(() => new UpdateHome(settings => settings.ReleaseKeys = [[], [], []]));
    }
}
