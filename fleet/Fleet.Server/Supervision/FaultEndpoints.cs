// Technical cases' deadlines, support contacts and reports over HTTP.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Server.Supervision;

/// <summary>A fault that staff report.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Kind">noContact, poorSound, misplaced, partBroken or other (HBG-085).</param>
/// <param name="Note">Up to 500 characters, without personal data.</param>
public sealed record FaultReport(string? HubId, FaultKind? Kind, string? Note = null);

/// <summary>The case of a report.</summary>
/// <param name="CaseId">The case.</param>
public sealed record FaultReported(Guid CaseId);

/// <summary>Which component it is.</summary>
/// <param name="Component">hub, device, network, power, portal, phone, lock or other.</param>
public sealed record ComponentRequest(FaultComponent? Component);

/// <summary>Whom to ask.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="PhoneNumber">Up to 200 characters.</param>
/// <param name="Mail">Up to 200 characters.</param>
/// <param name="Hours">Up to 100 characters.</param>
public sealed record ContactRequest(
    string? Name, string? PhoneNumber = null, string? Mail = null, string? Hours = null);

/// <summary>Maps technical cases.</summary>
public static class FaultEndpoints
{
    /// <summary>Maps the end points.</summary>
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(ApiRoutes.Root + "/faults")
            .WithTags("Technical")
            .RequireAuthorization(Policies.See);
        group.MapGet("", ListAsync)
            .WithName("listFaults")
            .WithSummary("Open technical cases with what they are due by, the next due first")
            .Produces<Page<FaultView>>();
        group.MapPost("", ReportAsync)
            .WithName("reportFault")
            .WithSummary("Raises a technical case for what staff have seen")
            .Produces<FaultReported>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{caseId:guid}/exchanged", ExchangedAsync)
            .RequireAuthorization(Policies.HandleHubs)
            .WithName("markExchanged")
            .WithSummary("Something was exchanged or repaired: the case stays open until a test has come through")
            .Produces<FaultView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/{caseId:guid}/component", ComponentAsync)
            .WithName("setFaultComponent")
            .WithSummary("Says which component a case is about")
            .Produces<FaultView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/untested", UntestedAsync)
            .WithName("listUntested")
            .WithSummary("Triggers that were paired a day ago or longer and have not been tried")
            .Produces<Page<UntestedDevice>>();
        group.MapGet("/contacts", ContactsAsync)
            .WithName("listSupportContacts")
            .WithSummary("Whom to ask about which component")
            .Produces<Page<SupportContact>>();
        group.MapPut("/contacts/{component}", SetContactAsync)
            .RequireAuthorization(Policies.DecideSettings)
            .WithName("setSupportContact")
            .WithSummary("Sets whom to ask about a component")
            .Produces<SupportContact>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user,
        IFaults faults,
        CancellationToken cancellationToken,
        string? hub = null,
        bool outages = true)
    {
        return TypedResults.Ok(new Page<FaultView>(await faults.ListAsync(
            ActorClaims.Require(user), hub, outages, cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> ReportAsync(
        FaultReport request, ClaimsPrincipal user, IFaults faults, CancellationToken cancellationToken)
    {
        if (request.Kind is not { } kind || FaultRules.CodesOf(kind) is null)
        {
            return Problems.InvalidField("kind", "must be noContact, poorSound, misplaced, partBroken or other.");
        }

        string note = (request.Note ?? "").Trim();
        if (note.Length > Limits.Technical.NoteLength)
        {
            return Problems.InvalidField("note", $"must have at most {Limits.Technical.NoteLength} characters.");
        }

        Guid? caseId = await faults.ReportAsync(
            ActorClaims.Require(user), request.HubId ?? "", kind, note, cancellationToken).ConfigureAwait(false);
        return caseId is { } id
            ? TypedResults.Ok(new FaultReported(id))
            : Problems.NotFound.Answer("The tenant has no hub with this id.");
    }

    private static async Task<IResult> ExchangedAsync(
        Guid caseId, ClaimsPrincipal user, IFaults faults, CancellationToken cancellationToken)
    {
        Actor actor = ActorClaims.Require(user);
        return await faults.MarkExchangedAsync(actor, caseId, cancellationToken).ConfigureAwait(false)
            ? TypedResults.Ok(await faults.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false))
            : NoCase();
    }

    private static async Task<IResult> ComponentAsync(
        Guid caseId,
        ComponentRequest request,
        ClaimsPrincipal user,
        IFaults faults,
        CancellationToken cancellationToken)
    {
        if (request.Component is not { } component)
        {
            return Problems.InvalidField("component", "must be given.");
        }

        Actor actor = ActorClaims.Require(user);
        return await faults.SetComponentAsync(actor, caseId, component, cancellationToken).ConfigureAwait(false)
            ? TypedResults.Ok(await faults.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false))
            : NoCase();
    }

    private static async Task<IResult> UntestedAsync(
        ClaimsPrincipal user, IFaults faults, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<UntestedDevice>(
            await faults.UntestedAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> ContactsAsync(
        ClaimsPrincipal user, IFaults faults, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new Page<SupportContact>(
            await faults.ContactsAsync(ActorClaims.Require(user), cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<IResult> SetContactAsync(
        string component,
        ContactRequest request,
        ClaimsPrincipal user,
        IFaults faults,
        CancellationToken cancellationToken)
    {
        if (!Enum.TryParse(component, ignoreCase: true, out FaultComponent known) || !Enum.IsDefined(known))
        {
            return Problems.InvalidField(
                "component", "must be hub, device, network, power, portal, phone, lock or other.");
        }

        string name = (request.Name ?? "").Trim();
        if (name.Length is 0 or > Limits.Technical.NameLength)
        {
            return Problems.InvalidField("name", $"must have 1 to {Limits.Technical.NameLength} characters.");
        }

        var contact = new SupportContact(
            known, name, request.PhoneNumber ?? "", request.Mail ?? "", request.Hours ?? "");
        if (contact.PhoneNumber.Length > Limits.Technical.AddressLength
            || contact.Mail.Length > Limits.Technical.AddressLength
            || contact.Hours.Length > Limits.Technical.NameLength)
        {
            return Problems.InvalidField("mail, phoneNumber or hours", "is too long.");
        }

        await faults.SetContactAsync(ActorClaims.Require(user), contact, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(contact);
    }

    private static IResult NoCase()
    {
        return Problems.NotFound.Answer("The tenant has no open technical case with this id.");
    }
}
