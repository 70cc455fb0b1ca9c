// What is told of updates, and when.
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <content>The state as the fleet manager hears it.</content>
public sealed partial class FirmwareUpdate
{
    private void Finish(UpdatePhase phase, UpdateReason reason, long nowMilliseconds)
    {
        Record.Finish(phase, reason);
        _memory.Write();
        Tell(phase, reason, nowMilliseconds);
    }

    private void CountResume()
    {
        if (Record.Resumes < Protocols.ProtocolLimits.MaxCount)
        {
            Record.Resumes++;
        }
    }

    private void TellProgress(long nowMilliseconds)
    {
        if (nowMilliseconds - _toldAtMilliseconds >= Limits.UpdateProgressMilliseconds
            && _reports.State.BytesDone != _transfer!.BytesDone)
        {
            Tell(UpdatePhase.Fetching, UpdateReason.None, nowMilliseconds);
        }
    }

    private void Tell(UpdatePhase phase, UpdateReason reason, long nowMilliseconds)
    {
        Phase = phase;
        Reason = reason;
        _toldAtMilliseconds = nowMilliseconds;
        FillState(nowMilliseconds);
        _reports.Tell();
    }

    private void FillState(long nowMilliseconds)
    {
        UpdateStateMessage state = _reports.State;
        state.RunningSequence = _firmware.RunningSequence;
        state.Phase = Phase;
        state.ReleaseSequence = Record.Action != UpdateAction.Unknown || Phase == UpdatePhase.Trial
            ? (Phase == UpdatePhase.Trial ? _firmware.RunningSequence : Record.ReleaseSequence)
            : Record.OutcomeSequence;
        state.Reason = Reason;
        state.BytesDone = _transfer!.BytesDone;
        state.BytesTotal = _transfer.BytesTotal;
        state.Resumes = Record.Resumes;
        state.SecondsLeft = Phase == UpdatePhase.Trial ? _trial.SecondsLeft(nowMilliseconds) : 0;
        state.Flags = _firmware.HasPrevious ? UpdateStateMessage.HasPrevious : 0;
        state.PreviousSequence = _firmware.PreviousSequence;
        byte[]? digest = Record.DigestOf(_firmware.RunningSequence);
        for (int i = 0; i < UpdateLimits.DigestBytes; i++)
        {
            state.RunningDigest[i] = digest == null ? (byte)0 : digest[i];
        }

        _proof.CopyKeyIds(Record, state.TrustedKeyIds);
    }
}
