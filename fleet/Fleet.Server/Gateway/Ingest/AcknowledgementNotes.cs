// Writes into the cases' logs that the hubs have been told that their alarms are held.
using System.Collections.Generic;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Notes acknowledgements; after the fact, on the store's own thread, so that no hub waits for it.</summary>
internal sealed class AcknowledgementNotes
{
    private readonly FleetStore _store;
    private readonly ICaseIntake _intake;
    private readonly SteadyClock _clock;
    private readonly IngestFaultLog _faultLog;

    public AcknowledgementNotes(FleetStore store, ICaseIntake intake, SteadyClock clock, IngestFaultLog faultLog)
    {
        _store = store;
        _intake = intake;
        _clock = clock;
        _faultLog = faultLog;
    }

    /// <summary>Notes the alarms of a group whose acknowledgement was handed to a session.</summary>
    public void Add(List<TakenAlarm> alarms)
    {
        List<TakenAlarm> told = alarms.FindAll(static alarm =>
            alarm.IsAnswered && alarm.MakesCase && alarm.Intake.Result != IntakeResult.Repeated);
        long at = _clock.UnixNow;
        for (int start = 0; start < told.Count; start += Limits.Store.RowsPerBackgroundWrite)
        {
            int count = int.Min(Limits.Store.RowsPerBackgroundWrite, told.Count - start);
            List<TakenAlarm> part = told.GetRange(start, count);
            try
            {
                _ = _store.WriteAsync(session => Write(session, part, at), default)
                    .ContinueWith(_faultLog.NoteFailed, TaskContinuationOptions.OnlyOnFaulted);
            }
            catch (StoreBusyException)
            {
                // The alarm is held and the hub knows; only this line of the log is missing while the store stops.
                return;
            }
        }
    }

    private int Write(StoreSession session, List<TakenAlarm> told, long at)
    {
        Outbox.Open(session);
        foreach (TakenAlarm alarm in told)
        {
            _intake.NoteAcknowledged(session, alarm.TenantId, alarm.Intake.CaseId, alarm.Sequence, at);
        }

        return told.Count;
    }
}
