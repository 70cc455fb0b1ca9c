// Ends calls that nobody heard the end of, and deletes what has been kept long enough.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Channels;

/// <summary>The round of retention: recordings by the municipality's policy, the rest by the settings.</summary>
internal sealed class ChannelCare : IRound
{
    private const long DayMilliseconds = 24L * 60 * 60 * 1000;
    private readonly FleetStore _store;
    private readonly SteadyClock _clock;
    private readonly ChannelOptions _options;
    private readonly CallProgress _progress;
    private readonly IVoiceProvider[] _providers;

    public ChannelCare(
        FleetStore store,
        SteadyClock clock,
        ChannelOptions options,
        CallProgress progress,
        IEnumerable<IVoiceProvider> providers)
    {
        (_store, _clock, _options, _progress, _providers) = (store, clock, options, progress, [.. providers]);
    }

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long now = _clock.UnixNow;
        List<CallRow> recordings;
        using (StoreSession session = _store.OpenSession())
        {
            recordings = CallStore.OldRecordings(session, now);
        }

        foreach (CallRow row in recordings)
        {
            IVoiceProvider? provider = Array.Find(_providers, one => one.Name == row.Provider);
            if (provider is null || await provider.DeleteRecordingAsync(row.RecordingReference!, cancellationToken)
                .ConfigureAwait(false))
            {
                await _store.WriteAsync(session => Forget(session, row), cancellationToken).ConfigureAwait(false);
            }
        }

        await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                foreach (CallRow row in CallStore.Forgotten(session, now - Limits.Channels.LongestCallMilliseconds))
                {
                    _progress.End(session, row, CallResult.Failed);
                }

                long before = now - (_options.RetentionDays * DayMilliseconds);
                return OutgoingStore.DeleteOld(session, before) + IncomingStore.DeleteOld(session, before)
                    + CallStore.DeleteOld(session, before) + PhoneStore.DeleteOld(session, before);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private int Forget(StoreSession session, CallRow row)
    {
        Outbox.Open(session);
        CallStore.SetRecording(session, row.CallId, null, null);
        _progress.Note(session, row, CaseSteps.RecordingDeleted, CallProgress.Word(row.Target));
        return 0;
    }
}
