// Walk tests over HTTP.
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Hub.Protocols;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Devices;

/// <summary>What to test.</summary>
/// <param name="Location">The first room, a SCAIP location code, 0 to 999.</param>
/// <param name="Ordinal">Which of several such rooms, 0 to 255.</param>
/// <param name="Seconds">After how long it ends by itself, 10 to 3,600; default 900.</param>
/// <param name="DeviceId">The device that is carried; 0 for any of the hub's.</param>
public sealed record WalkTestRequest(
    int Location = 0, int Ordinal = 0, int Seconds = Limits.Devices.WalkSeconds, long DeviceId = 0);

/// <summary>The room that the test goes on in.</summary>
/// <param name="Location">A SCAIP location code, 0 to 999.</param>
/// <param name="Ordinal">Which of several such rooms, 0 to 255.</param>
public sealed record RoomRequest(int Location, int Ordinal = 0);

/// <summary>Maps walk tests.</summary>
internal static class WalkTestEndpoints
{
    private const string NoTest = "The tenant's hub has no walk test with this number that goes on.";

    /// <summary>Maps the end points below a hub.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/walk-tests", ListAsync)
            .WithName("listWalkTests")
            .WithSummary("A hub's walk tests with their tables, newest first")
            .Produces<Page<WalkTestView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/walk-tests", StartAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("startWalkTest")
            .WithSummary("Asks a hub to begin a walk test: presses are tests from then on")
            .Produces<WalkTestView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/walk-tests/{walkTestId:long}", FindAsync)
            .WithName("getWalkTest")
            .WithSummary("One walk test with its table")
            .Produces<WalkTestView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/walk-tests/{walkTestId:long}/stream", StreamAsync)
            .WithName("streamWalkTest")
            .WithSummary("One walk test as a server-sent event at every press, until it is over")
            .Produces<WalkTestView>(StatusCodes.Status200OK, "text/event-stream");
        DeviceEndpoints.Change(group.MapPut("/walk-tests/{walkTestId:long}/room", EnterRoomAsync))
            .WithName("enterRoom")
            .WithSummary("The walk test goes on in this room");
        DeviceEndpoints.Change(group.MapDelete("/walk-tests/{walkTestId:long}", EndAsync))
            .WithName("endWalkTest")
            .WithSummary("Asks the hub to end a walk test");
    }

    private static async Task<IResult> ListAsync(
        string hubId,
        ClaimsPrincipal user,
        IWalkTests tests,
        CancellationToken cancellationToken,
        int limit = 20)
    {
        return limit is < 1 or > Limits.Devices.PerPage
            ? Problems.InvalidField("limit", $"must be 1 to {Limits.Devices.PerPage}.")
            : TypedResults.Ok(new Page<WalkTestView>(await tests.ListAsync(
                ActorClaims.Require(user), hubId, limit, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> StartAsync(
        string hubId,
        WalkTestRequest request,
        ClaimsPrincipal user,
        IWalkTests tests,
        CancellationToken cancellationToken)
    {
        if (Fault(request.Location, request.Ordinal) is { } fault)
        {
            return fault;
        }

        if (request.Seconds is < Limits.Devices.ShortestSeconds or > Limits.Devices.LongestWalkSeconds)
        {
            return Problems.InvalidField(
                "seconds", $"must be {Limits.Devices.ShortestSeconds} to {Limits.Devices.LongestWalkSeconds}.");
        }

        if (request.DeviceId is < 0 or > uint.MaxValue)
        {
            return Problems.InvalidField("deviceId", "must be a number of 32 bits.");
        }

        var order = new WalkTestOrder(request.Location, request.Ordinal, request.Seconds, request.DeviceId);
        WalkTestStart start = await tests.StartAsync(ActorClaims.Require(user), hubId, order, cancellationToken)
            .ConfigureAwait(false);
        return start.Result switch
        {
            RequestResult.NotFound => DeviceEndpoints.NoHub(),
            RequestResult.NotReachable => DeviceEndpoints.NotReachable(),
            _ => TypedResults.Accepted(
                $"{ApiRoutes.Hubs}/{hubId}/walk-tests/{start.WalkTest!.WalkTestId}", start.WalkTest),
        };
    }

    private static async Task<IResult> FindAsync(
        string hubId,
        long walkTestId,
        ClaimsPrincipal user,
        IWalkTests tests,
        CancellationToken cancellationToken)
    {
        WalkTestView? view = await tests.FindAsync(ActorClaims.Require(user), hubId, walkTestId, cancellationToken)
            .ConfigureAwait(false);
        return view is null ? Problems.NotFound.Answer(NoTest) : TypedResults.Ok(view);
    }

    private static Task StreamAsync(
        string hubId,
        long walkTestId,
        HttpContext context,
        ClaimsPrincipal user,
        IWalkTests tests,
        DeviceStream stream)
    {
        Actor actor = ActorClaims.Require(user);
        return stream.RunAsync(
            context,
            actor.TenantId,
            hubId,
            "walk-test",
            NoTest,
            token => tests.FindAsync(actor, hubId, walkTestId, token),
            static view => view.IsOver);
    }

    private static async Task<IResult> EnterRoomAsync(
        string hubId,
        long walkTestId,
        RoomRequest request,
        ClaimsPrincipal user,
        IWalkTests tests,
        CancellationToken cancellationToken)
    {
        return Fault(request.Location, request.Ordinal) ?? DeviceEndpoints.Answer(
            await tests.EnterRoomAsync(
                ActorClaims.Require(user), hubId, walkTestId, request.Location, request.Ordinal, cancellationToken)
                .ConfigureAwait(false),
            NoTest);
    }

    private static async Task<IResult> EndAsync(
        string hubId,
        long walkTestId,
        ClaimsPrincipal user,
        IWalkTests tests,
        CancellationToken cancellationToken)
    {
        return DeviceEndpoints.Answer(
            await tests.EndAsync(ActorClaims.Require(user), hubId, walkTestId, cancellationToken)
                .ConfigureAwait(false),
            NoTest);
    }

    private static IResult? Fault(int location, int ordinal)
    {
        return ordinal is < 0 or > ProtocolLimits.MaxOrdinal
            ? Problems.InvalidField("ordinal", $"must be 0 to {ProtocolLimits.MaxOrdinal}.")
            : DeviceEndpoints.Fault(location, 0);
    }
}
