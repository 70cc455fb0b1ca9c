// Commands to hubs over HTTP.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Commands;

/// <summary>A command for a hub.</summary>
/// <param name="Command">
/// sendHeartbeat, testAlarm, silentTest, reboot, playPhrase, dialNumber, collectDiagnostics, openPairing or walkTest.
/// </param>
/// <param name="Comment">Why, 1 to 500 characters, without personal data.</param>
/// <param name="ExpirySeconds">How long the hub may still carry it out, 1 to 604,800; default 300.</param>
/// <param name="Waits">
/// True to keep it for a hub that is away until its time is over; false, the default, to refuse it then.
/// </param>
/// <param name="Argument">
/// The phrase's number (and 256 more for at night too), the place in the hub's list of numbers, or the seconds of a
/// window or a walk test; left out for the others.
/// </param>
public sealed record CommandRequest(
    string? Command,
    string? Comment,
    int ExpirySeconds = Limits.Commands.DefaultSeconds,
    bool Waits = false,
    int? Argument = null);

/// <summary>Maps commands to hubs.</summary>
public static class CommandEndpoints
{
    private const string NoHub = "The tenant has no hub with this id.";
    private const string NoCommand = "The hub has no command with this number.";

    private static readonly Dictionary<string, HubCommandKind> Names = HubCommandRules.All.ToDictionary(
        static kind => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..], StringComparer.Ordinal);

    /// <summary>Maps the end points.</summary>
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Hubs + "/{hubId}/commands")
            .WithTags("Commands")
            .RequireAuthorization(Policies.See);
        group.MapPost("", AskAsync)
            .RequireAuthorization(Policies.CommandHubs)
            .WithName("sendHubCommand")
            .WithSummary("Asks a hub for something: at once, or when it is back; the same Idempotency-Key asks once")
            .Produces<HubCommandView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("", ListAsync)
            .WithName("listHubCommands")
            .WithSummary("What was asked of a hub, newest first, with who, why and what came of it")
            .Produces<Page<HubCommandView>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{number:long}", FindAsync)
            .WithName("getHubCommand")
            .WithSummary("One command as it stands")
            .Produces<HubCommandView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{number:long}", WithdrawAsync)
            .RequireAuthorization(Policies.CommandHubs)
            .WithName("withdrawHubCommand")
            .WithSummary("Takes a command back that waits for its hub")
            .Produces<HubCommandView>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AskAsync(
        string hubId,
        CommandRequest request,
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey,
        ClaimsPrincipal user,
        IHubCommands commands,
        CancellationToken cancellationToken)
    {
        if (request.Command is null || !Names.TryGetValue(request.Command, out HubCommandKind kind))
        {
            return Problems.InvalidField("command", "must be one of " + string.Join(", ", Names.Keys) + ".");
        }

        Actor actor = ActorClaims.Require(user);
        if (!HubCommandRules.May(actor.Role, kind))
        {
            return NotAllowed(kind);
        }

        if (Fault(request, kind) is { } fault)
        {
            return fault;
        }

        if (idempotencyKey is not null && !IdempotencyKey.IsValid(idempotencyKey))
        {
            return Problems.InvalidField(IdempotencyKey.Header, IdempotencyKey.Rule);
        }

        var order = new CommandOrder(
            kind,
            request.Comment!.Trim(),
            TimeSpan.FromSeconds(request.ExpirySeconds),
            request.Waits,
            request.Argument ?? CommandArguments.DefaultOf(kind),
            idempotencyKey);
        CommandAsk ask = await commands.AskAsync(actor, hubId, order, cancellationToken).ConfigureAwait(false);
        return Answer(ask, hubId);
    }

    private static IResult Answer(CommandAsk ask, string hubId)
    {
        return ask.Result switch
        {
            CommandAskResult.NotFound => Problems.NotFound.Answer(NoHub),
            CommandAskResult.NotReachable => Problems.HubNotReachable.Answer(
                "The hub has no connection, and the command was not to wait."),
            CommandAskResult.TooMany => Problems.CommandsFull.Answer(
                $"At most {Limits.Commands.OpenPerHub} commands of a hub and {Limits.Commands.OpenPerTenant} of a "
                + "municipality may be open."),
            CommandAskResult.KeyReused => Problems.KeyReused.Answer(
                "An earlier request with this Idempotency-Key asked for something else."),
            CommandAskResult.PairingOpen => Problems.PairingOpen.Answer("The hub listens for a device already."),
            _ => TypedResults.Accepted(
                string.Create(CultureInfo.InvariantCulture, $"{ApiRoutes.Hubs}/{hubId}/commands/{ask.Command!.Number}"),
                ask.Command),
        };
    }

    private static IResult? Fault(CommandRequest request, HubCommandKind kind)
    {
        string comment = (request.Comment ?? "").Trim();
        if (comment.Length is < 1 or > Limits.Commands.CommentLength || comment.Any(char.IsControl))
        {
            return Problems.InvalidField(
                "comment", $"must be 1 to {Limits.Commands.CommentLength} characters of one line.");
        }

        if (request.ExpirySeconds is < 1 or > Limits.Commands.LongestSeconds)
        {
            return Problems.InvalidField("expirySeconds", $"must be 1 to {Limits.Commands.LongestSeconds}.");
        }

        if (request.Waits && HubCommandRules.NeedsSomebodyThere(kind))
        {
            return Problems.InvalidField("waits", "must be false: when the hub is back, nobody would stand there.");
        }

        return CommandArguments.FaultOf(kind, request.Argument) is { } sentence
            ? Problems.InvalidField("argument", sentence)
            : null;
    }

    private static async Task<IResult> ListAsync(
        string hubId,
        ClaimsPrincipal user,
        IHubCommands commands,
        CancellationToken cancellationToken,
        int limit = Limits.Commands.PerPage,
        long? before = null)
    {
        if (limit is < 1 or > Limits.Commands.PerPage)
        {
            return Problems.InvalidField("limit", $"must be 1 to {Limits.Commands.PerPage}.");
        }

        IReadOnlyList<HubCommandView>? found = await commands.ListAsync(
            ActorClaims.Require(user), hubId, before, limit, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return Problems.NotFound.Answer(NoHub);
        }

        string? next = found.Count == limit ? found[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<HubCommandView>(found, next));
    }

    private static async Task<IResult> FindAsync(
        string hubId, long number, ClaimsPrincipal user, IHubCommands commands, CancellationToken cancellationToken)
    {
        HubCommandView? command = await commands.FindAsync(
            ActorClaims.Require(user), hubId, number, cancellationToken).ConfigureAwait(false);
        return command is null ? Problems.NotFound.Answer(NoCommand) : TypedResults.Ok(command);
    }

    private static async Task<IResult> WithdrawAsync(
        string hubId, long number, ClaimsPrincipal user, IHubCommands commands, CancellationToken cancellationToken)
    {
        Actor actor = ActorClaims.Require(user);
        HubCommandView? command = await commands.FindAsync(actor, hubId, number, cancellationToken)
            .ConfigureAwait(false);
        if (command is null)
        {
            return Problems.NotFound.Answer(NoCommand);
        }

        if (!HubCommandRules.May(actor.Role, command.Command))
        {
            return NotAllowed(command.Command);
        }

        WithdrawResult result = await commands.WithdrawAsync(actor, hubId, number, cancellationToken)
            .ConfigureAwait(false);
        return result switch
        {
            WithdrawResult.NotFound => Problems.NotFound.Answer(NoCommand),
            WithdrawResult.TooLate => Problems.CommandLeft.Answer("Only a command that waits can be taken back."),
            _ => TypedResults.Ok(
                await commands.FindAsync(actor, hubId, number, cancellationToken).ConfigureAwait(false)),
        };
    }

    private static IResult NotAllowed(HubCommandKind kind)
    {
        return Problems.Forbidden.Answer($"Your role does not send this command to hubs: {kind}.");
    }
}
