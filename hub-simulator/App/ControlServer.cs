// The control port: the same commands over HTTP, for this machine only.
using System.Globalization;
using System.Net;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Simulator.App;

/// <summary>
/// GET /hubs and /hubs/{n}; POST /hubs/{n}/{press|check-in|check-out}, /hubs/{n}/network/{on|off},
/// /hubs/{n}/power/{on|off}, /hubs/{n}/mains/{on|off}. Listens on 127.0.0.1, and refuses what a web
/// page could make a browser send.
/// </summary>
internal static class ControlServer
{
    internal static async Task<WebApplication> Start(DemoTown town, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        WebApplication application = builder.Build();
        application.Use(RefusePages);
        application.MapGet("/hubs", town.Status);
        application.MapGet("/hubs/{number:int}", (int number) => One(town, number));
        application.MapPost(
            "/hubs/{number:int}/{verb}", (int number, string verb) => Act(town, [verb, Text(number)]));
        application.MapPost(
            "/hubs/{number:int}/{verb}/{state}",
            (int number, string verb, string state) => Act(town, [verb, Text(number), state]));
        await application.StartAsync();
        return application;
    }

    private static async Task RefusePages(HttpContext context, RequestDelegate next)
    {
        string host = context.Request.Host.Host;
        bool isLoopback = IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address);
        if ((host != "localhost" && !isLoopback) || context.Request.Headers.ContainsKey("Origin"))
        {
            IResult refusal = Problem(403, "The control port serves this machine's own programs, not web pages.");
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static async Task<IResult> One(DemoTown town, int number)
    {
        HubStatus? status = await town.With(number, hub => hub.Status());
        return status == null ? NoSuchHub(town, number) : Results.Json(status);
    }

    private static async Task<IResult> Act(DemoTown town, string[] words)
    {
        HubAction? action = HubAction.Parse(words);
        if (action == null)
        {
            return Problem(
                404,
                "The actions are press, check-in and check-out, and network, power or mains followed by /on or /off.");
        }

        HubAnswer? answer = await action.Do(town);
        return answer switch
        {
            null => NoSuchHub(town, action.Number),
            { Refusal: { } refusal } => Problem(409, refusal),
            _ => Results.Json(answer.Status),
        };
    }

    private static IResult NoSuchHub(DemoTown town, int number) => Problem(404, town.NoSuchHub(number));

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
