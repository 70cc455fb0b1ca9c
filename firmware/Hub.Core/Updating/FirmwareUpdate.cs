// What the hub runs and is to run: orders, the way of a release into the slot, its trial, and the way back.
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;
using static Hub.Core.Moment;

namespace Hub.Core.Updating;

/// <summary>
/// Carries one order out at a time. Everything that must survive a power cut is in the record, written before the step
/// that it speaks of; whatever is not there is found out anew after a start, from the slot and from the loader.
/// </summary>
public sealed partial class FirmwareUpdate
{
    private readonly IFirmware _firmware;
    private readonly UpdateMemory _memory;
    private readonly UpdateReports _reports;
    private readonly UpdateWaits _waits;
    private readonly ReleaseFetch _fetch;
    private readonly ReleaseProof _proof;
    private readonly FirmwareTrial _trial;
    private readonly HubClock _clock;
    private readonly EventLog _events;
    private readonly FetchBudget _budget = new FetchBudget();
    private ReleaseTransfer? _transfer;
    private UpdateReason _waitsFor;
    private long _lookAtMilliseconds = long.MaxValue;
    private long _toldAtMilliseconds;
    private long _settleAtMilliseconds = long.MaxValue;
    private long _switchAtMilliseconds = long.MaxValue;
    private bool _isSessionCut;
    private bool _isLost;

    internal FirmwareUpdate(HubPorts ports, HubParts parts, UpdateMemory memory, UpdateReports reports,
        ReleaseProof proof)
    {
        _firmware = ports.Firmware!;
        _memory = memory;
        _reports = reports;
        _waits = new UpdateWaits(parts);
        _fetch = new ReleaseFetch(parts.Session, parts.Memory);
        _proof = proof;
        _trial = new FirmwareTrial(ports, parts);
        _clock = parts.Clock;
        _events = parts.Events;
    }

    /// <summary>Where the hub is with the release that was ordered.</summary>
    public UpdatePhase Phase { get; private set; } = UpdatePhase.Idle;

    /// <summary>Why.</summary>
    public UpdateReason Reason { get; private set; }

    /// <summary>Bytes of blocks that have come, since the start.</summary>
    public long FetchedBytes
    {
        get { return _fetch.BytesTaken; }
    }

    /// <summary>Bytes of the image that are verified in the slot.</summary>
    public int VerifiedBytes
    {
        get { return _transfer == null ? 0 : _transfer.BytesDone; }
    }

    /// <summary>Whether the hub is to restart now into other firmware.</summary>
    internal bool IsRestartDue(long nowMilliseconds)
    {
        return _switchAtMilliseconds != long.MaxValue && (_isLost || !_waits.IsHelping)
            && (_reports.IsTold || nowMilliseconds >= _switchAtMilliseconds);
    }

    /// <summary>The message that blocks are decoded into.</summary>
    internal BlockMessage Block
    {
        get { return _fetch.Block; }
    }

    internal UpdateReports Reports
    {
        get { return _reports; }
    }

    internal IFirmware Firmware
    {
        get { return _firmware; }
    }

    /// <summary>The record; changed only by this and by who takes orders.</summary>
    internal UpdateRecord Record
    {
        get { return _memory.Record; }
    }

    /// <summary>Whether orders can be taken: the record is there, and no other firmware is about to start.</summary>
    internal bool IsReady
    {
        get { return _transfer != null && _switchAtMilliseconds == long.MaxValue; }
    }

    /// <summary>Whether <see cref="Start"/> has been called.</summary>
    internal bool IsStarted
    {
        get { return _transfer != null; }
    }

    /// <summary>When this must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds
    {
        get
        {
            long next = Earlier(_lookAtMilliseconds, _trial.NextDueAtMilliseconds);
            next = Earlier(next, _settleAtMilliseconds);
            next = Earlier(next, _waits.IsHelping && !_isLost ? long.MaxValue : _switchAtMilliseconds);
            if (_transfer != null && _waitsFor == UpdateReason.None)
            {
                next = Earlier(next, _transfer.IsAtWork ? long.MinValue : _fetch.NextDueAtMilliseconds);
            }

            return next;
        }
    }

    /// <summary>The hub restarts because somebody asks for it: that counts against no firmware.</summary>
    internal void Settle()
    {
        if (_transfer != null && !_firmware.IsOnTrial)
        {
            _firmware.Settle();
        }
    }

    /// <summary>The record has been read: what was begun before the start is taken up.</summary>
    internal void Start(long nowMilliseconds)
    {
        bool isFirst = _transfer == null;
        _transfer = new ReleaseTransfer(_firmware, Record, _fetch, _proof);
        Phase = Record.OutcomePhase == UpdatePhase.Unknown ? UpdatePhase.Idle : Record.OutcomePhase;
        Reason = Record.OutcomeReason;
        _settleAtMilliseconds = _firmware.IsOnTrial || _firmware.RunningSequence == 0
            ? long.MaxValue : nowMilliseconds + Limits.FirmwareSettleMilliseconds;
        if (_firmware.IsOnTrial)
        {
            if (isFirst)
            {
                _trial.Begin(nowMilliseconds);
            }

            Tell(UpdatePhase.Trial, UpdateReason.None, nowMilliseconds);
            return;
        }

        Resume(nowMilliseconds);
        _reports.Tell();
    }

