// How requests prove who sends them: a cookie for browsers, a token for programs.
using System;
using System.Threading.Tasks;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Access;

/// <summary>Registers authentication and the policies.</summary>
public static class ApiAuthentication
{
    /// <summary>The scheme that picks cookie or token by what the request carries.</summary>
    public const string Scheme = "fleet";

    /// <summary>Adds cookie, bearer token and policies.</summary>
    public static IServiceCollection AddFleetAuthentication(this IServiceCollection services, AccessOptions options)
    {
        TimeSpan session = TimeSpan.FromMinutes(options.SessionMinutes);
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, policy => policy.ForwardDefaultSelector = Pick)
            .AddBearerToken(BearerTokenDefaults.AuthenticationScheme, bearer => bearer.BearerTokenExpiration = session)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, cookie => Configure(cookie, session));
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.See, policy => policy.RequireRole(
                Roles.Operator,
                Roles.Supervisor,
                Roles.Technician,
                Roles.AlarmResponsible,
                Roles.UnitLead,
                Roles.Admin))
            .AddPolicy(Policies.HandleCases, policy => policy.RequireRole(
                Roles.Operator, Roles.Supervisor, Roles.Admin))
            .AddPolicy(Policies.Respond, policy => policy.RequireRole(Roles.Responder, Roles.Admin))
            .AddPolicy(Policies.PlanDispatch, policy => policy.RequireRole(Roles.Supervisor, Roles.Admin))
            .AddPolicy(Policies.MarkWrongAlarms, policy => policy.RequireRole(
                Roles.Operator,
                Roles.Supervisor,
                Roles.AlarmResponsible,
                Roles.UnitLead,
                Roles.Responder,
                Roles.Admin))
            .AddPolicy(Policies.DecideSettings, policy => policy.RequireRole(Roles.AlarmResponsible, Roles.Admin))
            .AddPolicy(Policies.ChangeSettings, policy => policy.RequireRole(
                Roles.Technician, Roles.AlarmResponsible, Roles.Admin))
            .AddPolicy(Policies.FollowUp, policy => policy.RequireRole(
                Roles.UnitLead, Roles.Supervisor, Roles.Admin))
            .AddPolicy(Policies.SeeHomes, policy => policy.RequireRole(
                Roles.Operator, Roles.Supervisor, Roles.Technician, Roles.AlarmResponsible, Roles.Admin))
            .AddPolicy(Policies.ChangeHomes, policy => policy.RequireRole(
                Roles.Supervisor, Roles.Technician, Roles.Admin))
            .AddPolicy(Policies.CommandHubs, policy => policy.RequireRole(
                Roles.Operator, Roles.Supervisor, Roles.Technician, Roles.Admin))
            .AddPolicy(Policies.HandleHubs, policy => policy.RequireRole(Roles.Technician, Roles.Admin));
        return services;
    }

    private static string Pick(HttpContext context)
    {
        string? authorization = context.Request.Headers.Authorization;
        return authorization is not null && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? BearerTokenDefaults.AuthenticationScheme
            : CookieAuthenticationDefaults.AuthenticationScheme;
    }

    private static void Configure(CookieAuthenticationOptions cookie, TimeSpan session)
    {
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/not-yours";
        cookie.ExpireTimeSpan = session;
        cookie.SlidingExpiration = true;
        cookie.Cookie.Name = "fleet";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>A program asking the API gets a status, a person asking for a page gets the sign-in page.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments(ApiRoutes.Root, StringComparison.Ordinal))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
