// Rotas: which group is on duty when.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Dispatch;

/// <summary>A time of the week in which a group is on duty, by Swedish time (HUL-031, NOR-028).</summary>
/// <param name="GroupId">The group on duty.</param>
/// <param name="From">The first minute, such as 06:46.</param>
/// <param name="Until">
/// The first minute after it, such as 21:30, or 24:00; not later than <paramref name="From"/> when it goes over
/// midnight, the same for a whole day and night.
/// </param>
/// <param name="Days">The days on which it begins; null or empty for every day.</param>
/// <param name="BackupGroupId">Who is told after the group, when nobody of it has accepted (UPP-029).</param>
/// <param name="FirstDay">The first day on which it begins; null for no bound.</param>
/// <param name="LastDay">The last day on which it begins; null for no bound.</param>
/// <param name="IsException">
/// True for a window that goes before the ordinary ones, such as a holiday's; then both days must be given.
/// </param>
public sealed record RotaWindow(
    Guid GroupId,
    string From,
    string Until,
    IReadOnlyList<DayOfWeek>? Days = null,
    Guid? BackupGroupId = null,
    DateOnly? FirstDay = null,
    DateOnly? LastDay = null,
    bool IsException = false);

/// <summary>A rota as it is entered: every minute of every day must be covered (HBG-065).</summary>
/// <param name="Name">1 to 60 characters, unique in the tenant.</param>
/// <param name="IsDefault">Whether homes without a rota of their own use it; one rota is the default.</param>
/// <param name="Windows">1 to 50 windows; ordinary ones may not overlap.</param>
public sealed record RotaEntry(
    string? Name = null, bool IsDefault = false, IReadOnlyList<RotaWindow>? Windows = null);

/// <summary>A rota.</summary>
/// <param name="RotaId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDefault">Whether homes without a rota of their own use it.</param>
/// <param name="Windows">Its windows.</param>
/// <param name="Homes">How many homes have it as their own.</param>
/// <param name="Version">Raised by every change.</param>
public sealed record RotaView(
    Guid RotaId, string Name, bool IsDefault, IReadOnlyList<RotaWindow> Windows, int Homes, long Version);

/// <summary>Who is on duty (HUL-076).</summary>
/// <param name="RotaId">The rota.</param>
/// <param name="RotaName">Its name.</param>
/// <param name="GroupId">The group; null in a gap.</param>
/// <param name="GroupName">Its name; empty in a gap.</param>
/// <param name="Until">When the next group takes over; null when none does within eight days.</param>
/// <param name="Phones">The group's phones with the numbers in force then.</param>
public sealed record DutyView(
    Guid RotaId,
    string RotaName,
    Guid? GroupId,
    string GroupName,
    DateTimeOffset? Until,
    IReadOnlyList<DutyPhone> Phones);

/// <summary>A phone on duty.</summary>
/// <param name="Name">What colleagues call it.</param>
/// <param name="Role">Told at once, or next.</param>
/// <param name="PhoneNumber">The number in force; empty when none.</param>
public sealed record DutyPhone(string Name, RecipientRole Role, string PhoneNumber);

/// <summary>Lists and changes rotas.</summary>
public interface IRotas
{
    /// <summary>All rotas: the default one, then by name.</summary>
    Task<IReadOnlyList<RotaView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>One rota; null when the tenant has none with this id.</summary>
    Task<RotaView?> FindAsync(Actor actor, Guid rotaId, CancellationToken cancellationToken);

    /// <summary>Makes a rota.</summary>
    Task<DispatchChange<RotaView>> AddAsync(Actor actor, RotaEntry entry, CancellationToken cancellationToken);

    /// <summary>Writes a rota anew.</summary>
    Task<DispatchChange<RotaView>> ChangeAsync(
        Actor actor, Guid rotaId, RotaEntry entry, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Removes a rota; refused while homes use it.</summary>
    Task<DispatchChange<RotaView>> RemoveAsync(Actor actor, Guid rotaId, CancellationToken cancellationToken);

    /// <summary>Checks a rota without writing it: its faults and gaps.</summary>
    Task<DispatchChange<RotaView>> CheckAsync(
        Actor actor, Guid? rotaId, RotaEntry entry, CancellationToken cancellationToken);

    /// <summary>Who is on duty at a time, for each rota.</summary>
    Task<IReadOnlyList<DutyView>> OnDutyAsync(Actor actor, DateTimeOffset? at, CancellationToken cancellationToken);
}
