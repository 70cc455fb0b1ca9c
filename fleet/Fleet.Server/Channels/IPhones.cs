// The simulated phones: what the page of phones shows and what a person there can do.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Channels;

/// <summary>How a simulated phone is.</summary>
public enum PhoneCondition
{
    /// <summary>Switched on, with coverage: messages arrive, calls ring until somebody answers on the page.</summary>
    On = 0,

    /// <summary>Switched off: messages wait until it is on.</summary>
    Off = 1,

    /// <summary>Out of coverage: messages wait, calls fail.</summary>
    NoCoverage = 2,

    /// <summary>Calls are answered at once and somebody speaks; a home's hub.</summary>
    Speaks = 3,

    /// <summary>Calls are answered at once and nobody speaks; a home's hub.</summary>
    SilentHome = 4,

    /// <summary>The number's provider refuses everything.</summary>
    Refused = 5,
}

/// <summary>Where a simulated call stands.</summary>
public enum PhoneCallState
{
    /// <summary>It rings.</summary>
    Ringing = 0,

    /// <summary>Answered.</summary>
    Answered = 1,

    /// <summary>Over.</summary>
    Ended = 2,
}

/// <summary>A message in a simulated phone.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="IsMail">An e-mail.</param>
/// <param name="IsFromPhone">True for what the phone sent.</param>
/// <param name="Text">What it says.</param>
/// <param name="At">When it was sent.</param>
/// <param name="ArrivedAt">When it reached the phone; null while the phone is off or out of coverage.</param>
/// <param name="IsRead">Whether somebody has looked at it on the page.</param>
public sealed record PhoneMessage(
    Guid MessageId,
    bool IsMail,
    bool IsFromPhone,
    string Text,
    DateTimeOffset At,
    DateTimeOffset? ArrivedAt,
    bool IsRead);

/// <summary>A call to a simulated phone.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Text">What the call says; empty for a call between people.</param>
/// <param name="Digits">What was pressed, or which tones came.</param>
/// <param name="TakesDigits">Whether 1 and 2 are asked for.</param>
/// <param name="At">When it began.</param>
public sealed record PhoneCall(
    Guid CallId, PhoneCallState State, string Text, string Digits, bool TakesDigits, DateTimeOffset At);

/// <summary>A simulated phone or mailbox with its newest messages and calls.</summary>
/// <param name="Number">Its number or address.</param>
/// <param name="Name">What somebody has called it; empty when nothing.</param>
/// <param name="Condition">How it is.</param>
/// <param name="Unread">Messages that nobody has looked at.</param>
/// <param name="Messages">Newest first.</param>
/// <param name="Calls">Newest first.</param>
public sealed record PhoneView(
    string Number,
    string Name,
    PhoneCondition Condition,
    int Unread,
    IReadOnlyList<PhoneMessage> Messages,
    IReadOnlyList<PhoneCall> Calls);

/// <summary>Lists and uses the simulated phones of the actor's tenant.</summary>
public interface IPhones
{
    /// <summary>Whether the simulator is among the providers.</summary>
    bool IsInUse { get; }

    /// <summary>Calls the listener after every change in the tenant until disposed; it must not block.</summary>
    IDisposable Subscribe(Guid tenantId, Action listener);

    /// <summary>All phones, those with the newest happening first.</summary>
    Task<IReadOnlyList<PhoneView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Names a phone and says how it is; a phone that is not there yet is made.</summary>
    /// <returns>False when the number is none.</returns>
    Task<bool> SetAsync(
        Actor actor, string number, string? name, PhoneCondition? condition, CancellationToken cancellationToken);

    /// <summary>Sends a short message from the phone to the service.</summary>
    /// <returns>False when there is no such phone, or it has no coverage.</returns>
    Task<bool> ReplyAsync(Actor actor, string number, string text, CancellationToken cancellationToken);

    /// <summary>Marks the phone's messages as seen.</summary>
    Task MarkReadAsync(Actor actor, string number, CancellationToken cancellationToken);

    /// <summary>Answers a ringing call.</summary>
    /// <returns>False when it does not ring.</returns>
    Task<bool> AnswerAsync(Actor actor, Guid callId, CancellationToken cancellationToken);

    /// <summary>Presses a key in an answered call.</summary>
    /// <returns>False when the call is not answered.</returns>
    Task<bool> PressAsync(Actor actor, Guid callId, char digit, CancellationToken cancellationToken);

    /// <summary>Declines a ringing call or hangs up an answered one.</summary>
    /// <returns>False when it is over.</returns>
    Task<bool> HangUpAsync(Actor actor, Guid callId, CancellationToken cancellationToken);
}
