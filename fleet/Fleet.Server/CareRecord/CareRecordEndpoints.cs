// The documentation of cases over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Http;
using Fleet.Server.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Fleet.Server.CareRecord;

/// <summary>Registers and maps the care record.</summary>
internal static class CareRecordEndpoints
{
    /// <summary>Adds the slice.</summary>
    public static IServiceCollection AddCareRecord(this IServiceCollection services, CareRecordOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ICaseEnd, CareRecordQueue>();
        services.AddSingleton<CareRecordDesk>();
        services.AddSingleton<ICareRecord>(provider => provider.GetRequiredService<CareRecordDesk>());
        services.AddSingleton<CareRecordSender>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<CareRecordSender>());
        return services;
    }

    /// <summary>Maps the end points.</summary>
    public static void MapCareRecord(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Cases).WithTags("Care record");
        group.MapGet("/{caseId:guid}/documentation", LookAsync)
            .RequireAuthorization(Policies.SeeHomes)
            .WithName("getCaseDocumentation")
            .WithSummary("The documentation of a case, as JSON or by Accept as Swedish text; the look is logged")
            .Produces<CaseDocument>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{caseId:guid}/documentation/state", StateAsync)
            .RequireAuthorization(Policies.See)
            .WithName("getCaseDocumentationState")
            .WithSummary("Whether the documentation of a case has been handed over")
            .Produces<DocumentStateView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{caseId:guid}/documentation/mark", MarkAsync)
            .RequireAuthorization(Policies.HandleCases)
            .WithName("markCaseDocumented")
            .WithSummary("A person has entered the documentation of a closed case")
            .Produces<DocumentStateView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet(ApiRoutes.Root + "/documentation/faults", FaultsAsync)
            .RequireAuthorization(Policies.See)
            .WithTags("Care record")
            .WithName("listDocumentationFaults")
            .WithSummary("What could not be handed over and nobody has entered by hand")
            .Produces<Page<DocumentStateView>>();
    }

    private static async Task<IResult> LookAsync(
        Guid caseId,
        ClaimsPrincipal user,
        ICareRecord record,
        HttpContext context,
        CancellationToken cancellationToken,
        string? form = null)
    {
        if (form is not (null or "text" or "json"))
        {
            return Problems.InvalidField("form", "must be text or json, instead of the header Accept.");
        }

        CaseDocument? document = await record.LookAsync(ActorClaims.Require(user), caseId, cancellationToken)
            .ConfigureAwait(false);
        if (document is null)
        {
            return NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        return form == "text" || (form is null && WantsText(context.Request))
            ? TypedResults.Text(DocumentWriter.Text(document), "text/plain; charset=utf-8")
            : TypedResults.Ok(document);
    }

    private static async Task<IResult> StateAsync(
        Guid caseId, ClaimsPrincipal user, ICareRecord record, CancellationToken cancellationToken)
    {
        return await record.FindStateAsync(ActorClaims.Require(user), caseId, cancellationToken)
            .ConfigureAwait(false) is { } state
            ? TypedResults.Ok(state)
            : NotFound();
    }

    private static async Task<IResult> MarkAsync(
        Guid caseId, ClaimsPrincipal user, ICareRecord record, CancellationToken cancellationToken)
    {
        DocumentStateView? state = await record.MarkAsync(ActorClaims.Require(user), caseId, cancellationToken)
            .ConfigureAwait(false);
        return state is null ? NotFound()
            : state.State == DocumentState.ByHand ? TypedResults.Ok(state)
            : Problems.NotNow.Answer("The documentation of an open case is not finished. Close the case first.");
    }

    private static async Task<IResult> FaultsAsync(
        ClaimsPrincipal user, ICareRecord record, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<DocumentStateView>(
            await record.FaultsAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static IResult NotFound()
    {
        return Problems.NotFound.Answer("The tenant has no case with this id.");
    }

    /// <summary>Whether text is named before, and preferred to, JSON.</summary>
    private static bool WantsText(HttpRequest request)
    {
        double text = -1;
        double json = -1;
        foreach (MediaTypeHeaderValue wanted in request.GetTypedHeaders().Accept)
        {
            double quality = wanted.Quality ?? 1;
            if (wanted.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
            {
                text = Math.Max(text, quality);
            }
            else if (wanted.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            {
                json = Math.Max(json, quality);
            }
        }

        return text > 0 && text > json;
    }
}
