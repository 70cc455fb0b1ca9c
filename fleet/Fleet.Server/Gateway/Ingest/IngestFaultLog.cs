// Tells of failing commits once, and then once a minute: a full disk must not be filled further by the log.
using System;
using System.Threading.Tasks;
using Fleet.Server.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>The ingest's log with a bound on its rate.</summary>
internal sealed partial class IngestFaultLog
{
    private const long QuietMilliseconds = 60_000;
    private readonly ILogger _logger;
    private readonly SteadyClock _clock;
    private long _nextTick;
    private long _nextAlarmTick;
    private long _nextReceiptTick;
    private long _unanswered;

    public IngestFaultLog(ILogger logger, SteadyClock clock)
    {
        _logger = logger;
        _clock = clock;
    }

    /// <summary>A commit failed.</summary>
    public void Failed(int messages, Exception exception)
    {
        _unanswered += messages;
        if (_clock.Now >= _nextTick)
        {
            _nextTick = _clock.Now + QuietMilliseconds;
            CommitFailed(_logger, StoreFault.Sentence(exception), _unanswered, exception);
        }
    }

    /// <summary>Commits succeed again.</summary>
    public void Recovered()
    {
        CommitsAgain(_logger, _unanswered);
        _unanswered = 0;
        _nextTick = 0;
    }

    /// <summary>One alarm could not be handled.</summary>
    public void AlarmFailed(string hubId, Exception exception)
    {
        if (_clock.Now >= _nextAlarmTick)
        {
            _nextAlarmTick = _clock.Now + 1_000;
            AlarmNotHandled(_logger, hubId, exception);
        }
    }

    /// <summary>A held group could not be applied to memory.</summary>
    public void ApplyFailed(Exception exception)
    {
        HeldNotApplied(_logger, exception);
    }

    /// <summary>A connection failed to take its acknowledgement.</summary>
    public void ReceiptFailed(Exception exception)
    {
        if (_clock.Now >= _nextReceiptTick)
        {
            _nextReceiptTick = _clock.Now + 1_000;
            ReceiptBroken(_logger, exception);
        }
    }

    /// <summary>The log line about an acknowledgement could not be written.</summary>
    public void NoteFailed(Task task)
    {
        AcknowledgementNotNoted(_logger, task.Exception!.InnerException!);
    }

    [LoggerMessage(1001, LogLevel.Critical,
        "Uplink messages cannot be committed and are not acknowledged: {Reason} {Messages} message(s) so far")]
    private static partial void CommitFailed(ILogger logger, string reason, long messages, Exception exception);

    [LoggerMessage(1002, LogLevel.Warning,
        "Uplink messages are committed again; {Messages} message(s) were left for the hubs to repeat")]
    private static partial void CommitsAgain(ILogger logger, long messages);

    [LoggerMessage(1003, LogLevel.Critical, "An alarm of hub {HubId} could not be handled and is not acknowledged")]
    private static partial void AlarmNotHandled(ILogger logger, string hubId, Exception exception);

    [LoggerMessage(1004, LogLevel.Warning, "An acknowledgement could not be noted in a case's log")]
    private static partial void AcknowledgementNotNoted(ILogger logger, Exception exception);

    [LoggerMessage(1005, LogLevel.Error, "A held group could not be applied to memory; a restart repairs it")]
    private static partial void HeldNotApplied(ILogger logger, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "A connection failed to take its acknowledgement")]
    private static partial void ReceiptBroken(ILogger logger, Exception exception);
}
