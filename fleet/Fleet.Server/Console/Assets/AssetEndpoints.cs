// Serves the console's assets.
using System;
using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Fleet.Server.Console.Assets;

internal static class AssetEndpoints
{
    /// <summary>A year: the address changes when a file does.</summary>
    private const string KeepForEver = "public, max-age=31536000, immutable";

    public static void MapConsoleAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/assets/{version}/{**path}", Serve).AllowAnonymous().ExcludeFromDescription();

    private static IResult Serve(HttpContext context, ConsoleAssets assets, string version, string path)
    {
        var asset = assets.Find(path);
        if (asset is null)
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = version == assets.Version ? KeepForEver : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var takesBrotli = context.Request.GetTypedHeaders().AcceptEncoding
            .Any(encoding => encoding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && encoding.Quality != 0);
        if (takesBrotli)
        {
            headers.ContentEncoding = "br";
        }

        return Results.Bytes(takesBrotli ? asset.Brotli : asset.Bytes, asset.ContentType);
    }
}
