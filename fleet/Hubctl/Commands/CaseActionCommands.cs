// hubctl alarm: what a person decides about a case, one command each.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands that change a case, in the order in which a case goes its way.</summary>
internal static class CaseActionCommands
{
    private static readonly string[] Outcomes =
    [
        "visited", "call", "emergencyServices", "accidental", "wrongAlarm", "test", "faultCleared", "actionTaken",
        "otherAuthority",
    ];

    private static readonly string[] Causes =
    [
        "none", "fall", "illness", "hygiene", "moving", "anxiety", "errand", "fire", "leak", "wandering", "threat",
        "fault", "other",
    ];

    /// <summary>Makes the commands.</summary>
    public static IEnumerable<Command> Make(Session session, SharedOptions shared)
    {
        var make = new CaseActionMaker(session, shared);
        yield return make.Command(new CaseActionPlan("claim", "Become the owner of a case", "is yours"));
        yield return MakeRelease(make);
        yield return MakeHandOver(make);
        yield return MakeSpeech(make);
        yield return MakeAskTest(make);
        yield return MakeDispatch(make);
        yield return MakeAccept(make);
        yield return MakeDecline(make);
        yield return MakeCheckIn(make);
        yield return MakeCheckOut(make);
        yield return MakeRemark(make);
        yield return MakeEmergencyCall(make);
        yield return MakeClose(make);
        yield return MakeReopen(make);
        yield return MakeMerge(make);
        yield return MakeLink(make);
        yield return MakeUnlink(make);
    }

    private static Command MakeRelease(CaseActionMaker make)
    {
        Option<string?> note = Note("Why");
        return make.Command(
            new CaseActionPlan("release", "Give a case back to its queue", "waits in its queue")
            {
                Body = (parsed, _, _) => Of(("note", parsed.GetValue(note))),
            },
            note);
    }

    private static Command MakeHandOver(CaseActionMaker make)
    {
        var to = new Option<string?>("--to") { Description = "A colleague's name as shown, or id", HelpName = "NAME" };
        var queue = new Option<string?>("--queue") { Description = "operators, supervisor or reserve" };
        queue.AcceptOnlyFromAmong("operators", "supervisor", "reserve");
        Option<string?> note = Note("What they must know");
        return make.Command(
            new CaseActionPlan("handover", "Hand a case to a colleague or a queue", "is handed over")
            {
                Body = async (parsed, client, cancellationToken) =>
                {
                    string? person = parsed.GetValue(to);
                    if (person is null == parsed.GetValue(queue) is null)
                    {
                        throw new FailureException(ExitCode.Usage, "Give --to or --queue, one of them.");
                    }

                    string? id = person is null
                        ? null
                        : await NamedThings.IdAsync(
                            client, new NamedThings("api/colleagues", "colleague", "userId", "displayName"), person,
                            cancellationToken).ConfigureAwait(false);
                    return Body(
                        ("personId", id), ("queue", parsed.GetValue(queue)), ("note", parsed.GetValue(note)));
                },
            },
            to, queue, note);
    }

    private static Command MakeSpeech(CaseActionMaker make)
    {
        var result = new Option<string>("--result") { Description = "spoken or silent", Required = true };
        result.AcceptOnlyFromAmong("spoken", "silent");
        return make.Command(
            new CaseActionPlan("speech", "Note what came of speaking with the home", "has it in its log")
            {
                Body = (parsed, _, _) => Of(("result", parsed.GetValue(result))),
            },
            result);
    }

    private static Command MakeAskTest(CaseActionMaker make)
    {
        var minutes = new Option<int?>("--minutes") { Description = "Until it is due, 5 to 1440; without it, 60" };
        return make.Command(
            new CaseActionPlan("ask-test", "Note that the home was asked for a test alarm", "waits for a test alarm")
            {
                Body = (parsed, _, _) =>
                {
                    var body = new JsonObject();
                    if (parsed.GetValue(minutes) is { } given)
                    {
                        body["minutes"] = given;
                    }

                    return Task.FromResult<JsonObject?>(body);
                },
            },
            minutes);
    }

