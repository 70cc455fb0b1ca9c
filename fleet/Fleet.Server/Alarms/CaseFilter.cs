// Which cases a list shows.
namespace Fleet.Server.Alarms;

/// <summary>Which cases to list.</summary>
/// <param name="IncludeOpen">Raised and claimed ones.</param>
/// <param name="IncludeClosed">Closed ones, newest first, after the open ones.</param>
/// <param name="HubId">Only this hub's, when given.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record CaseFilter(
    bool IncludeOpen = true, bool IncludeClosed = false, string? HubId = null, int Limit = 200);
