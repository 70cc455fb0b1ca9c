// Switching to other firmware: when, its trial, and the way back.
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <content>From the ready image to a firmware that runs for good.</content>
public sealed partial class FirmwareUpdate
{
    private void Switch(long nowMilliseconds)
    {
        Record.IsSwitched = true;
        Record.SetDigest(Record.ReleaseSequence, _proof.ListDigest, _firmware.RunningSequence);
        if (!_memory.Write())
        {
            Refuse(UpdateReason.Storage, nowMilliseconds);
            return;
        }

        // It goes because it is told to, not because it fails: this start must not count against it. Otherwise a bad
        // release that is ordered again and again would use up the starts of the good one.
        _firmware.Settle();
        UpdateReason why = _firmware.BeginTrial(Record.ReleaseSequence, _proof.ImageBytes);
        if (why != UpdateReason.None)
        {
            Refuse(why, nowMilliseconds);
            return;
        }

        Tell(UpdatePhase.Switching, UpdateReason.None, nowMilliseconds);
        _switchAtMilliseconds = nowMilliseconds + Limits.SwitchNewsMilliseconds;
    }

    private void StepRevert(long nowMilliseconds)
    {
        UpdateReason wait = _waits.IsHelping ? UpdateReason.Alarm : UpdateReason.None;
        if (wait != UpdateReason.None)
        {
            Wait(wait, nowMilliseconds);
            return;
        }

        if (!_firmware.GoBack())
        {
            Refuse(UpdateReason.NothingThere, nowMilliseconds);
            return;
        }

        Tell(UpdatePhase.Switching, UpdateReason.Ordered, nowMilliseconds);
        _switchAtMilliseconds = nowMilliseconds + Limits.SwitchNewsMilliseconds;
    }

    private void StepTrial(long nowMilliseconds)
    {
        switch (_trial.Step(nowMilliseconds))
        {
            case FirmwareTrial.Won:
                if (_firmware.Confirm())
                {
                    _trial.End();
                    _settleAtMilliseconds = nowMilliseconds + Limits.FirmwareSettleMilliseconds;
                    Confirmed(nowMilliseconds);
                }

                break;
            case FirmwareTrial.Lost:
                Lose(_trial.Reason, nowMilliseconds);
                break;
        }
    }

    /// <summary>Gives the firmware that runs on trial up.</summary>
    internal void Lose(UpdateReason reason, long nowMilliseconds)
    {
        _trial.End();
        Record.ReleaseSequence = _firmware.RunningSequence;
        Record.Finish(UpdatePhase.Reverted, reason);

        // The reason first: once the loader knows, there may be no time left to say why.
        _memory.Write();
        _firmware.GiveUp();
        Tell(UpdatePhase.Reverted, reason, nowMilliseconds);

        // Whoever waits for help waits for the other firmware.
        _isLost = true;
        _switchAtMilliseconds = nowMilliseconds + Limits.SwitchNewsMilliseconds;
    }

    private void Confirmed(long nowMilliseconds)
    {
        uint running = _firmware.RunningSequence;
        Record.ReleaseSequence = running;
        Record.HighestSequence = running > Record.HighestSequence ? running : Record.HighestSequence;
        Finish(UpdatePhase.Confirmed, UpdateReason.None, nowMilliseconds);
        _events.Add(
            EventRank.Information, DeviceTypes.Controller, StatusCodes.Active,
            running > int.MaxValue ? 0 : (int)running, "firmware confirmed");
    }

    private void TakeKeys(long nowMilliseconds)
    {
        _proof.TakeKeys(Record);
        Record.HighestSequence = Record.ReleaseSequence;
        _transfer!.End();
        Finish(UpdatePhase.Confirmed, UpdateReason.None, nowMilliseconds);
    }
}
