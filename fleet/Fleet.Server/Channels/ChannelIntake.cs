// Takes what comes from providers: replies, delivery reports, news of calls.
using System;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Channels;

/// <summary>
/// Keeps first, then tells, in one transaction that begins with <see cref="Outbox.Open"/>. The same news twice is one;
/// a report that comes before the provider's own answer waits for it.
/// </summary>
internal sealed class ChannelIntake
{
    private readonly FleetStore _store;
    private readonly SteadyClock _clock;
    private readonly ChannelNews _news;
    private readonly CallProgress _calls;
    private readonly ChannelOptions _options;

    public ChannelIntake(
        FleetStore store, SteadyClock clock, ChannelNews news, CallProgress calls, ChannelOptions options)
    {
        (_store, _clock, _news, _calls, _options) = (store, clock, news, calls, options);
    }

    /// <summary>Takes news from a provider's webhook.</summary>
    public Task TakeAsync(string provider, WebhookNews news, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                Take(session, provider, news);
                return 0;
            },
            cancellationToken);
    }

    /// <summary>The same within a transaction that has been begun so.</summary>
    public void Take(StoreSession session, string provider, WebhookNews news)
    {
        switch (news)
        {
            case SmsNews sms:
                TakeSms(session, provider, sms);
                break;
            case ReportNews report:
                TakeReport(session, provider, report);
                break;
            case CallNews call when _calls.Take(session, call):
                break;
            case CallNews call:
                TakeMessageCall(session, provider, call);
                break;
        }
    }

    /// <summary>What a call is for; null when there is none with this id.</summary>
    public Task<CallPlan?> FindPlanAsync(Guid callId, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session => _calls.FindPlan(session, callId)
                ?? (OutgoingStore.Find(session, callId) is { } row
                    ? new CallPlan(IsMessage: true, row.Message.Address, IsRecorded: false)
                    : null),
            cancellationToken);
    }

    /// <summary>Reports that came before the provider's answer are taken now.</summary>
    public void MatchReports(StoreSession session, string provider, string reference, Guid messageId)
    {
        foreach (IncomingRow row in IncomingStore.UnmatchedReports(session, provider, reference))
        {
            IncomingStore.SetTold(session, row.IncomingId, isMatched: true);
            string word = row.ProviderReference[(row.ProviderReference.LastIndexOf(':') + 1)..];
            if (Enum.TryParse(word, out ReportStatus status))
            {
                Apply(session, provider, messageId, status, row.Text);
            }
        }
    }

    private void TakeSms(StoreSession session, string provider, SmsNews sms)
    {
        var row = new IncomingRow(
            Guid.NewGuid(), provider, IncomingKind.Sms, sms.Reference, sms.From, sms.Text, null, _clock.UnixNow,
            OwnerOf(session, provider) ?? OutgoingStore.FindTenant(session, sms.From));
        if (IncomingStore.Add(session, row, isMatched: false, isTold: false))
        {
            _news.Tell(session, row);
        }
    }

    /// <summary>The tenant whose number a provider has; null when it serves several.</summary>
    private Guid? OwnerOf(StoreSession session, string provider)
    {
        if (_options.Providers.FirstOrDefault(one => one.Name == provider)?.TenantName is not { } name)
        {
            return null;
        }

        using DbDataReader reader = session.Sql("SELECT tenant_id FROM access.tenant WHERE name = @name")
            .With("@name", name)
            .Read();
        return reader.Read() ? reader.GetGuid(0) : null;
    }

    private void TakeReport(StoreSession session, string provider, ReportNews report)
    {
        OutgoingRow? message = report.MessageId is { } id
            ? OutgoingStore.Find(session, id)
            : OutgoingStore.FindByReference(session, provider, report.Reference) is { } found
                ? OutgoingStore.Find(session, found)
                : null;
        var row = new IncomingRow(
            Guid.NewGuid(),
            provider,
            IncomingKind.Report,
            $"{report.Reference}:{report.Status}",
            report.Reference,
            report.Detail,
            message?.Message.MessageId,
            _clock.UnixNow,
            message?.Message.TenantId);
        if (IncomingStore.Add(session, row, message is not null, isTold: true)
            && message is not null)
        {
            Apply(session, provider, message.Message.MessageId, report.Status, report.Detail);
        }
    }

    private void TakeMessageCall(StoreSession session, string provider, CallNews call)
    {
        if (OutgoingStore.Find(session, call.CallId) is not { } row || row.Message.Kind != OutgoingKind.Voice)
        {
            return;
        }

        switch (call.Event)
        {
            case CallEvent.FirstAnswered:
                Apply(session, provider, call.CallId, ReportStatus.Delivered, "");
                break;
            case CallEvent.Digit:
                Apply(session, provider, call.CallId, ReportStatus.Delivered, "");
                TakeDigit(session, provider, row, call.Value);
                break;
            case CallEvent.Ended when row.State != MessageState.Delivered:
                Apply(session, provider, call.CallId, ReportStatus.Failed, call.Result switch
                {
                    CallResult.Busy => "busy or declined",
                    CallResult.NoAnswer => "no answer",
                    _ => "the call failed",
                });
                break;
        }
    }

    private void TakeDigit(StoreSession session, string provider, OutgoingRow row, string digit)
    {
        // The same key twice in one call is one answer.
        Guid id = row.Message.MessageId;
        var incoming = new IncomingRow(
            Guid.NewGuid(), provider, IncomingKind.Call, $"{id:N}:{digit}", row.Message.Address, digit, id,
            _clock.UnixNow, row.Message.TenantId);
        if (IncomingStore.Add(session, incoming, isMatched: false, isTold: false))
        {
            _news.Tell(session, incoming);
        }
    }

    private void Apply(StoreSession session, string provider, Guid messageId, ReportStatus status, string detail)
    {
        long now = _clock.UnixNow;
        bool isChanged = status switch
        {
            ReportStatus.Delivered => OutgoingStore.Deliver(session, messageId, provider, now),
            ReportStatus.Failed => OutgoingStore.Find(session, messageId) is { } row && OutgoingStore.End(
                session, messageId, MessageState.Failed, Math.Max(1, row.Attempts), $"{provider}: {detail}", now),
            _ => false,
        };
        if (isChanged)
        {
            _news.Tell(session, messageId);
        }
    }
}
