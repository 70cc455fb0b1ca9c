// Between claims and the person they describe.
using System;
using System.Security.Claims;

namespace Fleet.Server.Access;

/// <summary>Writes a person into claims, and reads the person back.</summary>
public static class ActorClaims
{
    /// <summary>The claim with the municipality's id.</summary>
    public const string Tenant = "tenant";

    private const string AuthenticationType = "password";

    /// <summary>The principal of a user who has proved who they are.</summary>
    public static ClaimsPrincipal Principal(AppUserRow user)
    {
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.UserId.ToString()),
                new Claim(Tenant, user.TenantId.ToString()),
                new Claim(ClaimTypes.Name, user.DisplayName),
                new Claim(ClaimTypes.Role, user.Role),
            ],
            AuthenticationType));
    }

    /// <summary>The person behind a principal; null when it is nobody.</summary>
    public static Actor? Read(ClaimsPrincipal principal)
    {
        return principal.Identity is { IsAuthenticated: true, Name: { } name }
            && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out Guid userId)
            && Guid.TryParse(principal.FindFirstValue(Tenant), out Guid tenantId)
            ? new Actor(userId, tenantId, name, principal.FindFirstValue(ClaimTypes.Role) ?? "")
            : null;
    }

    /// <summary>The person behind a request that a policy has let through.</summary>
    /// <exception cref="InvalidOperationException">It is nobody: the policy is wrong.</exception>
    public static Actor Require(ClaimsPrincipal principal)
    {
        return Read(principal)
            ?? throw new InvalidOperationException("A policy let a request through that names no person.");
    }
}
