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
internal sealed record CaseListFilter(string State = "open", string? HubId = null, string Search = "")
{
    public static readonly IReadOnlyList<string> States = ["open", "closed", "all"];

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
    public static CaseListFilter From(string? state, string? hubId, string? search)
    {
        var text = search?.Trim() ?? "";
        return new CaseListFilter(
            state is not null && States.Contains(state) ? state : "open",
            string.IsNullOrWhiteSpace(hubId) ? null : hubId,
            text.Length > Limits.Console.SearchCharacters ? text[..Limits.Console.SearchCharacters] : text);
    }

    /// <summary>This filter with another state.</summary>
    public CaseListFilter With(string state) => this with { State = state };

    /// <summary>Whether the case is shown.</summary>
    /// <param name="view">The case.</param>
    /// <param name="cause">Its cause in the operator's language, which can be searched for too.</param>
    public bool Lets(AlarmCaseView view, string cause) =>
        (view.State == CaseState.Closed ? ShowsClosed : ShowsOpen)
        && (HubId is null || view.HubId == HubId)
        && (Search.Length == 0
            || Has(view.HubName) || Has(view.HubId) || Has(cause) || Has(view.OwnerName)
            || view.CaseNumber.ToString(System.Globalization.CultureInfo.InvariantCulture) == Search);

    private bool Has(string? text) => text?.Contains(Search, StringComparison.CurrentCultureIgnoreCase) == true;
}
