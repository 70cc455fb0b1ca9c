// Which cases a list shows.
using System;

namespace Fleet.Server.Alarms;

/// <summary>Which cases to list.</summary>
/// <param name="IncludeOpen">Open ones: raised, claimed, spoken, dispatched, accepted, on site.</param>
/// <param name="IncludeClosed">Closed ones, newest first, after the open ones.</param>
/// <param name="HubId">Only this hub's, when given.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Queue">Only those resting in this queue, when given.</param>
/// <param name="OwnerId">Only this person's, when given.</param>
/// <param name="Kind">Only this kind, when given.</param>
/// <param name="State">Only this state, when given.</param>
/// <param name="GroupId">Only those this responder group was told of, when given.</param>
public sealed record CaseFilter(
    bool IncludeOpen = true,
    bool IncludeClosed = false,
    string? HubId = null,
    int Limit = 200,
    CaseQueue? Queue = null,
    Guid? OwnerId = null,
    CaseKind? Kind = null,
    CaseState? State = null,
    Guid? GroupId = null);
