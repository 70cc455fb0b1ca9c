// Hubs' devices over HTTP.
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Hub.Protocols;
using Hub.Protocols.Radio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Devices;

/// <summary>Where a device is and whose it is.</summary>
/// <param name="Location">A SCAIP location code, 0 to 999; left out, it stays as it is.</param>
/// <param name="Occupant">1 to 9, or 0 when not told apart; left out, it stays as it is.</param>
public sealed record AssignRequest(int? Location = null, int? Occupant = null);

/// <summary>An order for a device.</summary>
/// <param name="Order">on, off or identify.</param>
public sealed record OrderRequest(string? Order);

/// <summary>A request on its way.</summary>
/// <param name="Sequence">The number that the hub's answer names, in the list of requests.</param>
public sealed record RequestAccepted(long Sequence);

/// <summary>Maps the devices.</summary>
public static class DeviceEndpoints
{
    private const string NoDeviceSentence = "The tenant's hub has no device with this id.";

    /// <summary>Maps the end points of devices, pairing and walk tests.</summary>
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Hubs + "/{hubId}")
            .WithTags("Devices")
            .RequireAuthorization(Policies.See);
        group.MapGet("/devices", ListAsync)
            .WithName("listDevices")
            .WithSummary("The devices of a hub, as it last told")
            .Produces<DeviceList>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/devices/{deviceId:long}", FindAsync)
            .WithName("getDevice")
            .WithSummary("One device")
            .Produces<DeviceView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/device-requests", RequestsAsync)
            .WithName("listDeviceRequests")
            .WithSummary("What has been asked of a hub about its devices, by whom, and its answers")
            .Produces<Page<DeviceRequestView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        Change(group.MapPatch("/devices/{deviceId:long}", AssignAsync))
            .WithName("assignDevice")
            .WithSummary("Asks the hub to note a device's room and whose it is");
        Change(group.MapDelete("/devices/{deviceId:long}", RemoveAsync))
            .WithName("removeDevice")
            .WithSummary("Asks the hub to remove a device");
        Change(group.MapPost("/devices/{deviceId:long}/orders", OrderAsync))
            .WithName("orderDevice")
            .WithSummary("Gives a device an order: on, off or identify");
        PairingEndpoints.Map(group);
        WalkTestEndpoints.Map(group);
    }

    /// <summary>What all requests to hubs share.</summary>
    internal static RouteHandlerBuilder Change(RouteHandlerBuilder builder)
    {
        return builder.RequireAuthorization(Policies.HandleHubs)
            .Produces<RequestAccepted>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>The answer to a request that was sent or not.</summary>
    internal static IResult Answer(SentRequest sent, string notFound)
    {
        return sent.Result switch
        {
            RequestResult.NotFound => Problems.NotFound.Answer(notFound),
            RequestResult.NotReachable => NotReachable(),
            RequestResult.NotForThisKind => Problems.NotForThisDevice.Answer("Only a smart plug takes orders."),
            _ => TypedResults.Accepted((string?)null, new RequestAccepted(sent.Sequence)),
        };
    }

    /// <summary>The answer for a hub without a connection.</summary>
    internal static IResult NotReachable()
    {
        return Problems.HubNotReachable.Answer(
            "The hub has no connection now. Nothing was sent, and nothing waits for it: ask again when it is back.");
    }

    /// <summary>The answer for a hub that the tenant does not have.</summary>
    internal static IResult NoHub()
    {
        return Problems.NotFound.Answer("The tenant has no hub with this id.");
    }

    /// <summary>The fault of a room or occupant; null when there is none.</summary>
    internal static IResult? Fault(int location, int occupant)
    {
        if (location is < 0 or > ProtocolLimits.MaxScaipLocation)
        {
            return Problems.InvalidField("location", $"must be 0 to {ProtocolLimits.MaxScaipLocation}.");
        }

        return occupant is < 0 or > ProtocolLimits.MaxOccupant
            ? Problems.InvalidField("occupant", $"must be 0 to {ProtocolLimits.MaxOccupant}.")
            : null;
    }

    private static async Task<IResult> ListAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubDevices devices,
        CancellationToken cancellationToken,
        bool removed = false)
    {
        DeviceList? list = await devices.ListAsync(ActorClaims.Require(user), hubId, removed, cancellationToken)
            .ConfigureAwait(false);
        return list is null ? NoHub() : TypedResults.Ok(list);
    }

    private static async Task<IResult> FindAsync(
        string hubId,
        long deviceId,
        ClaimsPrincipal user,
        IHubDevices devices,
        CancellationToken cancellationToken)
    {
        DeviceView? device = await devices.FindAsync(ActorClaims.Require(user), hubId, deviceId, cancellationToken)
            .ConfigureAwait(false);
        return device is null ? NoDevice() : TypedResults.Ok(device);
    }

    private static async Task<IResult> RequestsAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubDevices devices,
        CancellationToken cancellationToken,
        int limit = 50)
    {
        return limit is < 1 or > Limits.Devices.PerPage
            ? Problems.InvalidField("limit", $"must be 1 to {Limits.Devices.PerPage}.")
            : TypedResults.Ok(new Page<DeviceRequestView>(await devices.RequestsAsync(
                ActorClaims.Require(user), hubId, limit, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> AssignAsync(
        string hubId,
        long deviceId,
        AssignRequest request,
        ClaimsPrincipal user,
        IHubDevices devices,
        CancellationToken cancellationToken)
    {
        if (request is { Location: null, Occupant: null })
        {
            return Problems.InvalidField("location", "or occupant must be given.");
        }

        if (Fault(request.Location ?? 0, request.Occupant ?? 0) is { } fault)
        {
            return fault;
        }

        Actor actor = ActorClaims.Require(user);
        if (await devices.FindAsync(actor, hubId, deviceId, cancellationToken).ConfigureAwait(false)
            is not { RemovedAt: null } device)
        {
            return NoDevice();
        }

        SentRequest sent = await devices.AssignAsync(
            actor,
            hubId,
            deviceId,
            request.Location ?? device.Location,
            request.Occupant ?? device.Occupant,
            cancellationToken).ConfigureAwait(false);
        return Answer(sent, NoDeviceSentence);
    }

    private static async Task<IResult> RemoveAsync(
        string hubId,
        long deviceId,
        ClaimsPrincipal user,
        IHubDevices devices,
        CancellationToken cancellationToken)
    {
        return Answer(
            await devices.RemoveAsync(ActorClaims.Require(user), hubId, deviceId, cancellationToken)
                .ConfigureAwait(false),
            NoDeviceSentence);
    }

    private static async Task<IResult> OrderAsync(
        string hubId,
        long deviceId,
        OrderRequest request,
        ClaimsPrincipal user,
        IHubDevices devices,
        CancellationToken cancellationToken)
    {
        OrderKind? order = request.Order switch
        {
            "on" => OrderKind.SwitchOn,
            "off" => OrderKind.SwitchOff,
            "identify" => OrderKind.Identify,
            _ => null,
        };
        return order is not { } kind
            ? Problems.InvalidField("order", "must be on, off or identify.")
            : Answer(
                await devices.OrderAsync(ActorClaims.Require(user), hubId, deviceId, kind, cancellationToken)
                    .ConfigureAwait(false),
                NoDeviceSentence);
    }

    private static IResult NoDevice()
    {
        return Problems.NotFound.Answer(NoDeviceSentence);
    }
}
