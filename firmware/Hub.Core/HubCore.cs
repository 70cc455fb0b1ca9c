// The hub, stepped: everything between the ports, in one thread.
using System;
using Hub.Core.Alarming;
using Hub.Core.Ports;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using static Hub.Core.Moment;

namespace Hub.Core;

/// <summary>
/// The hub. It owns no thread, clock, socket or file: the wiring calls <see cref="Step"/> when the time it returned
/// has come, and at once when a press was put, bytes arrived or the power changed.
/// </summary>
public sealed partial class HubCore
{
    private const int PersonRank = 0;
    private const int AnyRank = PendingAlarms.LastRank;

    private readonly HubParts _parts;
    private readonly IRestart _restart;
    private long _nowMilliseconds = long.MinValue;
    private long _memoryRetryAtMilliseconds;
    private long _hurriedFor;
    private long _sessions;
    private BootReason _stoppedFor = BootReason.Unknown;
    private bool _hasStarted;
    private bool _isStopped;
    private bool _isOff;
    private bool _isTestRequested;

    /// <summary>Makes a hub with all its memory. Nothing is read, written or sent before the first step.</summary>
    /// <exception cref="CheckFailedException">A port is missing or a setting is out of range.</exception>
    public HubCore(HubSettings settings, HubPorts ports)
    {
        _parts = new HubParts(settings, ports);
        _restart = ports.Restart!;
        Status = _parts.Status;
    }

    /// <summary>The figures of the hub's parts.</summary>
    public HubStatus Status { get; }

    /// <summary>Does what is due, in bounded time, and says when it must be called next.</summary>
    /// <param name="nowMilliseconds">Monotonic time. A jump forward (a suspended board) is tolerated; a step back is
    /// taken as standing still.</param>
    /// <returns>The monotonic time of the next step, at most <see cref="Limits.MaxStepIntervalMilliseconds"/>
    /// ahead. Earlier steps are harmless.</returns>
    public long Step(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds > _nowMilliseconds ? nowMilliseconds : _nowMilliseconds;
        Status.StepCount++;
        if (_isStopped)
        {
            _restart.Request(_stoppedFor);
            return _nowMilliseconds + Limits.MaxStepIntervalMilliseconds;
        }

        try
        {
            if (_isOff)
            {
                return StepOff();
            }

            return StepParts(_nowMilliseconds);
        }
        catch (CheckFailedException failure)
        {
            return Fail(failure.Code);
        }
        catch (Exception)
        {
            return Fail(CheckCode.Exception);
        }
    }

    /// <summary>
    /// Takes a press from the radio side; may be called from another thread or an interrupt callback. It becomes an
    /// alarm at the next step, and <see cref="ITriggerAcknowledger.AcknowledgePress"/> tells when it is journalled.
    /// </summary>
    /// <param name="triggerId">The trigger, never 0.</param>
    /// <param name="deviceType">SCAIP device type; 3 for a personal trigger.</param>
    /// <param name="statusCode">SCAIP status code; 10 for a manual alarm.</param>
    /// <param name="locationCode">SCAIP location code, 0 when not known.</param>
    /// <param name="pressToken">Tells one press of a trigger from the next (the radio's frame counter), so that a
    /// repeated frame is one press; 0 when there is no such number.</param>
    /// <param name="nowMilliseconds">Monotonic time of the press.</param>
    /// <returns>False when the ring is full: the radio must not acknowledge, and the trigger repeats.</returns>
    public bool PressTrigger(
        uint triggerId,
        int deviceType,
        int statusCode,
        int locationCode,
        uint pressToken,
        long nowMilliseconds)
    {
        return triggerId != 0
            && _parts.Ring.Put(triggerId, deviceType, statusCode, locationCode, pressToken, nowMilliseconds);
    }

    /// <summary>Asks for a manual test alarm (sv: provlarm, HBG-040), raised at the next step.</summary>
    /// <returns>False when one is already waiting to be raised.</returns>
    public bool RequestTestAlarm()
    {
        bool isNew = !_isTestRequested;
        _isTestRequested = true;
        return isNew;
    }

