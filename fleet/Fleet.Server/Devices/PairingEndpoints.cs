// Pairing over HTTP.
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Hub.Protocols.Radio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Devices;

/// <summary>What to pair.</summary>
/// <param name="InstallCode">The label's code as typed or as its QR symbol has it.</param>
/// <param name="Location">The room, a SCAIP location code, 0 to 999.</param>
/// <param name="Occupant">Whose it is, 1 to 9; 0 when not told apart.</param>
/// <param name="ReplacesDeviceId">The device whose place it takes; 0 for none.</param>
/// <param name="Seconds">How long the hub listens, 10 to 600; default 120.</param>
/// <param name="VendorDeviceId">Another vendor's device by its number, instead of an install code.</param>
/// <param name="Description">Which of the hub's descriptions fits that vendor's device.</param>
public sealed record PairingRequest(
    string? InstallCode = null,
    int Location = 0,
    int Occupant = 0,
    long ReplacesDeviceId = 0,
    int Seconds = Limits.Devices.WindowSeconds,
    long VendorDeviceId = 0,
    int Description = 0);

/// <summary>Maps pairing.</summary>
internal static class PairingEndpoints
{
    private const string NoPairing = "The tenant's hub has no pairing with this number.";

    /// <summary>Maps the end points below a hub.</summary>
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/pairings", ListAsync)
            .WithName("listPairings")
            .WithSummary("A hub's pairings without their steps, newest first")
            .Produces<Page<PairingView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/pairings", StartAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("startPairing")
            .WithSummary("Asks a hub to listen for the device of a label; the label's secret is kept nowhere")
            .Produces<PairingView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/pairings/{pairingId:long}", FindAsync)
            .WithName("getPairing")
            .WithSummary("One pairing with the steps the hub has told")
            .Produces<PairingView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/pairings/{pairingId:long}/stream", StreamAsync)
            .WithName("streamPairing")
            .WithSummary("One pairing as a server-sent event at every step, until it is over")
            .Produces<PairingView>(StatusCodes.Status200OK, "text/event-stream");
        DeviceEndpoints.Change(group.MapDelete("/pairings/{pairingId:long}", CancelAsync))
            .WithName("cancelPairing")
            .WithSummary("Asks the hub to stop listening");
    }

    private static async Task<IResult> ListAsync(
        string hubId,
        ClaimsPrincipal user,
        IPairings pairings,
        CancellationToken cancellationToken,
        int limit = 20)
    {
        return limit is < 1 or > Limits.Devices.PerPage
            ? Problems.InvalidField("limit", $"must be 1 to {Limits.Devices.PerPage}.")
            : TypedResults.Ok(new Page<PairingView>(await pairings.ListAsync(
                ActorClaims.Require(user), hubId, limit, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> StartAsync(
        string hubId,
        PairingRequest request,
        ClaimsPrincipal user,
        IPairings pairings,
        CancellationToken cancellationToken)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        var order = new PairingOrder(
            request.InstallCode,
            request.Location,
            request.Occupant,
            request.ReplacesDeviceId,
            request.Seconds,
            request.VendorDeviceId,
            request.Description);
        PairingStart start = await pairings.StartAsync(ActorClaims.Require(user), hubId, order, cancellationToken)
            .ConfigureAwait(false);
        return start.Result switch
        {
            PairingStartResult.NotFound => DeviceEndpoints.NoHub(),
            PairingStartResult.NotReachable => DeviceEndpoints.NotReachable(),
            PairingStartResult.BadCode => Problems.MistypedCode.Answer(Sentence(start.CodeError)),
            PairingStartResult.AlreadyOpen => Problems.PairingOpen.Answer(
                $"The hub already listens, in pairing {start.Pairing?.PairingId}. Wait for its end or cancel it."),
            PairingStartResult.UnknownReplaced => Problems.InvalidField(
                "replacesDeviceId", "must be a device that the hub has."),
            _ => TypedResults.Accepted(
                $"{ApiRoutes.Hubs}/{hubId}/pairings/{start.Pairing!.PairingId}", start.Pairing),
        };
    }

    private static async Task<IResult> FindAsync(
        string hubId,
        long pairingId,
        ClaimsPrincipal user,
        IPairings pairings,
        CancellationToken cancellationToken)
    {
        PairingView? view = await pairings.FindAsync(ActorClaims.Require(user), hubId, pairingId, cancellationToken)
            .ConfigureAwait(false);
        return view is null ? Problems.NotFound.Answer(NoPairing) : TypedResults.Ok(view);
    }

    private static Task StreamAsync(
        string hubId,
        long pairingId,
        HttpContext context,
        ClaimsPrincipal user,
        IPairings pairings,
        DeviceStream stream)
    {
        Actor actor = ActorClaims.Require(user);
        return stream.RunAsync(
            context,
            actor.TenantId,
            hubId,
            "pairing",
            NoPairing,
            token => pairings.FindAsync(actor, hubId, pairingId, token),
            static view => view.IsOver);
    }

    private static async Task<IResult> CancelAsync(
        string hubId,
        long pairingId,
        ClaimsPrincipal user,
        IPairings pairings,
        CancellationToken cancellationToken)
    {
        return DeviceEndpoints.Answer(
            await pairings.CancelAsync(ActorClaims.Require(user), hubId, pairingId, cancellationToken)
                .ConfigureAwait(false),
            NoPairing);
    }

    private static IResult? Fault(PairingRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.InstallCode) == (request.VendorDeviceId == 0))
        {
            return Problems.InvalidField("installCode", "must be given, or vendorDeviceId instead of it.");
        }

        if (request.Seconds is < Limits.Devices.ShortestSeconds or > Limits.Devices.LongestWindowSeconds)
        {
            return Problems.InvalidField(
                "seconds",
                $"must be {Limits.Devices.ShortestSeconds} to {Limits.Devices.LongestWindowSeconds}.");
        }

        if (request.ReplacesDeviceId is < 0 or > uint.MaxValue)
        {
            return Problems.InvalidField("replacesDeviceId", "must be a device that the hub has.");
        }

        return request.VendorDeviceId is < 0 or > uint.MaxValue
            ? Problems.InvalidField("vendorDeviceId", "must be a number of 32 bits.")
            : DeviceEndpoints.Fault(request.Location, request.Occupant);
    }

    private static string Sentence(InstallCodeError error)
    {
        return error switch
        {
            InstallCodeError.TooShort => "The code is too short: a label has 32 characters in 8 groups of 4.",
            InstallCodeError.TooLong => "The code is too long: a label has 32 characters in 8 groups of 4.",
            InstallCodeError.BadCharacter => "The code has a character that no label has.",
            _ => "The code is mistyped: its check does not fit. Compare it with the label; nothing was sent.",
        };
    }
}
