// Answers an address that leads nowhere: with a page to a person, with a bare status to a program.
using System;
using System.Linq;
using Fleet.Server.Console.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Console.Sessions;

internal static class NotFoundEndpoint
{
    public static void MapConsoleNotFound(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapFallback(Answer)
            .AllowAnonymous()
            .WithMetadata(new ExcludeFromInteractiveRoutingAttribute());

    private static IResult Answer(HttpContext http)
    {
        var isPerson = HttpMethods.IsGet(http.Request.Method)
            && !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
        return isPerson
            ? new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }
}
