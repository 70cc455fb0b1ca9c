// Keeps the many cases of one outage from sounding, without letting any of them go.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <inheritdoc cref="ICaseQuieting"/>
internal sealed class CaseQuieting : ICaseQuieting
{
    private const long FirstDeadlineMilliseconds = 60_000;
    private readonly CaseCourse _course;

    public CaseQuieting(CaseCourse course)
    {
        _course = course;
    }

    public bool Quiet(StoreSession session, Guid tenantId, Guid caseId, long until, string detail, long now)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { Kind: CaseKind.Technical, State: CaseState.Raised } row)
        {
            return false;
        }

        CaseEdit edit = _course.Edit(session, row, now);
        row.NextDeadlineAt = until;
        row.QuietUntil = until;
        row.IsSounding = false;
        row.Version++;
        edit.Log(CaseSteps.Quieted, detail);
        _course.Save(session, edit);
        return true;
    }

    public bool Wake(StoreSession session, Guid tenantId, Guid caseId, string detail, long now)
    {
        if (CaseStore.Find(session, tenantId, caseId) is not { State: CaseState.Raised } row
            || row.QuietUntil is null)
        {
            return false;
        }

        CaseEdit edit = _course.Edit(session, row, now);
        row.QuietUntil = null;
        row.IsSounding = true;
        row.NextDeadlineAt = now + FirstDeadlineMilliseconds;
        row.Version++;
        edit.Log(CaseSteps.Woken, detail);
        _course.Save(session, edit);
        return true;
    }
}
