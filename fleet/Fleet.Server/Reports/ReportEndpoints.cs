// Statistics over HTTP.
using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Reports;

/// <summary>Maps the statistics.</summary>
public static class ReportEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Statistics)
            .WithTags("Statistics")
            .RequireAuthorization(Policies.FollowUp);
        group.MapGet("", ReportAsync)
            .WithName("getStatistics")
            .WithSummary("Figures of a period with their formulas; by municipality, unit, group, month, home or cause")
            .Produces<StatisticsView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/table", TableAsync)
            .WithName("getStatisticsTable")
            .WithSummary("The same figures as comma-separated values")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/visits", VisitsAsync)
            .WithName("listVisits")
            .WithSummary("Visits because of alarms: start, stop, and those longer than the standard")
            .Produces<Page<VisitView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/deviations", DeviationsAsync)
            .WithName("listDeviations")
            .WithSummary("What went otherwise than agreed")
            .Produces<Page<CaseDeviation>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/limits", LimitsAsync)
            .WithName("listResponseLimits")
            .WithSummary("The response times agreed on, newest first")
            .Produces<Page<ResponseLimitView>>();
        group.MapPut("/limits", SetLimitAsync)
            .WithName("setResponseLimit")
            .WithSummary("Agrees on a response time from a day on; logged")
            .Produces<ResponseLimitView>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ReportAsync(
        ClaimsPrincipal user,
        IStatistics statistics,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null,
        string by = "municipality")
    {
        return Read(from, to, by, out Period period, out Grouping grouping) ?? TypedResults.Ok(
            await statistics.ReportAsync(ActorClaims.Require(user), period, grouping, cancellationToken)
                .ConfigureAwait(false));
    }

    private static async Task<IResult> TableAsync(
        ClaimsPrincipal user,
        IStatistics statistics,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null,
        string by = "municipality")
    {
        if (Read(from, to, by, out Period period, out Grouping grouping) is { } fault)
        {
            return fault;
        }

        StatisticsView view = await statistics.ReportAsync(
            ActorClaims.Require(user), period, grouping, cancellationToken).ConfigureAwait(false);
        string name = string.Create(
            CultureInfo.InvariantCulture, $"statistics-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.csv");
        return TypedResults.File(Encoding.UTF8.GetBytes(view.Csv), "text/csv; charset=utf-8", name);
    }

    private static async Task<IResult> VisitsAsync(
        ClaimsPrincipal user,
        IStatistics statistics,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null)
    {
        return Period.TryRead(from, to, out Period period, out IResult? fault)
            ? TypedResults.Ok(new Page<VisitView>(await statistics.VisitsAsync(
                ActorClaims.Require(user), period, cancellationToken).ConfigureAwait(false)))
            : fault;
    }

    private static async Task<IResult> DeviationsAsync(
        ClaimsPrincipal user,
        IStatistics statistics,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null)
    {
        return Period.TryRead(from, to, out Period period, out IResult? fault)
            ? TypedResults.Ok(new Page<CaseDeviation>(await statistics.DeviationsAsync(
                ActorClaims.Require(user), period, cancellationToken).ConfigureAwait(false)))
            : fault;
    }

    private static async Task<IResult> LimitsAsync(
        ClaimsPrincipal user, IStatistics statistics, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<ResponseLimitView>(await statistics.LimitsAsync(
            ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> SetLimitAsync(
        ResponseLimitView limit, ClaimsPrincipal user, IStatistics statistics, CancellationToken cancellationToken)
    {
        if (limit.Minutes is < 1 or > 1_440)
        {
            return Problems.InvalidField("minutes", "must be 1 to 1440.");
        }

        if (limit.Unit is null || limit.Unit.Length > Limits.Audit.SubjectLength)
        {
            return Problems.InvalidField("unit", $"must have at most {Limits.Audit.SubjectLength} characters.");
        }

        if (string.IsNullOrWhiteSpace(limit.Contract) || limit.Contract.Length > Limits.Reports.ContractLength)
        {
            return Problems.InvalidField(
                "contract", $"must have 1 to {Limits.Reports.ContractLength} characters.");
        }

        if (limit.ValidFrom.Year is < 2000 or > 9000)
        {
            return Problems.InvalidField("validFrom", "must be a day such as 2026-01-31.");
        }

        await statistics.SetLimitAsync(ActorClaims.Require(user), limit, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(limit);
    }

    private static IResult? Read(string? from, string? to, string by, out Period period, out Grouping grouping)
    {
        grouping = default;
        if (!Period.TryRead(from, to, out period, out IResult? fault))
        {
            return fault;
        }

        return EnumWord.TryRead(by, out grouping)
            ? null
            : Problems.InvalidField("by", "must be municipality, unit, group, month, home or cause.");
    }
}
