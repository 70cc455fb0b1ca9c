// The public handler of groups of hubs.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Programming.Settings;

/// <summary>Hubs that have settings in common, such as those of a house; a hub is in one group at most.</summary>
public interface IHubGroups
{
    /// <summary>The groups of the actor's tenant, by name.</summary>
    Task<IReadOnlyList<HubGroupView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Makes a group.</summary>
    /// <param name="actor">Who does.</param>
    /// <param name="name">1 to <see cref="Limits.Programming.GroupNameLength"/> characters, none twice.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<HubGroupChange> AddAsync(Actor actor, string name, CancellationToken cancellationToken);

    /// <summary>Gives a group another name.</summary>
    Task<HubGroupChange> RenameAsync(Actor actor, Guid groupId, string name, CancellationToken cancellationToken);

    /// <summary>Puts a hub into a group, or out of all; what the group tells is sent to it.</summary>
    /// <param name="actor">Who does.</param>
    /// <param name="hubId">The hub.</param>
    /// <param name="groupId">The group; null for none.</param>
    /// <param name="cause">Why.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    Task<HubGroupChange> PutAsync(
        Actor actor, string hubId, Guid? groupId, ChangeCause cause, CancellationToken cancellationToken);
}

/// <summary>A group of hubs.</summary>
/// <param name="GroupId">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Hubs">How many hubs are in it.</param>
public sealed record HubGroupView(Guid GroupId, string Name, int Hubs);

/// <summary>The answer to a change of a group.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Group">The group; null when a hub was taken out of all, or nothing was done.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
public sealed record HubGroupChange(
    SettingsResult Result, HubGroupView? Group, IReadOnlyList<FieldFault> Faults);
