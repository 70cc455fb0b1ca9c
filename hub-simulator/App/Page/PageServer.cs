// The page on which hubs and homes are seen and touched, for this machine only.
using System;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Simulator.App.Page;

/// <summary>
/// GET / is the list of hubs, /hub/{n} a hub with its home; ?lang=en is English. /api/hubs/{n} and what is below it is
/// what the page asks for and does (<see cref="HubRequests"/>), /api/hubs/{n}/events its live state.
/// </summary>
internal static class PageServer
{
    /// <summary>Hubs on one page of the list.</summary>
    internal const int HubsPerPage = 50;

    private const int MostBodyBytes = 4096;
    private static readonly TimeSpan ListPause = TimeSpan.FromSeconds(1);

    internal static async Task<WebApplication> Start(DemoTown town, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        });
        WebApplication application = builder.Build();
        application.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : 500,
        });
        application.UseStatusCodePages();
        application.Use(PageGuard.Check);
        EventStreams streams = new(TimeProvider.System, application.Lifetime.ApplicationStopping);
        MapPages(application, town);
        MapStates(application, town, streams);
        new HubRequests(town).Map(application.MapGroup("/api/hubs/{number:int}"));
        await application.StartAsync();
        return application;
    }

    private static void MapPages(WebApplication application, DemoTown town)
    {
        PageFiles files = new();
        application.MapGet("/", (string? lang, string? from) => int.TryParse(from ?? "1", out int first)
            && first >= 1 && first <= town.Count
                ? Html(files, "list.html", lang, first)
                : Html(files, "missing.html", lang, first, 404));
        application.MapGet("/hub/{number:int}", (int number, string? lang) => number >= 1 && number <= town.Count
            ? Html(files, "hub.html", lang, number)
            : Html(files, "missing.html", lang, number, 404));
        application.MapGet("/page/{name}", (string name) => files.Find(name) is var (bytes, type)
            ? Results.Bytes(bytes, type)
            : Results.NotFound());
        application.MapGet("/favicon.ico", () => Results.Bytes(files.Find("hub.svg")!.Value.Bytes, "image/svg+xml"));
    }

    private static IResult Html(PageFiles files, string name, string? language, int number, int status = 200) =>
        Results.Content(
            files.Fill(name, language == "en" ? "en" : "sv", number), "text/html; charset=utf-8", null, status);

    private static void MapStates(WebApplication application, DemoTown town, EventStreams streams)
    {
        application.MapGet("/api/hubs", async (int? from) => from is < 1
            ? PageProblem.BadInput("from is the number of a hub, from 1.")
            : Results.Json(await ListOf(town, from ?? 1), PageJson.Options));
        application.MapGet("/api/hubs/events", (int? from, HttpContext context) => from is < 1
            ? PageProblem.BadInput("from is the number of a hub, from 1.").ExecuteAsync(context)
            : streams.Serve(
                context,
                async () => Bytes(await ListOf(town, from ?? 1)),
                ended => Task.Delay(ListPause, TimeProvider.System, ended)));
        application.MapGet("/api/hubs/{number:int}", async (int number) =>
            await town.Look(number, HubView.Of) is { } view
                ? Results.Json(view, PageJson.Options)
                : PageProblem.NoSuchHub(town, number));
        application.MapGet("/api/hubs/{number:int}/events", (int number, HttpContext context) =>
            Follow(town, streams, number, context));
    }

    private static async Task<HubList> ListOf(DemoTown town, int first) =>
        new(town.Count, await town.StatusOf(first, HubsPerPage));

    private static async Task Follow(DemoTown town, EventStreams streams, int number, HttpContext context)
    {
        Channel<bool> steps = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnStepped() => steps.Writer.TryWrite(true);
        if (await town.Look(number, hub => Attach(hub, OnStepped)) == null)
        {
            await PageProblem.NoSuchHub(town, number).ExecuteAsync(context);
            return;
        }

        try
        {
            await streams.Serve(
                context,
                async () => Bytes(await town.Look(number, HubView.Of)),
                async ended => await steps.Reader.ReadAsync(ended));
        }
        finally
        {
            await town.Look(number, hub => Detach(hub, OnStepped));
        }
    }

    private static DemoHub Attach(DemoHub hub, Action onStepped)
    {
        hub.Stepped += onStepped;
        return hub;
    }

    private static DemoHub Detach(DemoHub hub, Action onStepped)
    {
        hub.Stepped -= onStepped;
        return hub;
    }

    private static byte[] Bytes<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, PageJson.Options);
}

/// <summary>Some of the hubs.</summary>
/// <param name="Count">How many there are in all.</param>
/// <param name="Hubs">Those of the page.</param>
internal sealed record HubList(int Count, HubStatus[] Hubs);
