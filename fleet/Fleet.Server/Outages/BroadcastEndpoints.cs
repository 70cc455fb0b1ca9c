// Broadcasts over HTTP.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Channels;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Outages;

/// <summary>An address of the municipality's own list.</summary>
/// <param name="Kind">sms or mail.</param>
/// <param name="Address">Phone number in international form, or mail address.</param>
/// <param name="Label">Whose it is; 1 to 100 characters.</param>
public sealed record AddressRequest(OutgoingKind? Kind, string? Address, string? Label);

/// <summary>Maps broadcasts.</summary>
internal static class BroadcastEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/broadcasts")
            .WithTags("Broadcasts")
            .RequireAuthorization(Policies.PlanDispatch);
        group.MapGet("", ListAsync)
            .WithName("listBroadcasts")
            .WithSummary("Broadcasts, the newest first")
            .Produces<Page<BroadcastView>>();
        group.MapPost("/preview", PreviewAsync)
            .WithName("previewBroadcast")
            .WithSummary("Counts the recipients and checks the text; sends nothing")
            .Produces<BroadcastPreview>();
        group.MapPost("", SendAsync)
            .WithName("sendBroadcast")
            .WithSummary("Sends to many, once to each; needs an Idempotency-Key")
            .Produces<BroadcastView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{broadcastId:guid}/recipients", LinesAsync)
            .WithName("listBroadcastRecipients")
            .WithSummary("The send log, failed ones first")
            .Produces<Page<BroadcastLine>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/addresses", AddressesAsync)
            .WithName("listBroadcastAddresses")
            .WithSummary("The municipality's own list")
            .Produces<Page<ListedAddress>>();
        group.MapPut("/addresses", SetAddressAsync)
            .WithName("setBroadcastAddress")
            .WithSummary("Adds an address to the list, or names it anew")
            .Produces<ListedAddress>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapDelete("/addresses/{kind}/{address}", RemoveAddressAsync)
            .WithName("removeBroadcastAddress")
            .WithSummary("Removes an address from the list")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>What is wrong with an address of the list; null when nothing is.</summary>
    internal static string? Fault(OutgoingKind kind, string address)
    {
        bool isGood = kind == OutgoingKind.Mail
            ? address.Length is >= 3 and <= Limits.Technical.AddressLength && address.IndexOf('@') > 0
                && address.IndexOf('@') == address.LastIndexOf('@') && !address.EndsWith('@')
                && !address.Any(char.IsWhiteSpace)
            : address.Length is >= 8 and <= 16 && address[0] == '+' && address.Skip(1).All(char.IsAsciiDigit);
        return isGood ? null : "must be a mail address, or a phone number such as +46701234567.";
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IBroadcasts broadcasts, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<BroadcastView>(
            await broadcasts.ListAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> PreviewAsync(
        BroadcastDraft draft, ClaimsPrincipal user, IBroadcasts broadcasts, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await broadcasts.PreviewAsync(
            ActorClaims.Require(user), draft with { Text = draft.Text ?? "" }, cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> SendAsync(
        BroadcastDraft draft,
        ClaimsPrincipal user,
        IBroadcasts broadcasts,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        string key = context.Request.Headers[IdempotencyKey.Header].ToString();
        if (!IdempotencyKey.IsValid(key))
        {
            return Problems.InvalidField(IdempotencyKey.Header, IdempotencyKey.Rule);
        }

        Actor actor = ActorClaims.Require(user);
        draft = draft with { Text = draft.Text ?? "" };
        BroadcastPreview preview = await broadcasts.PreviewAsync(actor, draft, cancellationToken).ConfigureAwait(false);
        if (preview.Faults.Count > 0)
        {
            return Problems.InvalidField("text", string.Join(" ", preview.Faults));
        }

        BroadcastView? sent = await broadcasts.SendAsync(actor, key, draft, cancellationToken).ConfigureAwait(false);
        return sent is null
            ? Problems.Unavailable.Answer("Nothing can be sent at the moment; nothing was.")
            : TypedResults.Ok(sent);
    }

    private static async Task<IResult> LinesAsync(
        Guid broadcastId, ClaimsPrincipal user, IBroadcasts broadcasts, CancellationToken cancellationToken)
    {
        IReadOnlyList<BroadcastLine>? lines = await broadcasts.LinesAsync(
            ActorClaims.Require(user), broadcastId, cancellationToken).ConfigureAwait(false);
        return lines is null
            ? Problems.NotFound.Answer("The tenant has no broadcast with this id.")
            : TypedResults.Ok(new Page<BroadcastLine>(lines));
    }

    private static async Task<IResult> AddressesAsync(
        ClaimsPrincipal user, IBroadcasts broadcasts, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<ListedAddress>(
            await broadcasts.AddressesAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> SetAddressAsync(
        AddressRequest request, ClaimsPrincipal user, IBroadcasts broadcasts, CancellationToken cancellationToken)
    {
        if (request.Kind is not (OutgoingKind.Sms or OutgoingKind.Mail))
        {
            return Problems.InvalidField("kind", "must be sms or mail.");
        }

        string address = (request.Address ?? "").Trim();
        string label = (request.Label ?? "").Trim();
        if (Fault(request.Kind.Value, address) is { } fault)
        {
            return Problems.InvalidField("address", fault);
        }

        if (label.Length is 0 or > Limits.Technical.NameLength)
        {
            return Problems.InvalidField("label", $"must have 1 to {Limits.Technical.NameLength} characters.");
        }

        var listed = new ListedAddress(request.Kind.Value, address, label);
        return await broadcasts.SetAddressAsync(ActorClaims.Require(user), listed, cancellationToken)
            .ConfigureAwait(false)
            ? TypedResults.Ok(listed)
            : Problems.InvalidField("address", $"the list holds {Limits.Technical.ListedAddresses} already.");
    }

    private static async Task<IResult> RemoveAddressAsync(
        string kind,
        string address,
        ClaimsPrincipal user,
        IBroadcasts broadcasts,
        CancellationToken cancellationToken)
    {
        return Enum.TryParse(kind, ignoreCase: true, out OutgoingKind known)
            && await broadcasts.RemoveAddressAsync(ActorClaims.Require(user), known, address, cancellationToken)
                .ConfigureAwait(false)
            ? TypedResults.NoContent()
            : Problems.NotFound.Answer("The list has no such address.");
    }
}
