// A walk test as pages and programs see it.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Devices;

/// <summary>One walk test (sv: räckviddsprov): presses room by room, each with its margin.</summary>
/// <param name="WalkTestId">Its number within the hub.</param>
/// <param name="HubId">The hub.</param>
/// <param name="State">How it stands now.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="EndedAt">When it ended; null while it goes on.</param>
/// <param name="ActorName">Who asked.</param>
/// <param name="Location">The room it is in, a SCAIP location code.</param>
/// <param name="Ordinal">Which of several such rooms, 1 to 255; 0 when not told apart.</param>
/// <param name="Verdict">That of the worst room.</param>
/// <param name="Rooms">The rooms in the order in which they were entered.</param>
/// <param name="Presses">The newest presses, newest first.</param>
public sealed record WalkTestView(
    long WalkTestId,
    string HubId,
    WalkTestState State,
    DateTimeOffset AskedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    string ActorName,
    int Location,
    int Ordinal,
    MarginVerdict Verdict,
    IReadOnlyList<RoomResult> Rooms,
    IReadOnlyList<WalkPressView> Presses)
{
    /// <summary>True when nothing more will come of it.</summary>
    public bool IsOver => State is not (WalkTestState.Asked or WalkTestState.Running);
}

/// <summary>What was heard in one room.</summary>
/// <param name="Location">A SCAIP location code; 0 when not known.</param>
/// <param name="Ordinal">Which of several such rooms; 0 when not told apart.</param>
/// <param name="Presses">Presses heard.</param>
/// <param name="MinMarginDb">The weakest; null when no level was told.</param>
/// <param name="AverageMarginDb">The average; null when no level was told.</param>
/// <param name="Verdict">That of the weakest press.</param>
public sealed record RoomResult(
    int Location, int Ordinal, int Presses, int? MinMarginDb, int? AverageMarginDb, MarginVerdict Verdict);

/// <summary>One press in a walk test.</summary>
/// <param name="At">When it was committed.</param>
/// <param name="DeviceId">The device pressed.</param>
/// <param name="ShortId">The last four hexadecimal digits of its id.</param>
/// <param name="Location">The room, a SCAIP location code.</param>
/// <param name="Ordinal">Which of several such rooms.</param>
/// <param name="SignalDbm">The level at which the hub heard it; null when unknown.</param>
/// <param name="DeviceSignalDbm">The level at which it heard the hub; null when unknown.</param>
/// <param name="MarginDb">The weaker direction above the limit; null when unknown.</param>
/// <param name="Verdict">The margin in a word.</param>
public sealed record WalkPressView(
    DateTimeOffset At,
    long DeviceId,
    string ShortId,
    int Location,
    int Ordinal,
    int? SignalDbm,
    int? DeviceSignalDbm,
    int? MarginDb,
    MarginVerdict Verdict);

/// <summary>How a walk test stands.</summary>
public enum WalkTestState
{
    /// <summary>Sent to the hub; it has not answered yet.</summary>
    Asked = 0,

    /// <summary>Presses are tests and raise no alarms of persons.</summary>
    Running = 1,

    /// <summary>Over: presses raise alarms again.</summary>
    Ended = 2,

    /// <summary>The hub would not, or did not answer.</summary>
    Unanswered = 3,
}
