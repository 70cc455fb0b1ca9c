// Sign-in for programs, and who one is.
using System;
using System.Globalization;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Access;

/// <summary>User name and password, for a token.</summary>
/// <param name="UserName">Up to 200 characters.</param>
/// <param name="Password">Up to 200 characters.</param>
public sealed record TokenRequest(string? UserName, string? Password);

/// <summary>Who is signed in.</summary>
/// <param name="UserId">The person.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="DisplayName">What colleagues see.</param>
/// <param name="Role">operator, technician or admin.</param>
public sealed record WhoAmI(Guid UserId, Guid TenantId, string DisplayName, string Role);

/// <summary>Maps sign-in.</summary>
public static class AccessEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Access).WithTags("Access");
        group.MapPost("/token", SignInAsync)
            .AllowAnonymous()
            .WithName("signIn")
            .WithSummary("Gives a bearer token for user name and password")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapGet("/me", Me)
            .RequireAuthorization(Policies.See)
            .WithName("whoAmI")
            .WithSummary("Tells who is signed in")
            .Produces<WhoAmI>();
    }

    private static async Task<IResult> SignInAsync(
        TokenRequest request, IOperatorSignIn signIn, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.UserName) || request.UserName.Length > Limits.Access.CredentialLength)
        {
            return Problems.InvalidField("userName", $"must have 1 to {Limits.Access.CredentialLength} characters.");
        }

        if (string.IsNullOrEmpty(request.Password) || request.Password.Length > Limits.Access.CredentialLength)
        {
            return Problems.InvalidField("password", $"must have 1 to {Limits.Access.CredentialLength} characters.");
        }

        SignInAnswer answer = await signIn.CheckAsync(request.UserName, request.Password, cancellationToken)
            .ConfigureAwait(false);
        if (answer.Result == SignInResult.TooManyAttempts)
        {
            double seconds = Math.Ceiling((answer.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Problems.TooMany.Answer("Too many sign-ins failed for this user name.");
        }

        return answer.Principal is null
            ? Problems.SignInRefused.Answer("Check both; which of them is wrong is not told.")
            : TypedResults.SignIn(answer.Principal, authenticationScheme: BearerTokenDefaults.AuthenticationScheme);
    }

    private static WhoAmI Me(ClaimsPrincipal user)
    {
        Actor actor = ActorClaims.Require(user);
        return new WhoAmI(actor.UserId, actor.TenantId, actor.DisplayName, user.FindFirstValue(ClaimTypes.Role) ?? "");
    }
}
