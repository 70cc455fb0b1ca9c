// From what is known of a case to its documentation, for programs and for people. No store, no clock.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Fleet.Evidence.Statistics;
using Fleet.Server.Alarms;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;

namespace Fleet.Server.CareRecord;

/// <summary>Makes documentation: names of staff only, unless the policy says full details.</summary>
internal static class DocumentWriter
{
    /// <summary>Steps of which the care record has no use.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        CaseSteps.Acknowledged, CaseSteps.HandedOver, CaseSteps.Delivered, CaseSteps.Confirmed, CaseSteps.Quieted,
        CaseSteps.Woken, CaseSteps.Linked, CaseSteps.Unlinked, CaseSteps.RecordingDeleted,
    ];

    /// <summary>The documentation.</summary>
    public static CaseDocument Make(
        AlarmCaseView about,
        IReadOnlyList<CaseLogEntryView> log,
        IReadOnlyList<DispatchMessageView> messages,
        Home? home,
        bool isFull)
    {
        List<CaseLogEntryView> entries = [.. log.Where(entry => !LeftOut.Contains(entry.Step))];
        return new CaseDocument(
            CaseDocument.FormatName,
            about.CaseId,
            about.CaseNumber,
            about.HubId,
            home is { Area.Length: > 0 } ? home.Area : about.HubName,
            isFull && home is not null ? Names(about, home) : null,
            isFull && home is not null ? $"{home.Street}, {home.Town}".Trim(' ', ',') : null,
            about.Kind,
            about.DeviceType,
            about.StatusCode,
            DocumentTexts.Status(about.StatusCode),
            about.RaisedAt,
            about.ReceivedAt,
            about.Stages,
            about.OwnerName,
            [
                .. messages.Where(message => message.Purpose == DispatchMessagePurpose.Ask)
                    .GroupBy(message => (message.RecipientName, message.GroupName))
                    .Select(one => new DocumentTold(
                        one.Key.RecipientName,
                        one.Key.GroupName,
                        one.Min(message => message.QueuedAt),
                        one.Any(message => message.Answer != DispatchAnswer.None))),
            ],
            about.Stages?.OnSiteAt is null ? null : about.ResponderName,
            about.ReceiptMethod,
            about.Outcome,
            about.Outcome is { } outcome ? DocumentTexts.Of("Outcome_" + outcome) : "",
            about.Cause,
            DocumentTexts.Of("CaseCause_" + about.Cause),
            about.ClosedAt,
            [
                .. entries.Take(Limits.CareRecord.Entries).Select(static entry => new DocumentEntry(
                    entry.At, entry.Step, DocumentTexts.Step(entry.Step), entry.ActorName, Note(entry))),
            ],
            entries.Count > Limits.CareRecord.Entries);
    }

    /// <summary>As a person files it.</summary>
    public static string Text(CaseDocument document)
    {
        var text = new StringBuilder();
        void Line(string name, params object[] values) => text.Append(DocumentTexts.Of(name, values)).Append('\n');
        Line("Title", document.CaseNumber, Moment(document.RaisedAt));
        Line("Line_What", document.What, DocumentTexts.Of("Kind_" + document.Kind));
        Line("Line_Where", document.Place);
        if (document.Residents is { Count: > 0 } residents)
        {
            Line("Line_Who", string.Join(", ", residents));
        }

        if (document.Address is { Length: > 0 } address)
        {
            Line("Line_Address", address);
        }

        Line("Line_When", Moment(document.RaisedAt), Moment(document.ReceivedAt));
        Line("Line_Handled", document.HandledBy ?? DocumentTexts.Of("System"));
        Line(
            document.Told.Count == 0 ? "Line_NobodyTold" : "Line_Told",
            string.Join(", ", document.Told.Select(static told => $"{told.Name} {Moment(told.FirstToldAt)}")));
        if (document.Stages?.OnSiteAt is { } onSite)
        {
            string receipt = DocumentTexts.Of("Receipt_" + document.Receipt);
            Line("Line_Came", document.CameName ?? "", Moment(onSite), receipt);
        }
        else
        {
            Line("Line_NobodyCame");
        }

        if (document.Stages?.LeftAt is { } left)
        {
            Line("Line_Left", Moment(left));
        }

        if (document.ClosedAt is { } closed)
        {
            Line("Line_Outcome", document.OutcomeText);
            Line("Line_Cause", document.CauseText);
            Line("Line_Closed", Moment(closed));
        }
        else
        {
            Line("Line_Open");
        }

        Line("Line_Course");
        foreach (DocumentEntry entry in document.Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Moment(entry.At)} {entry.Text}, ")
                .Append(entry.By ?? DocumentTexts.Of("System"))
                .Append(entry.Note.Length == 0 ? "" : ": " + entry.Note)
                .Append('\n');
        }

        if (document.IsCut)
        {
            Line("Line_Cut");
        }

        return text.ToString();
    }

    private static List<string> Names(AlarmCaseView about, Home home)
    {
        return
        [
            .. home.Residents
                .Where(one => about.Occupants is not { Count: > 0 } known || known.Contains(one.Occupant))
                .Select(one => one.Name),
        ];
    }

    /// <summary>What people wrote; what the machine notes beside it is for the case's own log.</summary>
    private static string Note(CaseLogEntryView entry)
    {
        if (entry.Step is CaseSteps.Remarked or CaseSteps.EmergencyCalled)
        {
            return entry.Detail;
        }

        int colon = entry.ActorName is null ? -1 : entry.Detail.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? "" : entry.Detail[(colon + 2)..];
    }

    private static string Moment(DateTimeOffset at)
    {
        return SwedishClock.Text(at.ToUnixTimeMilliseconds());
    }
}
