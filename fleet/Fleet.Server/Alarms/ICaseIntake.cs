// How the ingest and the supervision raise cases.
using System;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Alarms;

/// <summary>What became of an alarm.</summary>
public enum IntakeResult
{
    /// <summary>It raised a case.</summary>
    Raised = 0,

    /// <summary>It joined the open case.</summary>
    Joined = 1,

    /// <summary>It was held already; the hub only missed the acknowledgement.</summary>
    Repeated = 2,
}

/// <summary>The alarm's case and how it got there.</summary>
/// <param name="Result">Raised, joined or repeated.</param>
/// <param name="CaseId">The case.</param>
public readonly record struct Intake(IntakeResult Result, Guid CaseId);

/// <summary>Whose alarm it is.</summary>
/// <param name="HubRowId">The hub's row in the store.</param>
/// <param name="TenantId">The hub's municipality.</param>
public readonly record struct AlarmSource(long HubRowId, Guid TenantId);

/// <summary>A fault that the server itself has found.</summary>
/// <param name="Source">The hub.</param>
/// <param name="DeviceType">SCAIP device type.</param>
/// <param name="StatusCode">SCAIP status code.</param>
/// <param name="TriggerId">The trigger at the hub that is faulty; 0 for the hub itself.</param>
public readonly record struct Fault(AlarmSource Source, int DeviceType, int StatusCode, long TriggerId = 0);

/// <summary>
/// Raises cases inside the caller's transaction, so that a message and its case are committed together.
/// </summary>
public interface ICaseIntake
{
    /// <summary>Takes an alarm of a kind that makes a case. The same (hub, sequence) twice is one alarm.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="source">The hub.</param>
    /// <param name="message">The alarm; neither a silent test nor presence.</param>
    /// <param name="receivedAt">Unix milliseconds UTC.</param>
    Intake Take(StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt);

    /// <summary>Keeps a check-in or check-out at a hub (HBG-077). It makes no case.</summary>
    /// <returns>False when it was kept already.</returns>
    bool TakePresence(StoreSession session, AlarmSource source, AlarmMessage message, long receivedAt);

    /// <summary>When a check-in or check-out was kept, unix milliseconds UTC; null when it was not.</summary>
    long? FindPresence(StoreSession session, long hubRowId, ulong sequence);

    /// <summary>The case of an alarm; null when it has none.</summary>
    Guid? FindCase(StoreSession session, long hubRowId, ulong sequence);

    /// <summary>Notes in the case's log that the hub has been told. Not a change that people need to see.</summary>
    void NoteAcknowledged(StoreSession session, Guid tenantId, Guid caseId, ulong sequence, long at);

    /// <summary>Raises a technical case for a fault, or wakes the open one.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="since">Since when, unix milliseconds UTC.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="detail">A short note without personal data.</param>
    /// <returns>The case.</returns>
    Guid RaiseFault(StoreSession session, Fault fault, long since, long now, string detail);

    /// <summary>Notes that a fault is gone. A case that is closed, or cleared already, stays as it is.</summary>
    void ClearFault(StoreSession session, Fault fault, long now, string detail);
}
