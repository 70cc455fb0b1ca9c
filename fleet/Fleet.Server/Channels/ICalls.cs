// Calls by voice from a case: the home's hub, a responder, 112.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;

namespace Fleet.Server.Channels;

/// <summary>Who is called.</summary>
public enum CallTarget
{
    /// <summary>The hub in the home, which answers by itself after an alarm (HBG-046, NOR-030).</summary>
    Hub = 0,

    /// <summary>The home's own phone.</summary>
    HomePhone = 1,

    /// <summary>A number that the operator gives: a responder, a relative.</summary>
    Number = 2,

    /// <summary>112, on behalf of the home (HBG-047).</summary>
    Emergency = 3,
}

/// <summary>Where a call stands.</summary>
public enum CallState
{
    /// <summary>The operator's own phone rings.</summary>
    RingingOperator = 0,

    /// <summary>The operator has answered, the other end rings.</summary>
    RingingOther = 1,

    /// <summary>Both ends are connected.</summary>
    Connected = 2,

    /// <summary>Over.</summary>
    Ended = 3,
}

/// <summary>What came of a call.</summary>
public enum CallResult
{
    /// <summary>It is not over.</summary>
    None = 0,

    /// <summary>The other end answered. Whether anybody spoke only the operator can say.</summary>
    Answered = 1,

    /// <summary>The other end did not answer.</summary>
    NoAnswer = 2,

    /// <summary>The other end was busy or declined.</summary>
    Busy = 3,

    /// <summary>The operator did not answer their own phone.</summary>
    OperatorAway = 4,

    /// <summary>No provider could connect it.</summary>
    Failed = 5,
}

/// <summary>What a tone asks of the hub; the values are the keys of SCAIP's voice session.</summary>
public enum CallTone
{
    /// <summary>The hub ends the call.</summary>
    ClearDown = 0,

    /// <summary>The hub's loudspeaker louder.</summary>
    Louder = 1,

    /// <summary>The hub's loudspeaker softer.</summary>
    Softer = 3,

    /// <summary>Both ways.</summary>
    Duplex = 4,

    /// <summary>Only listen to the home.</summary>
    Listen = 7,

    /// <summary>Only speak to the home.</summary>
    Speak = 8,
}

/// <summary>A call that is asked for.</summary>
/// <param name="Target">Who is called.</param>
/// <param name="Number">The number for <see cref="CallTarget.Number"/>; else null.</param>
/// <param name="OperatorNumber">The operator's own phone; null for the one used last.</param>
public sealed record CallOrder(CallTarget Target, string? Number = null, string? OperatorNumber = null);

/// <summary>A call of a case.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Target">Who is called.</param>
/// <param name="Number">The number with its middle hidden.</param>
/// <param name="OperatorId">Who called.</param>
/// <param name="OperatorName">Their display name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Result">What came of it.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="AnsweredAt">When the other end answered.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Speech">What the operator says came of it.</param>
/// <param name="MaySendTones">
/// Whether the server can send tones into it; if not, the operator presses the keys of <see cref="CallTone"/>.
/// </param>
/// <param name="MayEnd">Whether the server can end it; if not, the operator hangs up.</param>
/// <param name="IsRecorded">Whether the municipality's policy has it recorded.</param>
/// <param name="RecordingReference">Where the provider keeps the recording; null when there is none.</param>
public sealed record CallView(
    Guid CallId,
    Guid CaseId,
    CallTarget Target,
    string Number,
    Guid OperatorId,
    string OperatorName,
    CallState State,
    CallResult Result,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    SpeechResult Speech,
    bool MaySendTones,
    bool MayEnd,
    bool IsRecorded,
    string? RecordingReference);

/// <summary>Whether a call was begun or changed.</summary>
public enum CallChangeResult
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The tenant has no such case or call.</summary>
    NotFound = 1,

    /// <summary>The case is closed.</summary>
    CaseClosed = 2,

    /// <summary>Nothing tells which number to call: the home has none entered, or none was given.</summary>
    NoNumber = 3,

    /// <summary>Nothing tells the operator's own phone.</summary>
    NoOperatorNumber = 4,

    /// <summary>A number is not in international form.</summary>
    BadNumber = 5,

    /// <summary>The provider can't do it: the operator does it on their own phone.</summary>
    NotPossible = 6,

    /// <summary>The call is over.</summary>
    Over = 7,

    /// <summary>No provider of calls answers, or none is configured.</summary>
    NoProvider = 8,
}

/// <summary>The answer to a change of a call.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Call">The call as it now is; null when there is none.</param>
public sealed record CallChange(CallChangeResult Result, CallView? Call = null);

/// <summary>Begins, steers and lists the calls of cases; each is noted in the case's log.</summary>
public interface ICalls
{
    /// <summary>Rings the operator's phone, then the other end, and connects them.</summary>
    Task<CallChange> StartAsync(Actor actor, Guid caseId, CallOrder order, CancellationToken cancellationToken);

    /// <summary>Ends a call, where the provider can.</summary>
    Task<CallChange> EndAsync(Actor actor, Guid caseId, Guid callId, CancellationToken cancellationToken);

    /// <summary>Sends a tone into a connected call, where the provider can.</summary>
    Task<CallChange> SendToneAsync(
        Actor actor, Guid caseId, Guid callId, CallTone tone, CancellationToken cancellationToken);

    /// <summary>
    /// The operator says whether somebody in the home was spoken with; a silent call starts the case's silent phase.
    /// </summary>
    Task<CallChange> SetSpeechAsync(
        Actor actor, Guid caseId, Guid callId, SpeechResult result, CancellationToken cancellationToken);

    /// <summary>The calls of a case, newest first.</summary>
    Task<IReadOnlyList<CallView>> ListAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>The operator's own number as it was used last; null when there is none.</summary>
    Task<string?> FindOperatorNumberAsync(Actor actor, CancellationToken cancellationToken);
}
