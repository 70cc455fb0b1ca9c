// Makes and steps the parts that bring new firmware.
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Core.Updating;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;
using static Hub.Core.Moment;

namespace Hub.Core;

/// <summary>Orders, release, trial, stepped by <see cref="HubCore"/>; a hub without slots only refuses.</summary>
internal sealed class UpdatingParts
{
    private readonly EventLog _events;
    private readonly UpdateMemory? _memory;
    private readonly UpdateReports? _reports;
    private long _mountAtMilliseconds = long.MinValue;
    private bool _wasFaulty;

    internal UpdatingParts(HubSettings settings, HubPorts ports, HubParts parts)
    {
        _events = parts.Events;
        if (ports.Firmware != null)
        {
            _memory = new UpdateMemory(ports.UpdateFlash!);
            _reports = new UpdateReports(parts.Memory, ports.Random!, settings.UpdateKey);
            System.Array.Copy(settings.ClassId, 0, _reports.State.ClassId, 0, UpdateLimits.ClassIdBytes);
            Update = new FirmwareUpdate(ports, parts, _memory, _reports, new ReleaseProof(settings, ports.Firmware));
        }

        Orders = new UpdateOrders(Update, parts.Commands, parts.Clock, settings.UpdateKey);
        parts.DownMessages.Attach(this);
    }

    internal FirmwareUpdate? Update { get; }

    internal UpdateOrders Orders { get; }

    /// <summary>When these parts must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds
    {
        get
        {
            return Update == null ? long.MaxValue
                : _memory!.IsMounted ? Update.NextDueAtMilliseconds
                : Earlier(Update.NextDueAtMilliseconds, _mountAtMilliseconds);
        }
    }

    /// <summary>What cannot be wired together.</summary>
    /// <exception cref="CheckFailedException">A port or a setting is missing.</exception>
    internal static void Refuse(HubSettings settings, HubPorts ports)
    {
        if (ports.Firmware == null)
        {
            return;
        }

        bool isSound = ports.UpdateFlash != null
            && (settings.UpdateKey.Length == 0 || settings.UpdateKey.Length == UpdateLimits.KeyBytes)
            && settings.VendorId.Length == UpdateLimits.ClassIdBytes
            && settings.ClassId.Length == UpdateLimits.ClassIdBytes
            && settings.ReleaseKeys.Length <= UpdateLimits.TrustedKeys;
        for (int i = 0; i < settings.ReleaseKeys.Length && isSound; i++)
        {
            isSound = settings.ReleaseKeys[i].Length <= UpdateRecord.MaxKeyBytes;
        }

        Check.That(isSound, CheckCode.Settings);
    }

    /// <summary>The hub starts.</summary>
    internal void Start(long nowMilliseconds)
    {
        _reports?.RenewNonce();
        StepMemory(nowMilliseconds);
    }

    /// <summary>Does what is due.</summary>
    /// <returns>True when more is due at once.</returns>
    internal bool Step(long nowMilliseconds)
    {
        StepMemory(nowMilliseconds);
        return Update != null && Update.Step(nowMilliseconds);
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>True when something could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        return Update != null && Update.SendDue(session, nowMilliseconds);
    }

    /// <summary>Whether the hub is to restart now into other firmware.</summary>
    internal bool IsRestartDue(long nowMilliseconds)
    {
        return Update != null && Update.IsRestartDue(nowMilliseconds);
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        if (Update != null && Update.IsStarted)
        {
            Update.OnSessionReady(nowMilliseconds);
        }
    }

    internal void OnSessionEnded()
    {
        Update?.OnSessionEnded();
    }

    internal void OnAnswered(MessageKind kind, int publishId)
    {
        if (kind == MessageKind.UpdateState)
        {
            _reports?.OnAnswered(publishId);
        }
    }

    private void StepMemory(long nowMilliseconds)
    {
        if (_memory == null || _memory.IsMounted || nowMilliseconds < _mountAtMilliseconds)
        {
            return;
        }

        _mountAtMilliseconds = nowMilliseconds + Limits.JournalRetryMilliseconds;
        if (_memory.Mount() || (Update!.Firmware.IsOnTrial && !Update.IsStarted))
        {
            // A trial ends in its time whether or not the record can be read.
            Update!.Start(nowMilliseconds);
        }

        if (_memory.DamagedCount > 0)
        {
            _events.Add(
                EventRank.Fault, DeviceTypes.Controller, StatusCodes.Loss, _memory.DamagedCount,
                "update record damaged");
        }

        bool isFaulty = !_memory.IsMounted;
        if (isFaulty != _wasFaulty)
        {
            _wasFaulty = isFaulty;
            _events.Add(
                EventRank.Fault, DeviceTypes.Controller,
                isFaulty ? StatusCodes.Malfunction : StatusCodes.Reestablished, 0, "update store");
        }
    }
}
