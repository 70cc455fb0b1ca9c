// Reads the signed-in person from the claims that Access puts there.
using System;
using System.Security.Claims;
using Fleet.Server.Access;

namespace Fleet.Server.Console;

internal static class SignedIn
{
    public const string TenantClaim = "tenant";

    /// <summary>The actor, or null when the principal is not a signed-in person.</summary>
    public static Actor? ToActor(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)
        && Guid.TryParse(principal.FindFirstValue(TenantClaim), out var tenantId)
            ? new Actor(userId, tenantId, principal.Identity.Name ?? "?")
            : null;
}
