// A provider of short messages that fails as a test wants it to.
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Chains;

/// <summary>What the provider does with a message.</summary>
internal enum ProviderMood
{
    /// <summary>Takes it.</summary>
    Takes,

    /// <summary>Answers 500.</summary>
    Fails,

    /// <summary>Answers nothing at all.</summary>
    Hangs,
}

/// <summary>Listens on this machine and keeps what it was asked.</summary>
internal sealed class ScriptedProvider : System.IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _end = new();

    private ScriptedProvider(int port)
    {
        Port = port;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _application = builder.Build();
        _application.MapPost("/sms", AnswerAsync);
    }

    public int Port { get; }

    public ProviderMood Mood { get; set; } = ProviderMood.Fails;

    /// <summary>Idempotency key and body of each request.</summary>
    public ConcurrentQueue<(string Key, string Body)> Asked { get; } = new();

    public static async Task<ScriptedProvider> StartAsync(int port, CancellationToken cancellation)
    {
        var provider = new ScriptedProvider(port);
        await provider._application.StartAsync(cancellation);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _application.DisposeAsync();
        _end.Dispose();
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        Asked.Enqueue((request.Headers["Idempotency-Key"].ToString(), await reader.ReadToEndAsync(_end.Token)));
        switch (Mood)
        {
            case ProviderMood.Takes:
                return Results.Json(new { id = $"p{Asked.Count}" });
            case ProviderMood.Hangs:
                using (var gone = CancellationTokenSource.CreateLinkedTokenSource(
                    _end.Token, request.HttpContext.RequestAborted))
                {
                    var over = new TaskCompletionSource();
                    using CancellationTokenRegistration end = gone.Token.Register(over.SetResult);
                    await over.Task;
                }

                return Results.StatusCode(500);
            default:
                return Results.StatusCode(500);
        }
    }
}
