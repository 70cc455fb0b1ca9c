// Responder groups: who is told together, in which order, and by which number from when.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Dispatch;

/// <summary>What kind of group it is.</summary>
public enum GroupKind
{
    /// <summary>A provider's staff by day.</summary>
    Provider = 0,

    /// <summary>The night patrol.</summary>
    NightPatrol = 1,

    /// <summary>The supervisors on duty.</summary>
    Supervisor = 2,

    /// <summary>The reserve reception.</summary>
    Reserve = 3,

    /// <summary>Relatives who are told like staff, for homes outside the service.</summary>
    Relatives = 4,
}

/// <summary>Which phone of the group it is.</summary>
public enum RecipientRole
{
    /// <summary>Told at once.</summary>
    First = 0,

    /// <summary>Told at the same time as the first (HUL-002).</summary>
    Second = 1,

    /// <summary>Told next, when neither has accepted (HUL-031).</summary>
    Support = 2,
}

/// <summary>By what a recipient is told.</summary>
public enum RecipientChannel
{
    /// <summary>Short message (HBG-048).</summary>
    Sms = 0,

    /// <summary>A call that says the text and takes 1 or 2.</summary>
    Voice = 1,
}

/// <summary>A change of a recipient's number (HBG-079).</summary>
/// <param name="OldNumber">The number until then; empty when there was none.</param>
/// <param name="NewNumber">The number from then on; empty for none.</param>
/// <param name="From">From when it holds, to the minute.</param>
/// <param name="ChangedAt">When it was entered.</param>
/// <param name="ChangedBy">By whom.</param>
public sealed record NumberChange(
    string OldNumber, string NewNumber, DateTimeOffset From, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>A phone of a group.</summary>
/// <param name="RecipientId">Its id.</param>
/// <param name="Order">The place in the group's order of calling (UPP-029); 1 is first.</param>
/// <param name="Role">Told at once, or next.</param>
/// <param name="Name">What colleagues call it, such as "Larm 1"; never a resident's name.</param>
/// <param name="Channel">By what it is told.</param>
/// <param name="IsActive">False when it is not told for the time being.</param>
/// <param name="PhoneNumber">The number in force now; empty when none.</param>
/// <param name="Numbers">All changes of the number, newest first; those to come are among them.</param>
public sealed record RecipientView(
    Guid RecipientId,
    int Order,
    RecipientRole Role,
    string Name,
    RecipientChannel Channel,
    bool IsActive,
    string PhoneNumber,
    IReadOnlyList<NumberChange> Numbers);

/// <summary>A person who signs in for the group.</summary>
/// <param name="UserId">The person.</param>
/// <param name="UserName">What is typed when signing in.</param>
/// <param name="DisplayName">What colleagues see.</param>
public sealed record GroupMember(Guid UserId, string UserName, string DisplayName);

/// <summary>A responder group (sv: larmgrupp).</summary>
/// <param name="GroupId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="UnitName">The unit it belongs to.</param>
/// <param name="Kind">What kind it is.</param>
/// <param name="IsActive">False when no rota may use it.</param>
/// <param name="Recipients">Its phones in the order of calling.</param>
/// <param name="Members">Who signs in for it.</param>
/// <param name="Version">Raised by every change.</param>
public sealed record ResponderGroupView(
    Guid GroupId,
    string Name,
    string UnitName,
    GroupKind Kind,
    bool IsActive,
    IReadOnlyList<RecipientView> Recipients,
    IReadOnlyList<GroupMember> Members,
    long Version);

/// <summary>A phone as it is entered; its place in the list is its place in the order of calling.</summary>
/// <param name="RecipientId">Null for a new one.</param>
/// <param name="Name">1 to 40 characters.</param>
/// <param name="Role">Told at once, or next.</param>
/// <param name="Channel">By what.</param>
/// <param name="IsActive">False to leave it out for the time being.</param>
/// <param name="PhoneNumber">A new one's number from now on; of others it is changed with a time of its own.</param>
public sealed record RecipientEntry(
    Guid? RecipientId = null,
    string? Name = null,
    RecipientRole Role = RecipientRole.First,
    RecipientChannel Channel = RecipientChannel.Sms,
    bool IsActive = true,
    string? PhoneNumber = null);

/// <summary>A group as it is entered.</summary>
/// <param name="Name">1 to 60 characters, unique in the tenant.</param>
/// <param name="UnitName">Up to 60 characters.</param>
/// <param name="Kind">What kind it is.</param>
/// <param name="IsActive">False to retire it; refused while a rota needs it.</param>
/// <param name="Recipients">Its phones in order; those left out are removed.</param>
/// <param name="Members">The user names of responders who sign in for it.</param>
public sealed record ResponderGroupEntry(
    string? Name = null,
    string? UnitName = null,
    GroupKind Kind = GroupKind.Provider,
    bool IsActive = true,
    IReadOnlyList<RecipientEntry>? Recipients = null,
    IReadOnlyList<string>? Members = null);

/// <summary>A change of a number.</summary>
/// <param name="PhoneNumber">International form, such as +46701234567; empty for none.</param>
/// <param name="From">From when it holds; null for now. Not in the past; rounded down to the minute.</param>
public sealed record NumberEntry(string? PhoneNumber = null, DateTimeOffset? From = null);

/// <summary>Lists and changes responder groups. Changes are in force at once and are in the tenant's log.</summary>
public interface IResponderGroups
{
    /// <summary>All groups by name.</summary>
    Task<IReadOnlyList<ResponderGroupView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>One group; null when the tenant has none with this id.</summary>
    Task<ResponderGroupView?> FindAsync(Actor actor, Guid groupId, CancellationToken cancellationToken);

    /// <summary>Makes a group.</summary>
    Task<DispatchChange<ResponderGroupView>> AddAsync(
        Actor actor, ResponderGroupEntry entry, CancellationToken cancellationToken);

    /// <summary>Writes a group anew; refused when it would leave a gap.</summary>
    Task<DispatchChange<ResponderGroupView>> ChangeAsync(
        Actor actor, Guid groupId, ResponderGroupEntry entry, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Changes a phone's number from a time on, now or in advance (HBG-079).</summary>
    Task<DispatchChange<ResponderGroupView>> SetNumberAsync(
        Actor actor, Guid groupId, Guid recipientId, NumberEntry entry, CancellationToken cancellationToken);
}
