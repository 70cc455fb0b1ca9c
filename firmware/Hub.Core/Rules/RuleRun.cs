// Where one rule stands.
using Hub.Protocols.Rules;

namespace Hub.Core.Rules;

/// <summary>The state of a rule, in memory; times are monotonic.</summary>
internal sealed class RuleRun
{
    internal const long NoTime = long.MinValue;

    internal const int Idle = 0;
    internal const int Waiting = 1;
    internal const int Reminding = 2;

    /// <summary>The rule; one of the set that is in force.</summary>
    internal Rule Rule { get; set; } = null!;

    /// <summary>One of the three above.</summary>
    internal int Phase { get; set; }

    /// <summary>When what it is about began or, of inactivity, last happened; <see cref="NoTime"/> when it has not.
    /// </summary>
    internal long SinceMilliseconds { get; set; }

    /// <summary>When the time to react to its reminder ends.</summary>
    internal long ReactUntilMilliseconds { get; set; }

    /// <summary>Until when it rests.</summary>
    internal long RestUntilMilliseconds { get; set; }

    /// <summary>Whether it has fired, or was cancelled, for what lasts or in the window that is open.</summary>
    internal bool HasFired { get; set; }

    /// <summary>Whether the event that it waits for has come.</summary>
    internal bool IsFollowed { get; set; }

    /// <summary>The alarm that is held back while it reminds, 0 for none.</summary>
    internal ulong HeldSequence { get; set; }

    /// <summary>Unix seconds to take <see cref="SinceMilliseconds"/> from when the clock is set; 0 when
    /// it is right.</summary>
    internal uint RestoredUnixSeconds { get; set; }

    /// <summary>What is still to be written of it: one of the three below.</summary>
    internal int Unwritten { get; set; }

    internal const int Nothing = 0;
    internal const int ToKeep = 1;
    internal const int ToDrop = 2;

    /// <summary>The time that is to be written.</summary>
    internal long UnwrittenSinceMilliseconds { get; set; }

    /// <summary>When this run was last kept, or <see cref="NoTime"/>.</summary>
    internal long KeptAtMilliseconds { get; set; }

    /// <summary>When its window opens and closes, once it has been found.</summary>
    internal RuleWindow Window { get; } = new RuleWindow();

    /// <summary>Whether it has.</summary>
    internal bool HasFoundWindow { get; set; }

    /// <summary>The device that started it, 0 for none.</summary>
    internal uint DeviceId { get; set; }

    internal int DeviceType { get; set; }

    internal int StatusCode { get; set; }

    internal int LocationCode { get; set; }

    internal int Occupant { get; set; }

    /// <summary>Puts it to where a rule begins.</summary>
    internal void Clear()
    {
        Phase = Idle;
        SinceMilliseconds = NoTime;
        ReactUntilMilliseconds = 0;
        RestUntilMilliseconds = NoTime;
        HasFired = false;
        IsFollowed = false;
        HeldSequence = 0;
        RestoredUnixSeconds = 0;
        Unwritten = Nothing;
        UnwrittenSinceMilliseconds = 0;
        KeptAtMilliseconds = NoTime;
        HasFoundWindow = false;
        ForgetDevice();
    }

    internal void ForgetDevice()
    {
        DeviceId = 0;
        DeviceType = 0;
        StatusCode = 0;
        LocationCode = 0;
        Occupant = 0;
    }
}
