// Outages and their homes, as lists and pages show them.
using System;
using System.Collections.Generic;
using Fleet.Server.Residents;

namespace Fleet.Server.Outages;

/// <summary>What the homes of an outage have in common.</summary>
public enum OutageCause
{
    /// <summary>Their hubs are silent.</summary>
    Silent = 0,

    /// <summary>Their hubs are heard and run on battery.</summary>
    MainsLost = 1,
}

/// <summary>Whether somebody has asked after a home during an outage (NOR-040).</summary>
public enum HomeContact
{
    /// <summary>Not yet.</summary>
    None = 0,

    /// <summary>Spoken with by phone.</summary>
    Phoned = 1,

    /// <summary>Visited (HUL-086).</summary>
    Visited = 2,

    /// <summary>Tried, and not reached.</summary>
    NotReached = 3,
}

/// <summary>Many hubs away at the same time.</summary>
/// <param name="OutageId">Its id.</param>
/// <param name="Number">What people say aloud.</param>
/// <param name="Cause">What its homes have in common.</param>
/// <param name="Area">The area; empty for the whole municipality.</param>
/// <param name="StartedAt">When it was found.</param>
/// <param name="EndedAt">When its homes were back; null while it lasts.</param>
/// <param name="Away">Homes still away.</param>
/// <param name="Peak">The most that were away at the same time.</param>
/// <param name="Unasked">Homes away that nobody has asked after.</param>
/// <param name="LeadCaseId">The one technical case of it that sounds.</param>
/// <param name="NeedsManualCare">Whether groups were told to care by hand meanwhile (HUL-124).</param>
/// <param name="Note">A note without personal data.</param>
public sealed record OutageView(
    Guid OutageId,
    long Number,
    OutageCause Cause,
    string Area,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int Away,
    int Peak,
    int Unasked,
    Guid? LeadCaseId,
    bool NeedsManualCare,
    string Note);

/// <summary>A home of an outage, without personal data.</summary>
/// <param name="HubRowId">The home's hub.</param>
/// <param name="HubId">The hub's id.</param>
/// <param name="HubName">What the hub is called.</param>
/// <param name="Area">Its area.</param>
/// <param name="CaseId">Its technical case; null when it has none.</param>
/// <param name="JoinedAt">When it fell away.</param>
/// <param name="BackAt">When it was back; null while it is away.</param>
/// <param name="Contact">Whether somebody has asked after it.</param>
/// <param name="ContactAt">When.</param>
/// <param name="ContactBy">Who.</param>
/// <param name="Note">A note without personal data.</param>
public sealed record OutageHome(
    long HubRowId,
    string HubId,
    string HubName,
    string Area,
    Guid? CaseId,
    DateTimeOffset JoinedAt,
    DateTimeOffset? BackAt,
    HomeContact Contact,
    DateTimeOffset? ContactAt,
    string ContactBy,
    string Note);

/// <summary>An outage with its homes, those away and not asked after first.</summary>
/// <param name="Outage">The outage.</param>
/// <param name="Homes">Its homes.</param>
public sealed record OutageDetail(OutageView Outage, IReadOnlyList<OutageHome> Homes);

/// <summary>A line of the list for phoning and visiting; holds personal data.</summary>
/// <param name="Home">The home as the outage knows it.</param>
/// <param name="Details">What has been entered of the home; null when nothing has.</param>
public sealed record WorkLine(OutageHome Home, Home? Details);

/// <summary>A line of the list for the paper file (HBG-080, UPP-040); holds personal data.</summary>
/// <param name="HubName">What the hub is called.</param>
/// <param name="Details">What has been entered of the home.</param>
public sealed record PaperLine(string HubName, Home Details);
