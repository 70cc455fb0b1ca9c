// Sees to it that every error of the interface is problem details, whoever made it.
using System;
using System.Data.Common;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Http;

/// <summary>Registers the error answers.</summary>
public static class ProblemAnswers
{
    /// <summary>Adds problem details and the handler of exceptions.</summary>
    public static IServiceCollection AddProblemAnswers(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            ProblemDetails problem = context.ProblemDetails;
            int status = problem.Status ?? context.HttpContext.Response.StatusCode;
            ProblemKind kind = Problems.Of(status);
            if (problem.Type is null || !problem.Type.StartsWith(ApiRoutes.Problems, StringComparison.Ordinal))
            {
                problem.Type = kind.Type;
                problem.Title = kind.Title;
            }

            problem.Instance ??= context.HttpContext.Request.Path;
            problem.Extensions["traceId"] = Activity.Current?.Id ?? context.HttpContext.TraceIdentifier;
        });
        services.AddExceptionHandler<ExceptionAnswers>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Uses them for the interface's paths; pages have their own.</summary>
    public static void UseProblemAnswers(this WebApplication app)
    {
        app.UseWhen(
            static context => context.Request.Path.StartsWithSegments(ApiRoutes.Root, StringComparison.Ordinal),
            static branch =>
            {
                branch.UseExceptionHandler();
                branch.UseStatusCodePages();
            });
    }

    /// <summary>Maps the pages that explain the types of problems.</summary>
    public static void MapProblemPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Problems, static () => Problems.All).ExcludeFromDescription();
        routes.MapGet(ApiRoutes.Problems + "/{code}", static IResult (string code) =>
        {
            foreach (ProblemKind kind in Problems.All)
            {
                if (kind.Code == code)
                {
                    return TypedResults.Ok(kind);
                }
            }

            return Problems.NotFound.Answer("No problem has this code.");
        }).ExcludeFromDescription();
    }

    private sealed class ExceptionAnswers : IExceptionHandler
    {
        private readonly IProblemDetailsService _problems;

        public ExceptionAnswers(IProblemDetailsService problems)
        {
            _problems = problems;
        }

        public async ValueTask<bool> TryHandleAsync(
            HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            (ProblemKind kind, string detail) = exception switch
            {
                BadHttpRequestException bad => (Problems.Of(bad.StatusCode), bad.Message),
                StoreBusyException busy => (Problems.Unavailable, busy.Message),
                DbException => (Problems.Unavailable, "The store is away or full; nothing was changed."),
                _ => (Problems.Failed, "The fault is in the server's log under the traceId."),
            };
            httpContext.Response.StatusCode = kind.Status;
            return await _problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = httpContext,
                Exception = exception,
                ProblemDetails = new ProblemDetails
                {
                    Type = kind.Type,
                    Title = kind.Title,
                    Status = kind.Status,
                    Detail = detail,
                },
            }).ConfigureAwait(false);
        }
    }
}
