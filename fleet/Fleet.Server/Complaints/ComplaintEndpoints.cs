// Complaints over HTTP.
using System;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Complaints;

/// <summary>Registers and maps complaints: for unit leads, supervisors and administrators.</summary>
internal static class ComplaintEndpoints
{
    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddComplaints(this IServiceCollection services)
    {
        services.AddSingleton<IComplaints, ComplaintDesk>();
        return services;
    }

    /// <summary>Maps the end points.</summary>
    public static void MapComplaints(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/complaints")
            .WithTags("Complaints")
            .RequireAuthorization(Policies.FollowUp);
        group.MapGet("", ListAsync)
            .WithName("listComplaints")
            .WithSummary("Complaints, newest first; the look is logged")
            .Produces<Page<ComplaintView>>();
        group.MapPost("", AddAsync)
            .WithName("addComplaint")
            .WithSummary("Enters a complaint")
            .Produces<ComplaintView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{complaintId:guid}/answer", AnswerAsync)
            .WithName("answerComplaint")
            .WithSummary("Says what was answered, when and how")
            .Produces<ComplaintView>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        RouteGroupBuilder counts = routes.MapGroup(ApiRoutes.Statistics + "/complaints")
            .WithTags("Statistics")
            .RequireAuthorization(Policies.FollowUp);
        counts.MapGet("", CountAsync)
            .WithName("getComplaintStatistics")
            .WithSummary("Complaints of a period by month and category, with the formula")
            .Produces<ComplaintStatistics>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        counts.MapGet("/table", TableAsync)
            .WithName("getComplaintTable")
            .WithSummary("The same figures as comma-separated values")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        IComplaints complaints,
        HttpContext context,
        CancellationToken cancellationToken,
        bool open = false,
        string? hub = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Page<ComplaintView>(await complaints.ListAsync(
            ActorClaims.Require(user), open, hub, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> AddAsync(
        ComplaintEntry entry, ClaimsPrincipal user, IComplaints complaints, CancellationToken cancellationToken)
    {
        return Answer(await complaints.AddAsync(ActorClaims.Require(user), entry, cancellationToken)
            .ConfigureAwait(false));
    }

    private static async Task<IResult> AnswerAsync(
        Guid complaintId,
        ComplaintAnswer answer,
        ClaimsPrincipal user,
        IComplaints complaints,
        CancellationToken cancellationToken)
    {
        return Answer(await complaints.AnswerAsync(
            ActorClaims.Require(user), complaintId, answer, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> CountAsync(
        ClaimsPrincipal user,
        IComplaints complaints,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null)
    {
        return Period.TryRead(from, to, out Period period, out IResult? fault)
            ? TypedResults.Ok(await complaints.CountAsync(ActorClaims.Require(user), period, cancellationToken)
                .ConfigureAwait(false))
            : fault;
    }

    private static async Task<IResult> TableAsync(
        ClaimsPrincipal user,
        IComplaints complaints,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null)
    {
        if (!Period.TryRead(from, to, out Period period, out IResult? fault))
        {
            return fault;
        }

        ComplaintStatistics counts = await complaints.CountAsync(
            ActorClaims.Require(user), period, cancellationToken).ConfigureAwait(false);
        string name = string.Create(
            CultureInfo.InvariantCulture, $"complaints-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.csv");
        return TypedResults.File(Encoding.UTF8.GetBytes(counts.Csv), "text/csv; charset=utf-8", name);
    }

    private static IResult Answer(ComplaintChange change)
    {
        return change.Result switch
        {
            ComplaintResult.Done => TypedResults.Ok(change.Complaint),
            ComplaintResult.Invalid => Problems.InvalidField(change.Fault!.Field, change.Fault.Sentence),
            ComplaintResult.AlreadyDone => Problems.AlreadyDone.Answer("The complaint has its answer."),
            _ => Problems.NotFound.Answer("The tenant has no such complaint, case or hub."),
        };
    }
}
