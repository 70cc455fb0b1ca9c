// Which alarms a list shows, as its address says.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Lists;

/// <summary>The alarm list's filter. It lives in the address, so that it can be kept, sent and gone back to.</summary>
/// <param name="State"><c>open</c>, <c>closed</c> or <c>all</c>.</param>
/// <param name="HubId">Only this hub's, when given.</param>
/// <param name="Search">Text that must occur; empty for none.</param>
/// <param name="Queue">
/// Where a case rests: <c>any</c>, <c>mine</c>, <c>operators</c>, <c>supervisor</c>, <c>reserve</c> or <c>group</c>.
/// </param>
internal sealed record CaseListFilter(
    string State = "open", string? HubId = null, string Search = "", string Queue = "any")
{
    public static readonly IReadOnlyList<string> States = ["open", "closed", "all"];

    public static readonly IReadOnlyList<string> Queues =
        ["any", "mine", "operators", "supervisor", "reserve", "group"];

    /// <summary>Whether open cases are among those shown.</summary>
    public bool ShowsOpen => State != "closed";

    /// <summary>Whether closed cases are among those shown.</summary>
    public bool ShowsClosed => State != "open";

    /// <summary>The address of the list with this filter.</summary>
    public string Href
    {
        get
        {
            List<string> parts = [];
            if (State != "open")
            {
                parts.Add($"state={State}");
            }

            if (Queue != "any")
            {
                parts.Add($"queue={Queue}");
            }

            if (HubId is not null)
            {
                parts.Add($"hub={Uri.EscapeDataString(HubId)}");
            }

            if (Search.Length > 0)
            {
                parts.Add($"q={Uri.EscapeDataString(Search)}");
            }

            return parts.Count == 0 ? "alarms" : $"alarms?{string.Join('&', parts)}";
        }
    }

    /// <summary>Reads an address; what makes no sense in it is as if not there.</summary>
    public static CaseListFilter From(string? state, string? hubId, string? search, string? queue = null)
    {
        var text = search?.Trim() ?? "";
        return new CaseListFilter(
            state is not null && States.Contains(state) ? state : "open",
            string.IsNullOrWhiteSpace(hubId) ? null : hubId,
            text.Length > Limits.Console.SearchCharacters ? text[..Limits.Console.SearchCharacters] : text,
            queue is not null && Queues.Contains(queue) ? queue : "any");
    }

    /// <summary>This filter with another state.</summary>
    public CaseListFilter With(string state) => this with { State = state };

    /// <summary>Whether the case is shown.</summary>
    /// <param name="view">The case.</param>
    /// <param name="cause">Its cause in the operator's language, which can be searched for too.</param>
    /// <param name="me">Who looks; null when nobody in particular does.</param>
    public bool Lets(AlarmCaseView view, string cause, Guid? me = null) =>
        (view.State == CaseState.Closed ? ShowsClosed : ShowsOpen)
        && IsInQueue(view, me)
        && (HubId is null || view.HubId == HubId)
        && (Search.Length == 0
            || Has(view.HubName) || Has(view.HubId) || Has(cause) || Has(view.OwnerName) || Has(view.ResponderName)
            || Has(view.GroupName)
            || view.CaseNumber.ToString(System.Globalization.CultureInfo.InvariantCulture) == Search);

    /// <summary>A case that somebody owns rests with them and in no queue.</summary>
    private bool IsInQueue(AlarmCaseView view, Guid? me) => Queue switch
    {
        "any" => true,
        "mine" => view.OwnerId is not null && view.OwnerId == me,
        "operators" => view.OwnerId is null && view.Queue == CaseQueue.Operators,
        "supervisor" => view.OwnerId is null && view.Queue == CaseQueue.Supervisor,
        "reserve" => view.OwnerId is null && view.Queue == CaseQueue.Reserve,
        _ => view.OwnerId is null && view.Queue == CaseQueue.Group,
    };

    private bool Has(string? text) => text?.Contains(Search, StringComparison.CurrentCultureIgnoreCase) == true;
}
