// A period of whole days in a query.
using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fleet.Server.Http;

/// <summary>Whole days.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The day after the last.</param>
public readonly record struct Period(DateOnly From, DateOnly To)
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Reads <c>from</c> and <c>to</c> of a query.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="period">The period.</param>
    /// <param name="fault">What to answer when it is none.</param>
    public static bool TryRead(string? from, string? to, out Period period, [NotNullWhen(false)] out IResult? fault)
    {
        period = default;
        fault = null;
        if (!DateOnly.TryParseExact(from, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly start)
            || start.Year is < 2000 or > 9000)
        {
            fault = Problems.InvalidField("from", "must be a day such as 2026-01-31.");
        }
        else if (!DateOnly.TryParseExact(
            to, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly end))
        {
            fault = Problems.InvalidField("to", "must be the day after the last, such as 2026-02-01.");
        }
        else if (end <= start || end.DayNumber - start.DayNumber > Limits.Audit.PeriodDays)
        {
            fault = Problems.InvalidField("to", $"must be 1 to {Limits.Audit.PeriodDays} days after from.");
        }
        else
        {
            period = new Period(start, end);
        }

        return fault is null;
    }
}
