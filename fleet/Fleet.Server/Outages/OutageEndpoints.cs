// Outages over HTTP.
using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Outages;

/// <summary>Somebody has asked after a home.</summary>
/// <param name="Contact">phoned, visited, notReached, or none to take it back.</param>
/// <param name="Note">Up to 500 characters, without personal data.</param>
public sealed record ContactNote(HomeContact? Contact, string? Note = null);

/// <summary>Whether homes are cared for by hand.</summary>
/// <param name="IsNeeded">True while they are.</param>
/// <param name="Note">Up to 500 characters, without personal data.</param>
public sealed record ManualCareRequest(bool IsNeeded, string? Note = null);

/// <summary>How many cases were closed.</summary>
/// <param name="Closed">The number.</param>
public sealed record CasesClosed(int Closed);

/// <summary>Maps outages.</summary>
public static class OutageEndpoints
{
    /// <summary>Maps the end points of outages and broadcasts.</summary>
    public static void MapOutages(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/outages")
            .WithTags("Outages")
            .RequireAuthorization(Policies.See);
        group.MapGet("", ListAsync)
            .WithName("listOutages")
            .WithSummary("Outages, open ones first")
            .Produces<Page<OutageView>>();
        group.MapGet("/{outageId:guid}", FindAsync)
            .WithName("getOutage")
            .WithSummary("One outage with its homes, those away and not asked after first")
            .Produces<OutageDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{outageId:guid}/worklist", WorklistAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("getOutageWorklist")
            .WithSummary("Homes away with what is needed to phone or visit them; the look is logged")
            .Produces<Page<WorkLine>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{outageId:guid}/homes/{hubId}/contact", TickOffAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("noteHomeContact")
            .WithSummary("Somebody has asked after a home")
            .Produces<OutageDetail>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{outageId:guid}/manual-care", ManualCareAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("setManualCare")
            .WithSummary("Says whether the homes are cared for by hand meanwhile")
            .Produces<OutageDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{outageId:guid}/close-cases", CloseCasesAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("closeOutageCases")
            .WithSummary("Closes the cases of homes that are back and that nobody else owns")
            .Produces<CasesClosed>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/paper", PaperAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("getPaperList")
            .WithSummary("Every home for the paper file; the look is logged")
            .Produces<Page<PaperLine>>();
        BroadcastEndpoints.Map(routes);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, IOutages outages, CancellationToken cancellationToken, bool ended = false)
    {
        return TypedResults.Ok(new Page<OutageView>(
            await outages.ListAsync(ActorClaims.Require(user), ended, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> FindAsync(
        Guid outageId, ClaimsPrincipal user, IOutages outages, CancellationToken cancellationToken)
    {
        OutageDetail? found = await outages.FindAsync(ActorClaims.Require(user), outageId, cancellationToken)
            .ConfigureAwait(false);
        return found is null ? NotFound() : TypedResults.Ok(found);
    }

    private static async Task<IResult> WorklistAsync(
        Guid outageId, ClaimsPrincipal user, IOutages outages, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkLine>? lines = await outages.WorklistAsync(
            ActorClaims.Require(user), outageId, cancellationToken).ConfigureAwait(false);
        return lines is null ? NotFound() : TypedResults.Ok(new Page<WorkLine>(lines));
    }

    private static async Task<IResult> TickOffAsync(
        Guid outageId,
        string hubId,
        ContactNote request,
        ClaimsPrincipal user,
        IOutages outages,
        CancellationToken cancellationToken)
    {
        if (request.Contact is not { } contact)
        {
            return Problems.InvalidField("contact", "must be phoned, visited, notReached or none.");
        }

        string note = (request.Note ?? "").Trim();
        if (note.Length > Limits.Technical.NoteLength)
        {
            return Problems.InvalidField("note", $"must have at most {Limits.Technical.NoteLength} characters.");
        }

        return await outages.TickOffAsync(
            ActorClaims.Require(user), outageId, hubId, contact, note, cancellationToken).ConfigureAwait(false)
            ? await FindAsync(outageId, user, outages, cancellationToken).ConfigureAwait(false)
            : Problems.NotFound.Answer("The tenant has no outage with this id, or the outage no such home.");
    }

    private static async Task<IResult> ManualCareAsync(
        Guid outageId,
        ManualCareRequest request,
        ClaimsPrincipal user,
        IOutages outages,
        CancellationToken cancellationToken)
    {
        string note = (request.Note ?? "").Trim();
        if (note.Length > Limits.Technical.NoteLength)
        {
            return Problems.InvalidField("note", $"must have at most {Limits.Technical.NoteLength} characters.");
        }

        return await outages.SetManualCareAsync(
            ActorClaims.Require(user), outageId, request.IsNeeded, note, cancellationToken).ConfigureAwait(false)
            ? await FindAsync(outageId, user, outages, cancellationToken).ConfigureAwait(false)
            : NotFound();
    }

    private static async Task<IResult> CloseCasesAsync(
        Guid outageId, ClaimsPrincipal user, IOutages outages, CancellationToken cancellationToken)
    {
        int? closed = await outages.CloseCasesAsync(ActorClaims.Require(user), outageId, cancellationToken)
            .ConfigureAwait(false);
        return closed is { } count ? TypedResults.Ok(new CasesClosed(count)) : NotFound();
    }

    private static async Task<IResult> PaperAsync(
        ClaimsPrincipal user, IOutages outages, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<PaperLine>(
            await outages.PaperAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static IResult NotFound()
    {
        return Problems.NotFound.Answer("The tenant has no outage with this id.");
    }
}