    private static Command MakeDispatch(CaseActionMaker make)
    {
        Option<string?> group = Group("A group's name or id; without it, the home's group on duty");
        return make.Command(
            new CaseActionPlan("dispatch", "Tell the home's responders on duty, or a group", "is dispatched")
            {
                Body = async (parsed, client, cancellationToken) => Body(
                    ("groupId", await GroupAsync(client, parsed.GetValue(group), cancellationToken)
                        .ConfigureAwait(false))),
            },
            group);
    }

    private static Command MakeAccept(CaseActionMaker make)
    {
        Option<string> name = Name("Who answered and goes");
        Option<string?> group = Group("Their group, when known");
        return make.Command(
            new CaseActionPlan("accept", "A responder said by phone that they go", "is accepted")
            {
                Body = async (parsed, client, cancellationToken) => Body(
                    ("name", parsed.GetValue(name)),
                    ("groupId", await GroupAsync(client, parsed.GetValue(group), cancellationToken)
                        .ConfigureAwait(false))),
            },
            name, group);
    }

    private static Command MakeDecline(CaseActionMaker make)
    {
        Option<string> name = Name("Who cannot go");
        return make.Command(
            new CaseActionPlan("decline", "A responder said by phone that they cannot go", "has it in its log")
            {
                Body = (parsed, _, _) => Of(("name", parsed.GetValue(name))),
            },
            name);
    }

    private static Command MakeCheckIn(CaseActionMaker make)
    {
        Option<string> method = Method();
        var name = new Option<string?>("--name") { Description = "Who is there; without it, who accepted" };
        Option<string?> at = At();
        Option<string> reason = Reason("Why not by the hub, such as what the responder said; into the log");
        return make.Command(
            new CaseActionPlan("check-in", "A responder is there, by another proof than the hub", "has somebody there")
            {
                Body = (parsed, _, _) => Of(
                    ("method", parsed.GetValue(method)), ("name", parsed.GetValue(name)), ("at", parsed.GetValue(at))),
                Remark = parsed => parsed.GetValue(reason),
            },
            method, name, at, reason);
    }

    private static Command MakeCheckOut(CaseActionMaker make)
    {
        Option<string> method = Method();
        Option<string?> at = At();
        Option<string> reason = Reason("Why not by the hub, such as what the responder said; into the log");
        return make.Command(
            new CaseActionPlan("check-out", "A responder is done, by another proof than the hub", "can be closed")
            {
                Body = (parsed, _, _) => Of(("method", parsed.GetValue(method)), ("at", parsed.GetValue(at))),
                Remark = parsed => parsed.GetValue(reason),
            },
            method, at, reason);
    }

    private static Command MakeRemark(CaseActionMaker make)
    {
        var text = new Option<string>("--text")
        {
            Description = "Up to 500 characters, without personal data",
            Required = true,
        };
        return make.Command(
            new CaseActionPlan("remark", "Write a line into a case's log", "has it in its log")
            {
                Path = "remarks",
                Body = (parsed, _, _) => Of(("text", parsed.GetValue(text))),
            },
            text);
    }

    private static Command MakeEmergencyCall(CaseActionMaker make)
    {
        Option<string?> note = Note("What was agreed");
        return make.Command(
            new CaseActionPlan("emergency-call", "Note that 112 was called", "has it in its log")
            {
                Body = (parsed, _, _) => Of(("note", parsed.GetValue(note))),
            },
            note);
    }

    private static Command MakeClose(CaseActionMaker make)
    {
        var outcome = new Option<string>("--outcome") { Description = string.Join(", ", Outcomes), Required = true };
        outcome.AcceptOnlyFromAmong(Outcomes);
        var cause = new Option<string>("--cause")
        {
            Description = "Why help was needed: " + string.Join(", ", Causes),
            DefaultValueFactory = static _ => "none",
        };
        cause.AcceptOnlyFromAmong(Causes);
        Option<string?> note = Note("What the outcome does not say");
        return make.Command(
            new CaseActionPlan("close", "Close a case that you own", "is closed")
            {
                Body = (parsed, _, _) => Of(
                    ("outcome", parsed.GetValue(outcome)),
                    ("cause", parsed.GetValue(cause)),
                    ("note", parsed.GetValue(note))),
            },
            outcome, cause, note);
    }

