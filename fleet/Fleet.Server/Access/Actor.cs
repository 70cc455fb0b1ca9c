// The person behind a request.
using System;

namespace Fleet.Server.Access;

/// <summary>A signed-in person in one municipality.</summary>
/// <param name="UserId">The person's id.</param>
/// <param name="TenantId">The municipality whose data the person sees.</param>
/// <param name="DisplayName">What colleagues see.</param>
/// <param name="Role">One of <see cref="Roles"/>; empty when it gives no more rights than the others.</param>
public sealed record Actor(Guid UserId, Guid TenantId, string DisplayName, string Role = "")
{
    /// <summary>True for those who hand cases over between others.</summary>
    public bool IsSupervisor => Role is Roles.Supervisor or Roles.Admin;
}
