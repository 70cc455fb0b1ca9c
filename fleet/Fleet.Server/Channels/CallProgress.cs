// Moves a case's call by what its provider tells, and notes it in the case.
using System;
using System.Globalization;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Channels;

/// <summary>The rules of a call. Runs within a transaction that begins with <see cref="Outbox.Open"/>.</summary>
internal sealed class CallProgress
{
    private const long DayMilliseconds = 24L * 60 * 60 * 1000;
    private readonly IServiceProvider _services;
    private readonly SteadyClock _clock;

    public CallProgress(IServiceProvider services, SteadyClock clock)
    {
        (_services, _clock) = (services, clock);
    }

    /// <summary>What the call is for; null when there is none with this id.</summary>
    public CallPlan? FindPlan(StoreSession session, Guid callId)
    {
        return CallStore.Find(session, callId) is { } row
            ? new CallPlan(IsMessage: false, row.Number, row.IsRecorded)
            : null;
    }

    /// <summary>Takes news.</summary>
    /// <returns>False when no case has such a call.</returns>
    public bool Take(StoreSession session, CallNews news)
    {
        if (CallStore.Find(session, news.CallId) is not { } row)
        {
            return false;
        }

        switch (news.Event)
        {
            case CallEvent.FirstAnswered:
                CallStore.Move(session, row.CallId, CallState.RingingOther, _clock.UnixNow);
                break;
            case CallEvent.OtherAnswered:
                CallStore.Move(session, row.CallId, CallState.Connected, _clock.UnixNow);
                break;
            case CallEvent.Ended:
                End(session, row, news.Result);
                break;
            case CallEvent.Recorded when row.IsRecorded:
                int days = RecordingPolicy.Find(session, row.TenantId).RetentionDays;
                CallStore.SetRecording(session, row.CallId, news.Value, _clock.UnixNow + (days * DayMilliseconds));
                break;
        }

        return true;
    }

    /// <summary>
    /// The call is over. One to the home that nobody there answered is a silent alarm, unless somebody has been spoken
    /// with in another call (HBG-074, NOR-030).
    /// </summary>
    public void End(StoreSession session, CallRow row, CallResult told)
    {
        long now = _clock.UnixNow;
        CallResult result = row.State switch
        {
            CallState.Connected => CallResult.Answered,
            CallState.RingingOperator when told is CallResult.None or CallResult.NoAnswer or CallResult.Busy =>
                CallResult.OperatorAway,
            _ when told == CallResult.None => CallResult.NoAnswer,
            _ => told,
        };
        if (!CallStore.End(session, row.CallId, result, now))
        {
            return;
        }

        long? seconds = result == CallResult.Answered && row.AnsweredAt is { } at ? (now - at) / 1000 : null;
        Note(session, row, CaseSteps.CallEnded, string.Create(
            CultureInfo.InvariantCulture,
            $"{Word(row.Target)}: {Word(result)}{(seconds is null ? "" : $", {seconds} s")}"));
        bool isSilent = row.Target is CallTarget.Hub or CallTarget.HomePhone
            && result is CallResult.NoAnswer or CallResult.Busy or CallResult.Failed;
        if (isSilent && CallStore.OfCase(session, row.TenantId, row.CaseId).All(
            call => call.Speech != SpeechResult.Spoken))
        {
            CallStore.SetSpeech(session, row.CallId, SpeechResult.Silent);
            SetSpeech(session, row, SpeechResult.Silent);
        }
    }

    /// <summary>Writes a line into the case's log.</summary>
    public void Note(StoreSession session, CallRow row, string step, string detail)
    {
        _services.GetRequiredService<ICaseProgress>().Note(
            session, row.TenantId, row.CaseId, step, detail, _clock.UnixNow, row.OperatorId, row.OperatorName);
    }

    /// <summary>Tells the case what came of speaking.</summary>
    public CaseChangeResult SetSpeech(StoreSession session, CallRow row, SpeechResult result)
    {
        return _services.GetRequiredService<ICaseProgress>().SetSpeech(
            session, row.TenantId, row.CaseId, result, _clock.UnixNow, row.OperatorId, row.OperatorName);
    }

    /// <summary>A target as the log writes it.</summary>
    public static string Word(CallTarget target)
    {
        return target switch
        {
            CallTarget.Hub => "hub",
            CallTarget.HomePhone => "home phone",
            CallTarget.Emergency => "112",
            _ => "number",
        };
    }

    private static string Word(CallResult result)
    {
        return result switch
        {
            CallResult.Answered => "answered",
            CallResult.Busy => "busy",
            CallResult.OperatorAway => "operator did not answer",
            CallResult.Failed => "failed",
            _ => "no answer",
        };
    }
}
