// The end points around a session: still there?, longer, out, and the language.
using System;
using System.Security.Claims;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Console.Sessions;

internal static class SessionEndpoints
{
    /// <summary>The sign-in page, and where to go after it.</summary>
    /// <param name="returnPath">A path within the console, without its first slash.</param>
    /// <param name="hasExpired">Whether the page should say that the session ended.</param>
    public static string SignInPath(string returnPath, bool hasExpired = false) =>
        $"/sign-in?ReturnUrl={Uri.EscapeDataString("/" + returnPath)}{(hasExpired ? "&expired=true" : "")}";

    /// <summary>A path within this site, or the alarm list: never another site's address.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/'] or ['/', not ('/' or '\\'), ..] ? returnUrl : "/";

    /// <summary>Where a person begins: a responder with the cases they are told about, others with the list.</summary>
    public static string Home(ClaimsPrincipal person) =>
        ActorClaims.Read(person) is null ? "/sign-in" : person.IsInRole(Roles.Responder) ? "/respond" : "/alarms";

    /// <summary>Where a person goes after signing in: where they wanted to, if their role has it.</summary>
    public static string AfterSignIn(ClaimsPrincipal person, string? returnUrl)
    {
        var local = Local(returnUrl);
        var isForResponders = local == "/respond" || local.StartsWith("/respond/", StringComparison.Ordinal)
            || local.StartsWith("/r/", StringComparison.Ordinal);
        return local == "/" || (person.IsInRole(Roles.Responder) && !isForResponders) ? Home(person) : local;
    }

    /// <summary>When the request's session ends by itself; null when there is none or it doesn't.</summary>
    public static async Task<DateTimeOffset?> EndOfAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync();
        return ticket.Succeeded ? ticket.Properties.ExpiresUtc : null;
    }

    public static void MapConsoleSessions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (HttpContext http) => Results.LocalRedirect(Home(http.User)))
            .AllowAnonymous()
            .ExcludeFromDescription();
        endpoints.MapGet("/session", IsThere).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/session/extend", ExtendAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/language/{code}", SetLanguage).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Asked by a page that lost its live connection: 204 is "come back", 401 is "sign in again".</summary>
    private static IResult IsThere(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return ActorClaims.Read(http.User) is null ? Results.Unauthorized() : Results.NoContent();
    }

    private static async Task<IResult> ExtendAsync(HttpContext http, [FromForm] string? returnUrl)
    {
        var ticket = await http.AuthenticateAsync();
        if (ticket is not { Succeeded: true, Properties: var properties })
        {
            return Results.Redirect(SignInPath("", hasExpired: true));
        }

        // Without its times the scheme gives the ticket a full new length.
        (properties.IssuedUtc, properties.ExpiresUtc) = (null, null);
        await http.SignInAsync(ticket.Principal, properties);
        return Results.LocalRedirect(Local(returnUrl));
    }

    private static IResult SetLanguage(HttpContext http, string code, string? returnUrl)
    {
        if (ConsoleLanguages.IsKnown(code))
        {
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(code)),
                new CookieOptions
                {
                    HttpOnly = true,
                    IsEssential = true,
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    Secure = http.Request.IsHttps,
                });
        }

        return Results.LocalRedirect(Local(returnUrl));
    }
}
