// Bringing the ordered release into the slot, whenever nothing speaks against it.
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <content>From the order to the ready image.</content>
public sealed partial class FirmwareUpdate
{
    private bool StepRelease(long nowMilliseconds)
    {
        if (_clock.IsSet && _clock.UnixMilliseconds(nowMilliseconds) >= Record.ExpiresUnixMilliseconds)
        {
            Refuse(UpdateReason.Expired, nowMilliseconds);
            return false;
        }

        UpdateReason wait = WhyNot(nowMilliseconds);
        if (wait != UpdateReason.None)
        {
            Wait(wait, nowMilliseconds);
            return false;
        }

        bool wasWhole = _transfer!.IsWhole;
        bool hasMore = _transfer.Step();
        if (_transfer.Fault != UpdateReason.None)
        {
            Refuse(_transfer.Fault, nowMilliseconds);
            return false;
        }

        if (_transfer.IsWithoutSlot)
        {
            Wait(UpdateReason.Settling, nowMilliseconds);
            return false;
        }

        if (_waitsFor != UpdateReason.None)
        {
            _waitsFor = UpdateReason.None;
            Tell(wasWhole ? UpdatePhase.Ready : UpdatePhase.Fetching, UpdateReason.None, nowMilliseconds);
        }

        if (_proof.IsKeyChange && _proof.IsProved)
        {
            TakeKeys(nowMilliseconds);
            return false;
        }

        if (!_transfer.IsWhole)
        {
            TellProgress(nowMilliseconds);
            return hasMore;
        }

        if (!wasWhole)
        {
            Tell(UpdatePhase.Ready, UpdateReason.None, nowMilliseconds);
        }

        // The clock decides whether the order still counts: without one nothing is switched.
        if (Record.Action == UpdateAction.Install && _clock.IsSet)
        {
            Switch(nowMilliseconds);
        }

        return false;
    }

    private UpdateReason WhyNot(long nowMilliseconds)
    {
        UpdateReason why = _waits.WhyNot(_proof.BatteryPercent, nowMilliseconds);
        if (why != UpdateReason.None || _transfer!.IsWhole)
        {
            return why;
        }

        return _waits.IsBudgetLow || _budget.IsUsed(Record.BytesPerHour, nowMilliseconds)
            ? UpdateReason.Budget : UpdateReason.None;
    }

    private void Wait(UpdateReason reason, long nowMilliseconds)
    {
        _lookAtMilliseconds = nowMilliseconds + Limits.UpdateLookMilliseconds;
        if (_waitsFor != reason)
        {
            _waitsFor = reason;
            Tell(UpdatePhase.Waiting, reason, nowMilliseconds);
        }
    }
}
