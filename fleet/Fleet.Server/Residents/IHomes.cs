// What responders and operators may know of a home.
using System;
using System.Collections.Generic;
using Fleet.Server.Store;

namespace Fleet.Server.Residents;

/// <summary>Somebody who lives in the home.</summary>
/// <param name="Occupant">The number that the hub and the wire know; 1 to 9.</param>
/// <param name="Name">First and last name.</param>
public sealed record Resident(int Occupant, string Name);

/// <summary>A relative who may be told (HUL-032).</summary>
/// <param name="Order">1 is told first.</param>
/// <param name="Name">Their name.</param>
/// <param name="PhoneNumber">International form, such as +46701234567.</param>
/// <param name="IsToldOfOutages">Whether they are on the list of long outages (NOR-039).</param>
public sealed record Relative(int Order, string Name, string PhoneNumber, bool IsToldOfOutages);

/// <summary>When a home's relatives are told of its alarms (HUL-032).</summary>
public enum RelativesTurn
{
    /// <summary>Never by the chain.</summary>
    Never = 0,

    /// <summary>After the staff, when nobody of them has accepted.</summary>
    AfterStaff = 1,

    /// <summary>Before the staff.</summary>
    BeforeStaff = 2,
}

/// <summary>What is to be done when an alarm of one cause comes from the home (HUL-056).</summary>
/// <param name="StatusCode">The SCAIP status code; 0 to 255.</param>
/// <param name="Text">What is to be done.</param>
public sealed record ActionCriterion(int StatusCode, string Text);

/// <summary>A home with its personal data: only from the care schema, only for those who may see it.</summary>
/// <param name="HubRowId">The home's hub.</param>
/// <param name="Area">A short place code without personal data, such as "Söder 14"; may stand in any message.</param>
/// <param name="UnitName">The unit that statistics count the home to.</param>
/// <param name="RotaId">Whose rota says which group is on duty; null when none is set.</param>
/// <param name="Street">Street and number.</param>
/// <param name="Town">Post code and town.</param>
/// <param name="PhoneNumber">The home's own phone; empty when none.</param>
/// <param name="HubPhoneNumber">The number of the hub's modem; empty when none.</param>
/// <param name="KeyNumber">The key's number in the cabinet (HBG-050); empty when none.</param>
/// <param name="HasDigitalLock">Whether the door has a digital lock.</param>
/// <param name="Plan">What is to be done on an alarm (HBG-058, HUL-004).</param>
/// <param name="Residents">Who lives there.</param>
/// <param name="Relatives">Who may be told, in order.</param>
/// <param name="Version">Raised by every change.</param>
/// <param name="Absence">A note of absence or of an alarm against burglars (HBG-058); empty when none.</param>
/// <param name="RelativesTurn">Whether relatives are told of alarms too.</param>
/// <param name="Criteria">What is to be done on which cause; null for the plan alone.</param>
public sealed record Home(
    long HubRowId,
    string Area,
    string UnitName,
    Guid? RotaId,
    string Street,
    string Town,
    string PhoneNumber,
    string HubPhoneNumber,
    string KeyNumber,
    bool HasDigitalLock,
    string Plan,
    IReadOnlyList<Resident> Residents,
    IReadOnlyList<Relative> Relatives,
    long Version,
    string Absence = "",
    RelativesTurn RelativesTurn = RelativesTurn.Never,
    IReadOnlyList<ActionCriterion>? Criteria = null);

/// <summary>Reads homes inside the caller's transaction. Who shows one to a person logs the look.</summary>
public interface IHomes
{
    /// <summary>The home of a hub; null when nothing has been entered.</summary>
    Home? Find(StoreSession session, Guid tenantId, long hubRowId);
}
