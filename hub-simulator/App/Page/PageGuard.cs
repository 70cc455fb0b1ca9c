// Keeps other web pages and other machines away from the page's server.
using System.Net;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulator.App.Page;

/// <summary>
/// What the page's server does is for the page alone: a request must name this machine as its host, and one that a
/// browser sends on behalf of another page is refused. There is no way for another origin to be let in.
/// </summary>
internal static class PageGuard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    internal static async Task Check(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (IsFromHere(context.Request))
        {
            await next(context);
            return;
        }

        await PageProblem.Of(403, "otherOrigin", "The hubs are touched from their own page on this machine only.")
            .ExecuteAsync(context);
    }

    private static bool IsFromHere(HttpRequest request)
    {
        string host = request.Host.Host;
        bool isLoopback = IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address);
        string? origin = request.Headers.Origin;
        string? site = request.Headers["Sec-Fetch-Site"];

        // Following a link from elsewhere to a page is harmless; fetching from elsewhere is not.
        bool isLink = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate"
            && request.Headers["Sec-Fetch-Dest"] == "document";
        bool isOwn = site is null or "" or "same-origin" or "none" || isLink;
        return (host == "localhost" || isLoopback)
            && (string.IsNullOrEmpty(origin) || origin == $"{request.Scheme}://{request.Host}")
            && isOwn;
    }
}
