// Sees to it that every error of the interface is problem details, whoever made it.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
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
            FieldFault? fault = exception is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } read
                ? FaultOf(read)
                : null;
            (ProblemKind kind, string detail) = exception switch
            {
                BadHttpRequestException when fault is not null =>
                    (Problems.Invalid, $"{fault.Field}: {fault.Sentence}"),
                BadHttpRequestException bad => (Problems.Of(bad.StatusCode), bad.Message),
                StoreBusyException busy => (Problems.Unavailable, busy.Message),
                DbException => (Problems.Unavailable, "The store is away or full; nothing was changed."),
                _ => (Problems.Failed, "The fault is in the server's log under the traceId."),
            };
            httpContext.Response.StatusCode = kind.Status;
            var problem = new ProblemDetails
            {
                Type = kind.Type,
                Title = kind.Title,
                Status = kind.Status,
                Detail = detail,
            };
            if (fault is not null)
            {
                problem.Extensions["errors"] = new Dictionary<string, string[]> { [fault.Field] = [fault.Sentence] };
            }

            return await _problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = httpContext,
                Exception = exception,
                ProblemDetails = problem,
            }).ConfigureAwait(false);
        }

        /// <summary>The field of a body that could not be read; null when it was something else.</summary>
        private static FieldFault? FaultOf(BadHttpRequestException bad)
        {
            return bad.InnerException is JsonException json ? BodyFaults.Of(json)
                : bad.Message.EndsWith("from body.", StringComparison.Ordinal)
                    || bad.Message.StartsWith("Implicit body", StringComparison.Ordinal)
                    ? new FieldFault(BodyFaults.Body, "must be given.")
                    : null;
        }
    }
}
