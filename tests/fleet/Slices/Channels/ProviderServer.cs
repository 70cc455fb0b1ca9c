// A provider's HTTP interface on a real port, which answers as the test says.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Slices.Tests.Channels;

/// <summary>One request as it came.</summary>
internal sealed record ProviderRequest(
    string Method, string Path, string Query, string Authorization, string Key, string ContentType, string Body)
{
    public Dictionary<string, string> Form =>
        QueryHelpers.ParseQuery(Body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}

internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ProviderServer(WebApplication app)
    {
        _app = app;
    }

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<ProviderRequest> Requests { get; } = [];

    /// <summary>What it answers.</summary>
    public Func<HttpContext, Task> Script { get; set; } = Say(200, """{"id":"s123","status":"created"}""");

    public static async Task<ProviderServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var server = new ProviderServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    public static Func<HttpContext, Task> Say(int status, string body) => async context =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Requests.Enqueue(new ProviderRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.Authorization.ToString(),
            context.Request.Headers["Idempotency-Key"].ToString(),
            context.Request.ContentType ?? "",
            await reader.ReadToEndAsync()));
        await Script(context);
    }
}
