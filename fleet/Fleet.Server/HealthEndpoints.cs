// Whether the process lives, and whether it can do its work.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Fleet.Server;

/// <summary>One check of the readiness.</summary>
/// <param name="IsReady">Whether it passed.</param>
/// <param name="Reason">Why not; null when it passed.</param>
public sealed record ReadinessCheck(bool IsReady, string? Reason);

/// <summary>The readiness.</summary>
/// <param name="IsReady">Whether all checks passed.</param>
/// <param name="Checks">The checks by name: store, gateway, clock.</param>
public sealed record Readiness(bool IsReady, IReadOnlyDictionary<string, ReadinessCheck> Checks);

/// <summary>Maps the health checks.</summary>
internal static class HealthEndpoints
{
    /// <summary>A clock that says less than this has not been set.</summary>
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long a step of the clock makes the server not ready, in milliseconds.</summary>
    private const long StepMilliseconds = 10_000;

    /// <summary>Maps <c>/healthz/live</c> and <c>/healthz/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", static () => TypedResults.Ok(new { isLive = true }))
            .AllowAnonymous()
            .ExcludeFromDescription();
        routes.MapGet("/healthz/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        FleetStore store,
        IIngestHealth ingest,
        CaseDeadlines deadlines,
        SteadyClock clock,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        var checks = new Dictionary<string, ReadinessCheck>
        {
            ["store"] = await CheckStoreAsync(store, ingest, cancellationToken).ConfigureAwait(false),
            ["gateway"] = lifetime.ApplicationStarted.IsCancellationRequested
                && !lifetime.ApplicationStopping.IsCancellationRequested
                    ? Passed()
                    : Failed("The gateway is not listening."),
            ["clock"] = CheckClock(deadlines, clock, time),
        };
        bool isReady = true;
        foreach (ReadinessCheck check in checks.Values)
        {
            isReady &= check.IsReady;
        }

        return TypedResults.Json(
            new Readiness(isReady, checks),
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<ReadinessCheck> CheckStoreAsync(
        FleetStore store, IIngestHealth ingest, CancellationToken cancellationToken)
    {
        if (ingest.Fault is { } fault)
        {
            return Failed(fault);
        }

        try
        {
            _ = await store.ReadAsync(static session => session.Sql("SELECT 1").Number(), cancellationToken)
                .ConfigureAwait(false);
            return Passed();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failed(StoreFault.Sentence(exception));
        }
    }

    private static ReadinessCheck CheckClock(CaseDeadlines deadlines, SteadyClock clock, TimeProvider time)
    {
        if (time.GetUtcNow() < Earliest)
        {
            return Failed("The clock is not set.");
        }

        bool hasStepped = deadlines.SteppedAtTick != 0 && clock.Now - deadlines.SteppedAtTick < StepMilliseconds;
        return hasStepped ? Failed("The clock has just stepped.") : Passed();
    }

    private static ReadinessCheck Passed()
    {
        return new ReadinessCheck(true, null);
    }

    private static ReadinessCheck Failed(string reason)
    {
        return new ReadinessCheck(false, reason);
    }
}
