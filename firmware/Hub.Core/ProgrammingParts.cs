// Makes and steps the parts that take settings from afar.
using Hub.Core.Linking;
using Hub.Core.Programming;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;
using static Hub.Core.Moment;

namespace Hub.Core;

/// <summary>Settings, their document and their trial, stepped by <see cref="HubCore"/>.</summary>
internal sealed class ProgrammingParts
{
    private readonly EventLog _events;
    private long _mountAtMilliseconds = long.MinValue;
    private bool _wasFaulty;

    internal ProgrammingParts(HubSettings settings, HubPorts ports, HubParts parts)
    {
        _events = parts.Events;
        if (ports.SettingsFlash != null)
        {
            Store = new DocumentStore(
                ports.SettingsFlash, DocumentSeal.SettingsKind, SettingsLimits.MaxDocumentBytes);
        }

        Transfer = new SettingsTransfer(settings, ports, parts, Store);
        Transfer.Attach(parts.Link.Calls);
        parts.DownMessages.Attach(Transfer);
    }

    internal DocumentStore? Store { get; }

    internal SettingsTransfer Transfer { get; }

    /// <summary>When these parts must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds
    {
        get
        {
            bool isMounted = Store == null || Store.IsMounted;
            return isMounted
                ? Transfer.NextDueAtMilliseconds
                : Earlier(Transfer.NextDueAtMilliseconds, _mountAtMilliseconds);
        }
    }

    /// <summary>The hub starts: what was told from afar says where to connect.</summary>
    internal void Start(long nowMilliseconds)
    {
        Transfer.Start();
        StepStore(nowMilliseconds);
    }

    /// <summary>Does what is due.</summary>
    /// <returns>True when more is due at once.</returns>
    internal bool Step(long nowMilliseconds)
    {
        StepStore(nowMilliseconds);
        return Transfer.Step(nowMilliseconds);
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>True when something could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        return Transfer.Reports.SendDue(session, nowMilliseconds);
    }

    private void StepStore(long nowMilliseconds)
    {
        if (Store == null || Store.IsMounted || nowMilliseconds < _mountAtMilliseconds)
        {
            return;
        }

        _mountAtMilliseconds = nowMilliseconds + Limits.JournalRetryMilliseconds;
        if (Store.Mount(Transfer.Buffer) && Store.Length > 0)
        {
            Transfer.TakeFromStore(nowMilliseconds);
        }

        if (Store.DamagedCount > 0)
        {
            _events.Add(
                EventRank.Fault, DeviceTypes.Controller, StatusCodes.Loss, Store.DamagedCount, "settings damaged");
        }

        bool isFaulty = !Store.IsMounted;
        if (isFaulty != _wasFaulty)
        {
            _wasFaulty = isFaulty;
            _events.Add(
                EventRank.Fault, DeviceTypes.Controller,
                isFaulty ? StatusCodes.Malfunction : StatusCodes.Reestablished, 0, "settings store");
        }
    }
}
