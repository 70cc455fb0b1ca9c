// How cases have responders told.
using System;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>The case that responders are told about, as far as telling them needs it.</summary>
/// <param name="TenantId">The municipality.</param>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubRowId">The home's hub.</param>
/// <param name="Kind">Person, technical or test.</param>
/// <param name="DeviceType">SCAIP device type.</param>
/// <param name="StatusCode">SCAIP status code.</param>
/// <param name="Occupants">For whom: bit n is occupant n; 0 when not told apart.</param>
/// <param name="Priority">1 is the highest.</param>
/// <param name="Now">Unix milliseconds UTC.</param>
/// <param name="GroupId">The group to tell; null for the home's group on duty now.</param>
/// <param name="ActorId">Who asks for it; null for the chain.</param>
/// <param name="ActorName">The actor's display name.</param>
public sealed record DispatchOrder(
    Guid TenantId,
    Guid CaseId,
    long CaseNumber,
    long HubRowId,
    CaseKind Kind,
    int DeviceType,
    int StatusCode,
    int Occupants,
    int Priority,
    long Now,
    Guid? GroupId = null,
    Guid? ActorId = null,
    string? ActorName = null);

/// <summary>Who was told.</summary>
/// <param name="GroupId">The group; null when nobody could be found.</param>
/// <param name="GroupName">The group's name; empty when nobody could be found.</param>
/// <param name="Told">How many phones a message or call was queued for; 0 when nobody could be found.</param>
/// <param name="Detail">A line for the log without personal data.</param>
public sealed record DispatchResult(Guid? GroupId, string GroupName, int Told, string Detail)
{
    /// <summary>True when at least one phone is being told.</summary>
    public bool IsAnybodyTold => Told > 0;
}

/// <summary>
/// Tells responders inside the caller's transaction: what is queued here is sent after the commit, and after a restart.
/// Nothing here moves the case; that is for the caller and for <see cref="ICaseProgress"/>.
/// </summary>
public interface IDispatching
{
    /// <summary>Tells the first and second phones of the group on duty at the same time (HUL-002).</summary>
    DispatchResult Begin(StoreSession session, DispatchOrder order);

    /// <summary>Tells those next in order who have not declined; after the last the first again.</summary>
    DispatchResult Next(StoreSession session, DispatchOrder order);

    /// <summary>Calls those who have been told and have not answered, by voice (HBG-068).</summary>
    DispatchResult Call(StoreSession session, DispatchOrder order);

    /// <summary>Reminds who accepted to check in or out (UPP-033).</summary>
    DispatchResult Remind(StoreSession session, DispatchOrder order);

    /// <summary>
    /// Somebody accepted, or the case closed: whoever else was told learns that it is taken care of, waiting messages
    /// are not sent any more, and links to the case end after their time (HBG-070, HUL-062).
    /// </summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="order">The case.</param>
    /// <param name="acceptedBy">Who accepted; null when the case was closed.</param>
    void Settle(StoreSession session, DispatchOrder order, Guid? acceptedBy);
}
