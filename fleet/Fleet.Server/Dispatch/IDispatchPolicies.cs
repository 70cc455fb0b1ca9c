// The tenant's policy: what messages may tell, and for how long links show it.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Dispatch;

/// <summary>What messages may tell of people.</summary>
public enum MessagePrivacy
{
    /// <summary>Nothing: case number, place code, key number and cause; the rest behind a sign-in (HUL-015).</summary>
    Pseudonymous = 0,

    /// <summary>Name, address and phone in the message itself (HBG-066): the municipality's explicit choice.</summary>
    FullDetails = 1,
}

/// <summary>The policy as it is entered.</summary>
/// <param name="Privacy">What messages may tell of people.</param>
/// <param name="LinkMinutes">How long after the acceptance a link shows the home (HBG-070); 5 to 1,440.</param>
/// <param name="Reason">Why it is changed, 1 to 500 characters, without personal data.</param>
/// <param name="ResetTemplates">
/// True to put templates that break the new policy back to the built-in ones; else the change is refused.
/// </param>
public sealed record PolicyEntry(
    MessagePrivacy? Privacy = null, int? LinkMinutes = null, string? Reason = null, bool ResetTemplates = false);

/// <summary>A version of the policy.</summary>
/// <param name="Privacy">What messages may tell of people.</param>
/// <param name="LinkMinutes">How long after the acceptance a link shows the home.</param>
/// <param name="ChangedAt">When it was set; null for the built-in policy.</param>
/// <param name="ChangedBy">By whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Version">Its version; 0 for the built-in policy.</param>
public sealed record DispatchPolicyView(
    MessagePrivacy Privacy,
    int LinkMinutes,
    DateTimeOffset? ChangedAt,
    string ChangedBy,
    string Reason,
    long Version);

/// <summary>Shows and changes the policy; every version is kept.</summary>
public interface IDispatchPolicies
{
    /// <summary>The policy in force.</summary>
    Task<DispatchPolicyView> FindAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>All versions, newest first.</summary>
    Task<IReadOnlyList<DispatchPolicyView>> HistoryAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Sets the policy; logged with its reason.</summary>
    Task<DispatchChange<DispatchPolicyView>> SetAsync(
        Actor actor, PolicyEntry entry, long? ifVersion, CancellationToken cancellationToken);
}
