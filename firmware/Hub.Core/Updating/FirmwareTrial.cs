// Asks of new firmware what a hub is for: a link, a radio, and an alarm that is held.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Pairing;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>
/// A trial is won when the fleet manager holds a test alarm that this firmware raised, over a link it made, while the
/// radio works. It is lost when ten minutes are over, or when somebody calls for help and is not heard within one.
/// A home whose devices report often enough must have been heard, too.
/// </summary>
internal sealed class FirmwareTrial
{
    /// <summary>Neither won nor lost yet.</summary>
    internal const int Open = 0;

    /// <summary>The firmware has proved itself.</summary>
    internal const int Won = 1;

    /// <summary>To be gone back from; <see cref="Reason"/> says why.</summary>
    internal const int Lost = 2;

    private readonly UplinkSession _session;
    private readonly PendingAlarms _alarms;
    private readonly AlarmBook _book;
    private readonly SilentTests _tests;
    private readonly HomeParts? _home;
    private readonly RadioParts? _radio;
    private readonly Ports.IRadio? _transceiver;
    private long _endsAtMilliseconds = long.MaxValue;
    private long _askAtMilliseconds;
    private long _calledAtMilliseconds = long.MaxValue;
    private long _heldBefore;

    internal FirmwareTrial(HubPorts ports, HubParts parts)
    {
        _session = parts.Session;
        _alarms = parts.Memory.Alarms;
        _book = parts.Book;
        _tests = parts.SilentTests;
        _home = parts.Home;
        _radio = parts.Radio;
        _transceiver = ports.Radio;
    }

    /// <summary>Why it was lost.</summary>
    internal UpdateReason Reason { get; private set; }

    /// <summary>When it must be looked at again; long.MaxValue when there is none.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Whole seconds until the trial is lost.</summary>
    internal int SecondsLeft(long nowMilliseconds)
    {
        long left = (_endsAtMilliseconds - nowMilliseconds + 999) / 1000;
        return _endsAtMilliseconds == long.MaxValue || left < 0 ? 0 : (int)left;
    }

    /// <summary>Begins.</summary>
    internal void Begin(long nowMilliseconds)
    {
        _endsAtMilliseconds = nowMilliseconds + Limits.FirmwareTrialMilliseconds;
        _askAtMilliseconds = nowMilliseconds;
        _heldBefore = _book.HeldAlarmCount;
        NextDueAtMilliseconds = nowMilliseconds;
    }

    /// <summary>The trial is over.</summary>
    internal void End()
    {
        NextDueAtMilliseconds = long.MaxValue;
        _endsAtMilliseconds = long.MaxValue;
    }

    /// <summary>Asks, and looks at what came of it.</summary>
    /// <returns>Open, won or lost.</returns>
    internal int Step(long nowMilliseconds)
    {
        NextDueAtMilliseconds = nowMilliseconds + Limits.UpdateLookMilliseconds;
        bool isHeld = _book.HeldAlarmCount > _heldBefore;
        bool isRadioDead = _transceiver != null && !_transceiver.IsWorking;
        bool isHeard = _home == null || _home.Link.AcceptedCount > 0;
        bool isOver = nowMilliseconds >= _endsAtMilliseconds;
        if (isHeld && !isRadioDead && (isHeard || !IsHearingExpected() || isOver))
        {
            Reason = isOver && !isHeard && IsHearingExpected() ? UpdateReason.NoRadio : UpdateReason.None;
            return Reason == UpdateReason.None ? Won : Lost;
        }

        if (isOver || IsCallUnheard(nowMilliseconds))
        {
            Reason = !_session.IsReady ? UpdateReason.NoLink
                : isHeld ? UpdateReason.NoRadio
                : UpdateReason.NoTestAlarm;
            return Lost;
        }

        if (!isHeld && _session.IsReady && nowMilliseconds >= _askAtMilliseconds)
        {
            _askAtMilliseconds = nowMilliseconds + Limits.FirmwareTrialAskMilliseconds;
            _tests.RaiseExtra(nowMilliseconds);
        }

        return Open;
    }

    // Devices report at intervals of their own: with five reports due in the time of a trial, all of them missing is
    // no chance any more (less than one in a hundred).
    private bool IsHearingExpected()
    {
        if (_radio == null)
        {
            return false;
        }

        const int trialMinutes = Limits.FirmwareTrialMilliseconds / 60_000;
        int thousandths = 0;
        for (int i = 0; i < _radio.Table.Count; i++)
        {
            PairedDevice device = _radio.Table.At(i);
            if (!device.IsVendor && device.SupervisionMinutes > 0)
            {
                int part = device.SupervisionMinutes <= trialMinutes
                    ? 1_000 : trialMinutes * 1_000 / device.SupervisionMinutes;
                thousandths += part;
            }
        }

        return thousandths >= Limits.TrialReportsExpected * 1_000;
    }

    private bool IsCallUnheard(long nowMilliseconds)
    {
        if (_alarms.PersonCount == 0)
        {
            _calledAtMilliseconds = long.MaxValue;
            return false;
        }

        if (_calledAtMilliseconds == long.MaxValue)
        {
            _calledAtMilliseconds = nowMilliseconds;
        }

        return nowMilliseconds - _calledAtMilliseconds >= Limits.FirmwareTrialCallMilliseconds;
    }
}