    /// <summary>Does what is due.</summary>
    /// <returns>True when more is due at once.</returns>
    internal bool Step(long nowMilliseconds)
    {
        _lookAtMilliseconds = long.MaxValue;
        _waits.Look(nowMilliseconds);
        if (_transfer == null)
        {
            return false;
        }

        if (nowMilliseconds >= _settleAtMilliseconds)
        {
            _settleAtMilliseconds = _firmware.Settle()
                ? long.MaxValue : nowMilliseconds + Limits.FirmwareSettleMilliseconds;
        }

        if (_switchAtMilliseconds != long.MaxValue)
        {
            return false;
        }

        if (_firmware.IsOnTrial)
        {
            StepTrial(nowMilliseconds);
            return false;
        }

        switch (Record.Action)
        {
            case UpdateAction.Fetch:
            case UpdateAction.Install:
                return StepRelease(nowMilliseconds);
            case UpdateAction.Revert:
                StepRevert(nowMilliseconds);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Sends what is due; requests for blocks only when all else has been sent.</summary>
    /// <returns>True when something could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (_transfer == null)
        {
            return false;
        }

        if (_reports.SendDue(session, nowMilliseconds))
        {
            return true;
        }

        bool mayAsk = _waitsFor == UpdateReason.None && !_waits.IsHelping && !_firmware.IsOnTrial
            && _switchAtMilliseconds == long.MaxValue;
        return mayAsk && _fetch.SendDue(nowMilliseconds);
    }

    /// <summary>Takes the block that has been decoded into <see cref="Block"/>.</summary>
    internal void TakeBlock(long nowMilliseconds)
    {
        long before = _fetch.BytesTaken;
        _fetch.Take(nowMilliseconds);
        _budget.Use(_fetch.BytesTaken - before, nowMilliseconds);
    }

    /// <summary>An order has been put into the record.</summary>
    internal void BeginOrder(long nowMilliseconds)
    {
        _transfer!.End();
        _waitsFor = UpdateReason.None;
        if (Record.Action == UpdateAction.Revert)
        {
            Tell(UpdatePhase.Waiting, UpdateReason.None, nowMilliseconds);
            return;
        }

        _transfer.Begin();
        Tell(UpdatePhase.Fetching, UpdateReason.None, nowMilliseconds);
    }

    /// <summary>The order in the record is another one about the same release, which goes on as it is.</summary>
    internal void ChangeOrder(long nowMilliseconds)
    {
        Tell(Phase, Reason, nowMilliseconds);
    }

    /// <summary>Ends the order that is being carried out.</summary>
    internal void Refuse(UpdateReason reason, long nowMilliseconds)
    {
        _transfer!.End();
        Record.Finish(UpdatePhase.Refused, reason);
        _memory.Write();
        Tell(UpdatePhase.Refused, reason, nowMilliseconds);
    }

    /// <summary>Keeps the record.</summary>
    internal bool Keep()
    {
        return _memory.Write();
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        _fetch.OnSessionReady(nowMilliseconds);
        if (_isSessionCut && Phase == UpdatePhase.Fetching)
        {
            CountResume();
        }

        _isSessionCut = false;
        FillState(nowMilliseconds);
        _reports.Tell();
    }

    internal void OnSessionEnded()
    {
        _isSessionCut = true;
        _fetch.OnSessionEnded();
        _reports.OnSessionEnded();
    }

    // What ran for good and does not any more, because it never settled, is told like a trial that failed.
    private void ResumeAtRest(long nowMilliseconds)
    {
        UpdateReason why = UpdateReason.None;
        if (Record.OutcomePhase == UpdatePhase.Confirmed && _firmware.RunningSequence != Record.OutcomeSequence)
        {
            why = _firmware.WhyNot(Record.OutcomeSequence);
        }

        if (why == UpdateReason.None)
        {
            FillState(nowMilliseconds);
            return;
        }

        Record.ReleaseSequence = Record.OutcomeSequence;
        Finish(UpdatePhase.Reverted, why, nowMilliseconds);
    }

    // What the record says was begun, compared with what the loader did.
    private void Resume(long nowMilliseconds)
    {
        if (Record.Action == UpdateAction.Unknown)
        {
            ResumeAtRest(nowMilliseconds);
            return;
        }

        bool runsIt = _firmware.RunningSequence == Record.ReleaseSequence;
        if (Record.Action == UpdateAction.Revert)
        {
            if (runsIt)
            {
                Finish(UpdatePhase.Reverted, UpdateReason.Ordered, nowMilliseconds);
            }

            return;
        }

        if (runsIt)
        {
            Confirmed(nowMilliseconds);
            return;
        }

        UpdateReason why = Record.IsSwitched ? _firmware.WhyNot(Record.ReleaseSequence) : UpdateReason.None;
        if (why != UpdateReason.None)
        {
            Finish(UpdatePhase.Reverted, why, nowMilliseconds);
            return;
        }

        Record.IsSwitched = false;
        CountResume();
        _transfer!.Begin();
        Tell(UpdatePhase.Fetching, UpdateReason.None, nowMilliseconds);
    }
}