    private static Command MakeReopen(CaseActionMaker make)
    {
        Option<string> reason = Reason("Why, without personal data");
        return make.Command(
            new CaseActionPlan("reopen", "Open a closed case again", "is open again")
            {
                Body = (parsed, _, _) => Of(("reason", parsed.GetValue(reason))),
            },
            reason);
    }

    private static Command MakeMerge(CaseActionMaker make)
    {
        Option<string> into = OtherCase("--into", "The case that goes on");
        return make.Command(
            new CaseActionPlan("merge", "Put a case's presses into another one and close it", "went into the other")
            {
                Body = async (parsed, client, cancellationToken) => Body(
                    ("intoCaseId", await AlarmCommands.FindAsync(
                        client, parsed.GetValue(into)!, cancellationToken).ConfigureAwait(false))),
            },
            into);
    }

    private static Command MakeLink(CaseActionMaker make)
    {
        Option<string> with = OtherCase("--with", "The case that belongs to it");
        return make.Command(
            new CaseActionPlan("link", "Link two cases that belong together", "is linked")
            {
                Path = "links",
                Body = async (parsed, client, cancellationToken) => Body(
                    ("otherCaseId", await AlarmCommands.FindAsync(
                        client, parsed.GetValue(with)!, cancellationToken).ConfigureAwait(false))),
            },
            with);
    }

    private static Command MakeUnlink(CaseActionMaker make)
    {
        Option<string> from = OtherCase("--from", "The case that does not belong to it");
        return make.Command(
            new CaseActionPlan("unlink", "Take a link between two cases away", "is linked with it no more")
            {
                Method = HttpMethod.Delete,
                Path = "links",
                Below = (parsed, client, cancellationToken) => AlarmCommands.FindAsync(
                    client, parsed.GetValue(from)!, cancellationToken),
            },
            from);
    }

    private static Task<JsonObject?> Of(params (string Name, string? Value)[] members)
    {
        return Task.FromResult(Body(members));
    }

    /// <summary>What was not given is left out, so that the server's own standard holds.</summary>
    private static JsonObject? Body(params (string Name, string? Value)[] members)
    {
        var body = new JsonObject();
        foreach ((string name, string? value) in members)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        return body;
    }

    private static async Task<string?> GroupAsync(
        FleetClient client, string? typed, CancellationToken cancellationToken)
    {
        return typed is null
            ? null
            : await NamedThings.IdAsync(client, NamedThings.Groups, typed, cancellationToken).ConfigureAwait(false);
    }

    private static Option<string?> Note(string what)
    {
        return new Option<string?>("--note") { Description = what + "; up to 500 characters, without personal data" };
    }

    private static Option<string> Reason(string what)
    {
        return new Option<string>("--reason") { Description = what, Required = true };
    }

    private static Option<string> Name(string what)
    {
        return new Option<string>("--name") { Description = what, Required = true };
    }

    private static Option<string?> Group(string what)
    {
        return new Option<string?>("--group") { Description = what, HelpName = "GROUP" };
    }

    private static Option<string> OtherCase(string name, string what)
    {
        return new Option<string>(name)
        {
            Description = what + ": its number or id",
            HelpName = "CASE",
            Required = true,
        };
    }

    private static Option<string> Method()
    {
        var method = new Option<string>("--method")
        {
            Description = "operator (after a call) or lock (the home's digital lock)",
            DefaultValueFactory = static _ => "operator",
        };
        method.AcceptOnlyFromAmong("operator", "lock");
        return method;
    }

    private static Option<string?> At()
    {
        var at = new Option<string?>("--at")
        {
            Description = "Since when, such as 2026-01-31T22:15+01:00; now without it",
            HelpName = "TIME",
        };
        at.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            {
                result.AddError($"--at must be a time such as 2026-01-31T22:15+01:00, is \"{text}\".");
            }
        });
        return at;
    }
}
