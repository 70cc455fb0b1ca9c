// A stage on a case's way, as its time line shows it.
using System;

namespace Fleet.Server.Console.Cases;

/// <summary>One stage.</summary>
/// <param name="Name">The end of its text's name.</param>
/// <param name="At">When it was reached; null while it was not.</param>
/// <param name="Who">Who reached it; null when nobody in particular did.</param>
/// <param name="Look"><c>is-done</c>, <c>is-now</c> or <c>is-ahead</c>.</param>
public sealed record CaseStage(string Name, DateTimeOffset? At, string? Who, string Look);

/// <summary>A length of time that is measured, against its limit where there is one.</summary>
/// <param name="Name">The end of its text's name.</param>
/// <param name="From">From when; null while it has not begun.</param>
/// <param name="To">Until when; null while it runs.</param>
/// <param name="LimitSeconds">The limit; null for none.</param>
public sealed record StageClock(string Name, DateTimeOffset? From, DateTimeOffset? To, int? LimitSeconds);