    private long StepParts(long now)
    {
        _parts.Events.SetTime(now);
        if (!_hasStarted)
        {
            Start(now);
        }

        StepMemory(now);
        _parts.Guard.Mark(ProgressGuard.Journal);
        _parts.Power.Step(now);
        _parts.Supply.Step(now);
        _parts.Guard.Mark(ProgressGuard.Power);
        bool hasMore = _parts.Book.TakePresses(now);
        _parts.Guard.Mark(ProgressGuard.Presses);
        _parts.Panel.Step(now);
        hasMore = StepHome(now) || hasMore;
        _parts.Guard.Mark(ProgressGuard.Radio);
        hasMore = _parts.Rules.Step(now) || hasMore;
        hasMore = _parts.Programming.Step(now) || hasMore;
        _parts.DayAndNight.Step(now);
        hasMore = _parts.Updating.Step(now) || hasMore;
        HurryForPersons(now);
        _parts.Link.Step(now);

        long next = _parts.Session.Step(now);
        if (now - _parts.Session.ProgressAtMilliseconds < Limits.MaxIdlePartMilliseconds)
        {
            _parts.Guard.Mark(ProgressGuard.Link);
        }

        _parts.Commands.Step(now);
        if (_isTestRequested)
        {
            _isTestRequested = false;
            _parts.Commands.RaiseTestAlarm(now);
        }

        _parts.SilentTests.Step(now);
        _parts.Link.Look(now);
        long published = _parts.Session.PublishCount;
        hasMore = SendDue(now) || hasMore;
        if (_parts.Session.PublishCount != published)
        {
            // What was published leaves now, not at the next step.
            next = _parts.Session.Step(now);
        }

        _parts.Panel.Finish(_parts.Home != null && _parts.Home.WalkTest.IsOpen, now);
        _parts.Guard.Mark(ProgressGuard.Panel);
        _parts.Speech.Step(now);
        _parts.Home?.StepAir(now);
        _parts.LampRules.Step(now);
        _parts.Home?.StepLamps(_parts.Lamps, now);
        _parts.Guard.Mark(ProgressGuard.Lamps);
        _parts.Guard.FeedIfAll();
        StopIfDue(now);
        return hasMore ? now : NextStep(next, now);
    }

    private void StopIfDue(long now)
    {
        if (_parts.Commands.IsRestartDue(now))
        {
            _parts.Updating.Update?.Settle();
            Stop(BootReason.CommandedRestart);
        }
        else if (_parts.Updating.IsRestartDue(now))
        {
            Stop(BootReason.SoftwareUpdate);
        }
        else if (_parts.Supply.IsStopDue)
        {
            SwitchOff();
        }
        else if (_parts.Link.IsRestartDue)
        {
            Stop(BootReason.LinkRecovery);
        }
    }

    private void Start(long now)
    {
        _hasStarted = true;
        _parts.Clock.Start(now);
        _parts.LampRules.Step(now);
        StartMemory(now);

        _parts.Programming.Start(now);
        _parts.Updating.Start(now);
        _parts.SilentTests.Start(now);
        _parts.Session.Start(_parts, now);

        // The control message after every restart.
        _parts.Events.Add(
            EventRank.Fault, DeviceTypes.Controller, StatusCodes.Started, (int)_restart.LastReason, "started");
    }

    private void StartMemory(long now)
    {
        _memoryRetryAtMilliseconds = now + Limits.JournalRetryMilliseconds;
        if (!_parts.Memory.Start())
        {
            return;
        }

        _parts.Book.SettleOwed();
        if (_parts.Memory.LastFailedCheckCode != 0)
        {
            _parts.Events.Add(
                EventRank.Fault, DeviceTypes.Controller, StatusCodes.Malfunction,
                _parts.Memory.LastFailedCheckCode, "check failed");
        }

        if (_parts.Memory.Journal.IsHistoryLost)
        {
            _parts.Events.Add(EventRank.Fault, DeviceTypes.Controller, StatusCodes.Loss, 0, "journal lost");
        }
        else if (_parts.Memory.Journal.DamagedRecordCount > 0)
        {
            _parts.Events.Add(
                EventRank.Information, DeviceTypes.Controller, StatusCodes.MaintenanceNeeded,
                _parts.Memory.Journal.DamagedRecordCount, "journal records damaged");
        }
    }

    private void StepMemory(long now)
    {
        if (!_parts.Memory.IsStarted)
        {
            if (now >= _memoryRetryAtMilliseconds)
            {
                StartMemory(now);
            }

            return;
        }

        if (_parts.Memory.Journal.Maintain(now))
        {
            _parts.Book.SettleOwed();
        }

        if (_parts.Memory.Sequences.IsRunningOut && !_parts.Memory.Journal.IsFaulty)
        {
            _parts.Memory.Sequences.Reserve();
        }
    }

