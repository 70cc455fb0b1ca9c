// The public handler of the Residents slice.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Residents;

/// <summary>A home as it is entered; the hub's id names it.</summary>
/// <param name="Area">A short place code without personal data; it may stand in any message.</param>
/// <param name="UnitName">The unit that statistics count the home to.</param>
/// <param name="RotaId">Whose rota says which group is on duty; null for the municipality's default rota.</param>
/// <param name="Street">Street and number.</param>
/// <param name="Town">Post code and town.</param>
/// <param name="PhoneNumber">The home's own phone.</param>
/// <param name="HubPhoneNumber">The number of the hub's modem.</param>
/// <param name="KeyNumber">The key's number in the cabinet (HBG-050).</param>
/// <param name="HasDigitalLock">Whether the door has a digital lock.</param>
/// <param name="Plan">What is to be done on an alarm (HBG-058).</param>
/// <param name="Residents">Who lives there; null for nobody.</param>
/// <param name="Relatives">Who may be told, in order; null for nobody.</param>
/// <param name="Absence">Such as "at the hospital until Friday", or an alarm against burglars (HBG-058).</param>
/// <param name="RelativesTurn">Whether relatives are told of alarms too (HUL-032, HUL-155).</param>
/// <param name="Criteria">What is to be done on which cause (HUL-056); null for the plan alone.</param>
public sealed record HomeEntry(
    string? Area = null,
    string? UnitName = null,
    Guid? RotaId = null,
    string? Street = null,
    string? Town = null,
    string? PhoneNumber = null,
    string? HubPhoneNumber = null,
    string? KeyNumber = null,
    bool HasDigitalLock = false,
    string? Plan = null,
    IReadOnlyList<Resident>? Residents = null,
    IReadOnlyList<Relative>? Relatives = null,
    string? Absence = null,
    RelativesTurn RelativesTurn = RelativesTurn.Never,
    IReadOnlyList<ActionCriterion>? Criteria = null);

/// <summary>A home in a list: no personal data, so seeing the list is no look at anybody.</summary>
/// <param name="HubId">The home's hub.</param>
/// <param name="HubName">What the hub is called in lists.</param>
/// <param name="Area">The place code.</param>
/// <param name="UnitName">The unit.</param>
/// <param name="RotaId">Its rota; null for the default one.</param>
/// <param name="KeyNumber">The key's number.</param>
/// <param name="Version">Raised by every change.</param>
public sealed record HomeSummary(
    string HubId, string HubName, string Area, string UnitName, Guid? RotaId, string KeyNumber, long Version);

/// <summary>Whether a home was written.</summary>
public enum HomeChangeResult
{
    /// <summary>The change is committed and in force (HBG-060).</summary>
    Done = 0,

    /// <summary>No such hub in this tenant.</summary>
    NotFound = 1,

    /// <summary>The entry has faults; nothing was changed.</summary>
    Invalid = 2,

    /// <summary>The home has changed since the version the caller had seen.</summary>
    Stale = 3,
}

/// <summary>The answer to a change of a home.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Home">The home as it is now; null when not found or invalid.</param>
/// <param name="Faults">What is wrong.</param>
public sealed record HomeChange(HomeChangeResult Result, Home? Home, IReadOnlyList<FieldFault> Faults);

/// <summary>Shows and changes homes to people; every look at one and every change is in the tenant's log.</summary>
public interface IHomeRecords
{
    /// <summary>The homes by area and hub name, without personal data.</summary>
    Task<IReadOnlyList<HomeSummary>> ListAsync(
        Actor actor, int limit, string? afterHubId, CancellationToken cancellationToken);

    /// <summary>One home with its personal data; the look is logged. Null when nothing has been entered.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="hubId">The home's hub.</param>
    /// <param name="why">A stable code of the reason: case, edit or visit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Home?> LookAsync(Actor actor, string hubId, string why, CancellationToken cancellationToken);

    /// <summary>Writes a home; the change is in force for the next look and the next dispatch.</summary>
    Task<HomeChange> SaveAsync(
        Actor actor, string hubId, HomeEntry entry, long? ifVersion, CancellationToken cancellationToken);
}
