// Attacks on pairing and on paired devices, each refused and told.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Firmware.Tests.Pairing;

public sealed class PairingAttackTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly TestHome _home = new();

    public PairingAttackTests() => _home.Hub.RunTo(30 * Second);

    private int Joins => _home.Radio.SentOf(RadioFrameKind.JoinAnswer).Count();

    [Fact]
    public void A_neighbour_s_device_in_range_cannot_join_whether_the_window_is_open_or_not()
    {
        RadioDevice ours = _home.Bring(0x1001);
        RadioDevice neighbour = _home.Bring(0x6666);
        Assert.False(_home.Join(neighbour));
        Assert.Equal(1, _home.Status.Window.IgnoredCount);
        Assert.Empty(_home.Steps);

        PairRequestMessage request = _home.Open(ours);
        Assert.False(_home.Join(neighbour));
        Assert.Equal(0, Joins);
        DevicePairingMessage told = _home.Steps.Last();
        Assert.Equal((PairingStep.Refused, PairingReason.OtherDevice), (told.Step, told.Reason));
        Assert.Equal((request.PairingId, 0x6666u), (told.PairingId, told.DeviceId));

        // The window stays open for the one that was meant.
        Assert.True(_home.Join(ours));
        Assert.Equal(1, _home.Devices.Count);
        Assert.False(_home.Press(neighbour));
        Assert.Empty(_home.AlarmsOf(0x6666));
    }

    [Fact]
    public void A_wrong_code_is_refused_with_its_reason_and_the_right_one_works()
    {
        RadioDevice button = _home.Bring(0x1001);
        RadioDevice other = new(0x1001, seed: 2);
        PairRequestMessage request = _home.Request(PairAction.OpenWindow, button, true);
        _home.Send(request, other.Code.Secret);
        Assert.False(_home.Join(button));
        DevicePairingMessage told = _home.Steps.Last();
        Assert.Equal((PairingStep.Refused, PairingReason.WrongCode), (told.Step, told.Reason));
        Assert.Equal(0, Joins);
        _home.Send(_home.Request(PairAction.Cancel));
        _home.Open(button);
        Assert.True(_home.Join(button));
    }

    [Fact]
    public void A_recorded_join_request_gets_no_further_than_an_answer_and_does_not_disturb_the_real_device()
    {
        RadioDevice button = _home.Pair(0x1001);
        byte[] recorded = button.JoinRequest();
        button.IsJoining = false;
        _home.Hub.Run(Minute);
        _home.Open(button);
        _home.Transmit(recorded);
        Assert.Equal(1, _home.Devices.Count);
        Assert.True(_home.Press(button));

        // Its own attempt, the recording between its request and its first report.
        button.Reset();
        _home.Transmit(button.JoinRequest());
        _home.Transmit(recorded);
        Assert.True(_home.Report(button, DeviceCause.Joined));
        Assert.True(_home.Press(button));
    }

    [Fact]
    public void The_same_join_request_again_is_answered_with_the_same_key()
    {
        RadioDevice button = _home.Bring(0x1001);
        _home.Open(button);
        byte[] request = button.JoinRequest();
        _home.Transmit(request);
        byte[] first = [.. button.LinkKey];
        _home.Transmit(request);
        Assert.Equal(first, button.LinkKey);
        Assert.Equal(2, Joins);
        Assert.True(_home.Report(button, DeviceCause.Joined));
    }

    [Fact]
    public void A_flooded_window_stays_bounded_in_answers_and_reports_and_lets_the_real_device_in()
    {
        RadioDevice button = _home.Bring(0x1001);
        PairRequestMessage request = _home.Open(button);
        byte[] recorded = button.JoinRequest();
        Random random = new(7);
        for (uint i = 0; i < 2_000; i++)
        {
            RadioDevice attacker = new(0x9000 + i);
            byte[] frame = (i % 3) switch
            {
                0 => attacker.JoinRequest(),
                1 => new RadioDevice(0x1001, seed: (int)i + 5).JoinRequest(),
                _ => recorded,
            };
            _home.Hub.Hub.PutFrame(frame, 0, frame.Length, -60, _home.Hub.Now);
            if (random.Next(4) == 0)
            {
                _home.Hub.Run(10);
            }
        }

        _home.Hub.Run(Second);
        Assert.True(Joins <= Limits.MaxJoinAnswers);
        Assert.True(_home.StepsOf(request).Count() <= Limits.MaxToldRefusals + 2);
        Assert.True(_home.Radio.AirMicroseconds < 1_800_000);
        _home.Send(_home.Request(PairAction.Cancel));
        _home.Open(button);
        Assert.True(_home.Join(button));
        Assert.Equal(1, _home.Devices.Count);
    }

    [Fact]
    public void A_replayed_press_raises_nothing_and_is_told_and_the_real_device_goes_on()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        byte[] press = button.Report(DeviceCause.Triggered);
        _home.Transmit(press);
        byte[] later = button.Report(DeviceCause.Triggered);
        _home.Transmit(later);
        int alarms = _home.AlarmsOf(0x1001).Count();
        for (int i = 0; i < 100; i++)
        {
            _home.Transmit(press);
            _home.Hub.Run(Second);
        }

        Assert.Equal(alarms, _home.AlarmsOf(0x1001).Count());
        Assert.Equal(100, _home.Status.Link.ReplayedCount);
        EventMessage told = Assert.Single(
            _home.EventsOf(0x1001), e => e.StatusCode == StatusCodes.UnauthorizedAccess);
        Assert.Equal(DeviceTypes.PersonalTrigger, told.DeviceType);
        Assert.True(_home.Press(button));
    }

    [Fact]
    public void The_last_frame_recorded_and_sent_on_and_on_does_not_use_up_the_air_time()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        byte[] press = button.Report(DeviceCause.Triggered);
        _home.Transmit(press);
        int sent = _home.Radio.Sent.Count;
        for (int i = 0; i < 300; i++)
        {
            _home.Transmit(press);
            _home.Hub.Run(Second);
        }

        Assert.InRange(_home.Radio.Sent.Count - sent, 1, Limits.MaxRepeatAcknowledgements);
        Assert.Single(_home.AlarmsOf(0x1001), a => a.Kind == AlarmKind.Person);
        Assert.True(_home.Press(button));
    }

    [Fact]
    public void A_frame_with_a_copied_or_raised_counter_is_refused()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        byte[] press = button.Report(DeviceCause.Triggered);
        _home.Transmit(press);
        int alarms = _home.AlarmsOf(0x1001).Count();
        for (int bit = 0; bit < press.Length * 8; bit++)
        {
            byte[] altered = [.. press];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            _home.Transmit(altered);
        }

        // A second device with the same label and no link key.
        RadioDevice clone = new(0x1001) { Counter = button.Counter };
        _home.Transmit(clone.Report(DeviceCause.Triggered));
        Assert.Equal(alarms, _home.AlarmsOf(0x1001).Count());
        Assert.True(_home.Status.Link.ForgedCount > 100);
        Assert.Equal(1, _home.EventsOf(0x1001).Count(e => e.StatusCode == StatusCodes.UnauthorizedAccess));
        Assert.True(_home.Press(button));
    }

    [Fact]
    public void A_device_whose_counter_went_back_is_brought_forward_once_a_minute_and_a_recorder_gains_nothing()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(_home.Press(button));
            _home.Hub.Run(Minute);
        }

        uint last = button.Counter;
        button.Counter = 3;
        Assert.False(_home.Press(button));
        Assert.Equal(last + 1, button.ResyncTo);
        int alarms = _home.AlarmsOf(0x1001).Count();
        Assert.True(_home.Report(button, DeviceCause.Triggered, isRepeat: true));
        Assert.Equal(alarms + 1, _home.AlarmsOf(0x1001).Count());

        button.Counter = 3;
        byte[] old = button.Report(DeviceCause.Triggered);
        int resyncs = _home.Radio.SentOf(RadioFrameKind.Resync).Count();
        for (int i = 0; i < 10; i++)
        {
            _home.Transmit(old);
        }

        Assert.InRange(_home.Radio.SentOf(RadioFrameKind.Resync).Count() - resyncs, 0, 1);
        Assert.Equal(alarms + 1, _home.AlarmsOf(0x1001).Count());
    }

    [Fact]
    public void A_request_that_is_altered_old_or_sealed_with_another_key_changes_nothing()
    {
        RadioDevice button = _home.PairAndTest(0x1001);
        PairRequestMessage request = _home.Send(
            _home.Request(PairAction.RemoveDevice, button), key: [.. Enumerable.Repeat((byte)9, 16)]);
        AcknowledgementMessage answer = _home.AnswerTo(request);
        Assert.Equal((AcknowledgementResult.Refused, "not authentic"), (answer.Result, answer.Reason));

        // A request that was meant for another device, and one from last month.
        PairRequestMessage open = _home.Send(_home.Request(PairAction.RemoveDevice, _home.Bring(0x7777)));
        open.DeviceId = button.Id;
        _home.Hub.Uplink.Send(MessageKind.PairRequest, open, ++_home.RequestSequence);
        _home.Hub.Run(Second);
        PairRequestMessage old = _home.Send(_home.Request(PairAction.RemoveDevice, button), sequence: 7);
        Assert.Equal((AcknowledgementResult.Refused, "old request"), Answer(old));
        Assert.Equal(1, _home.Devices.Count);
        Assert.Equal(3, _home.Status.Requests.NotAuthenticCount);

        _home.Reboot();
        old = _home.Send(_home.Request(PairAction.RemoveDevice, button), sequence: 900);
        Assert.Equal((AcknowledgementResult.Refused, "old request"), Answer(old));
        Assert.True(_home.Press(button));
    }

    [Fact]
    public void A_request_that_comes_again_is_answered_again_and_done_once()
    {
        RadioDevice button = _home.Bring(0x1001);
        PairRequestMessage request = _home.Open(button);
        Assert.True(_home.Join(button));
        _home.Hub.Uplink.Send(MessageKind.PairRequest, request, request.Sequence);
        _home.Hub.Run(Second);
        Assert.False(_home.Status.Window.IsOpen);
        Assert.Equal(1, _home.Status.Requests.RepeatedCount);
        Assert.Equal(2, _home.Hub.Uplink.Of(MessageKind.UpAcknowledgement).Count(
            p => p.Answer.AcknowledgedSequence == request.Sequence
                && p.Answer.Result == AcknowledgementResult.Done));

        PairRequestMessage remove = _home.Send(_home.Request(PairAction.RemoveDevice, button));
        _home.Reboot();
        _home.Hub.Uplink.Send(MessageKind.PairRequest, remove, remove.Sequence);
        _home.Hub.Run(Second);
        Assert.Equal(AcknowledgementResult.Done, _home.AnswerTo(remove).Result);
        _home.Open(button);
        _home.Reboot();
        PairRequestMessage open = _home.Open(button);
        _home.Reboot();
        _home.Hub.Uplink.Send(MessageKind.PairRequest, open, open.Sequence);
        _home.Hub.Run(Second);
        Assert.Equal(AcknowledgementResult.Expired, _home.AnswerTo(open).Result);
        Assert.False(_home.Status.Window.IsOpen);
    }

    [Fact]
    public void Without_a_pairing_key_no_request_is_carried_out()
    {
        TestHome home = new(s => s.PairingKey = []);
        home.Hub.RunTo(30 * Second);
        PairRequestMessage request = home.Open(home.Bring(0x1001));
        Assert.Equal("not authentic", home.AnswerTo(request).Reason);
        Assert.False(home.Status.Window.IsOpen);
    }

    private (AcknowledgementResult Result, string Reason) Answer(PairRequestMessage request)
    {
        AcknowledgementMessage answer = _home.AnswerTo(request);
        return (answer.Result, answer.Reason);
    }
}