    private void HurryForPersons(long now)
    {
        if (_hurriedFor != _parts.Book.PersonAlarmsRaised)
        {
            _hurriedFor = _parts.Book.PersonAlarmsRaised;
            _parts.Session.Hurry(now);
        }
    }

    // The order on the wire: persons, signs of life, answers, tests, events. True when more is due at once.
    private bool SendDue(long now)
    {
        _parts.Session.BeginSending();
        bool hasMore = _parts.Sender.SendDue(PersonRank, now);
        bool isBlocked = _parts.Heartbeats.SendDue(_parts.Session, now);
        isBlocked = isBlocked || _parts.Commands.SendDue(_parts.Session, now);
        isBlocked = isBlocked || _parts.Programming.SendDue(_parts.Session, now);
        isBlocked = isBlocked || _parts.Diagnostics.SendDue(_parts.Session, now);
        if (!hasMore && !isBlocked && _parts.Home != null)
        {
            _parts.Home.HoldsStates = _parts.Link.Budget.IsSpent;
            isBlocked = _parts.Home.SendDue(_parts.Session, now);
        }

        if (!hasMore && !isBlocked)
        {
            hasMore = _parts.Sender.SendDue(AnyRank, now) || _parts.Events.SendDue(_parts.Session, now);
        }

        if (!hasMore && !isBlocked && !_parts.Session.IsBlocked)
        {
            _parts.Updating.SendDue(_parts.Session, now);
        }

        _parts.Session.EndSending(now);

        // No session, no due alarms that have waited too long for a place in the window: that is progress. So is a
        // session made anew, over another path.
        if (!_parts.Session.IsReady || !_parts.Session.IsBlocked || _sessions != _parts.Session.SessionCount)
        {
            _sessions = _parts.Session.SessionCount;
            _parts.Guard.Mark(ProgressGuard.Alarms);
        }

        return hasMore && !_parts.Session.IsBlocked;
    }

    private long NextStep(long next, long now)
    {
        next = Earlier(next, now + Limits.MaxStepIntervalMilliseconds);
        next = Earlier(next, _parts.SilentTests.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Power.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Commands.NextDueAtMilliseconds());
        next = Earlier(next, _parts.Speech.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Rules.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Programming.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Updating.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Panel.NextDueAtMilliseconds);
        next = Earlier(next, _parts.Link.NextDueAtMilliseconds(now));
        next = Earlier(next, _parts.LampRules.NextDueAtMilliseconds(now));
        if (_parts.Home != null)
        {
            next = Earlier(next, _parts.Home.NextDueAtMilliseconds(now));
        }

        if (_parts.Session.IsReady)
        {
            long due = Earlier(_parts.Sender.NextDueAtMilliseconds(), _parts.Heartbeats.NextDueAtMilliseconds);
            next = Earlier(next, due > now ? due : _parts.Session.RetryAtMilliseconds(now));
            if (_parts.Session.IsBlocked)
            {
                next = Earlier(next, _parts.Session.RetryAtMilliseconds(now));
            }
            else if (_parts.Home != null && _parts.Home.HasUnsent)
            {
                next = now;
            }
        }

        return next > now ? next : now;
    }

    private long Fail(int code)
    {
        Status.StoppedByCheckCode = code;
        try
        {
            _parts.Memory.State.FailedCheckCode = code;
            _parts.Memory.Journal.WriteState();
            ShowStopped();
        }
        catch (Exception)
        {
            // The restart must come whatever else is broken; what is journalled is journalled.
            Status.StoppedByCheckCode = code;
        }

        _isStopped = true;
        _stoppedFor = BootReason.Fault;
        _restart.Request(BootReason.Fault);
        return _nowMilliseconds + Limits.MaxStepIntervalMilliseconds;
    }

    private void ShowStopped()
    {
        _parts.LampRules.ShowStopped();
        if (_parts.Home != null)
        {
            _parts.Lamps.ShowDevices(false, false, LampColour.Off);
        }
    }

    private void Stop(BootReason reason)
    {
        _parts.Session.Close(_nowMilliseconds);
        ShowStopped();
        _isStopped = true;
        _stoppedFor = reason;
        _restart.Request(reason);
    }
}
