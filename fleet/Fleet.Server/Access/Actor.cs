// The person behind a request.
using System;

namespace Fleet.Server.Access;

/// <summary>A signed-in person in one municipality.</summary>
/// <param name="UserId">The person's id.</param>
/// <param name="TenantId">The municipality whose data the person sees.</param>
/// <param name="DisplayName">What colleagues see.</param>
public sealed record Actor(Guid UserId, Guid TenantId, string DisplayName);
