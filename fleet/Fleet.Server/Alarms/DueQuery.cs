// The one question asked every second, compiled once.
using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Alarms;

/// <summary>Whether any deadline has passed; a read, so that idle seconds write nothing.</summary>
internal static class DueQuery
{
    private static readonly Func<FleetDbContext, long, Task<bool>> Query = EF.CompileAsyncQuery(
        (FleetDbContext context, long now) =>
            context.Set<AlarmCaseRow>().Any(row => row.State != CaseState.Closed && row.NextDeadlineAt <= now));

    public static Task<bool> IsAnyDueAsync(FleetDbContext context, long now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Query(context, now);
    }
}
