// One alarm that the fleet manager does not hold yet.
using Hub.Protocols;
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <summary>
/// A place in the table of pending alarms, used again and again. The first group of fields is fixed at the press and
/// kept in the journal; the rest lives in memory and starts over after a restart.
/// </summary>
public sealed class PendingAlarm
{
    /// <summary>The press's monotonic time is not known, since it was before this start.</summary>
    internal const long NoTime = long.MinValue;

    /// <summary>The alarm's number; with the hub's id it names the alarm for ever.</summary>
    public ulong Sequence { get; internal set; }

    /// <summary>The boot count at the press.</summary>
    public long BootCount { get; internal set; }

    /// <summary>When it was raised, Unix milliseconds; 0 when the clock was not set then.</summary>
    public long RaisedUnixMilliseconds { get; internal set; }

    /// <summary>What the alarm is about.</summary>
    public AlarmKind Kind { get; internal set; }

    /// <summary>The trigger, 0 for the hub itself.</summary>
    public uint TriggerId { get; internal set; }

    /// <summary>Token of the last press in it, 0 when it had none.</summary>
    public uint PressToken { get; internal set; }

    /// <summary>SCAIP device type.</summary>
    public int DeviceType { get; internal set; }

    /// <summary>SCAIP status code.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>SCAIP location code, 0 when not known.</summary>
    public int LocationCode { get; internal set; }

    /// <summary>Which of those who live in the home it is for, 1 to 9; 0 when not told apart (HBG-030).</summary>
    public int Occupant { get; internal set; }

    /// <summary>1 is most urgent, 9 least.</summary>
    public int Priority { get; internal set; }

    /// <summary>The rule of the home that raised it or held it back, 0 for none.</summary>
    public int RuleId { get; internal set; }

    /// <summary>Who is to be told: one of <c>Hub.Protocols.Rules.RuleRecipients</c>.</summary>
    public int Recipients { get; internal set; }

    /// <summary>Presses it stands for, at least 1.</summary>
    public int PressCount { get; internal set; }

    /// <summary>How often it has been sent since this start.</summary>
    public int Attempts { get; internal set; }

    /// <summary>True when it is in the journal (or came from there).</summary>
    public bool IsJournalled { get; internal set; }

    /// <summary>True while this place holds an alarm.</summary>
    internal bool IsInUse { get; set; }

    /// <summary>
    /// True once it may have gone out: from the first sending, or when it came from the journal. A sealed alarm takes
    /// no further presses, since the fleet manager may already hold it with the count it was sent with.
    /// </summary>
    internal bool IsSealed { get; set; }

    /// <summary>Monotonic time of the first press, or <see cref="NoTime"/>.</summary>
    internal long PressedAtMilliseconds { get; set; }

    /// <summary>True while the trigger waits for its acknowledgement.</summary>
    internal bool OwesAcknowledgement { get; set; }

    /// <summary>Sendings in the current round of the retry schedule.</summary>
    internal int RoundAttempts { get; set; }

    /// <summary>Monotonic time of the next sending.</summary>
    internal long NextSendAtMilliseconds { get; set; }

    /// <summary>Monotonic time until which it is held back so that it can be cancelled, or <see cref="NoTime"/>. Only
    /// in memory: after a restart it goes out at once.</summary>
    internal long HeldUntilMilliseconds { get; set; }

    /// <summary>Whether a rule raised it, and no press.</summary>
    internal bool IsOfRule
    {
        get { return RuleId != 0 && PressToken == 0; }
    }

    /// <summary>Whether it may be cancelled while it is held back.</summary>
    internal bool IsCancellable { get; set; }

    /// <summary>Monotonic time of the first sending since this start, or <see cref="NoTime"/>.</summary>
    internal long FirstSentAtMilliseconds { get; set; }

    /// <summary>The uplink's id of a sending it has not answered yet; 0 when there is none.</summary>
    internal int UnansweredPublishId { get; set; }

    /// <summary>
    /// Brings every field into the range its message allows: a strange code from a sensor, or from a journal that
    /// other software wrote, must not keep an alarm from being sent.
    /// </summary>
    internal void KeepInRange()
    {
        DeviceType = InRange(DeviceType, 0, ProtocolLimits.MaxScaipCode, 0);
        StatusCode = InRange(StatusCode, 0, ProtocolLimits.MaxScaipCode, 0);
        LocationCode = InRange(LocationCode, 0, ProtocolLimits.MaxScaipLocation, 0);
        Occupant = InRange(Occupant, 0, ProtocolLimits.MaxOccupant, 0);
        Priority = InRange(Priority, 1, 9, 1);
        RuleId = InRange(RuleId, 0, ProtocolLimits.MaxCount, 0);
        Recipients = InRange(Recipients, 0, Hub.Protocols.Rules.RuleRecipients.All, 0);
        PressCount = InRange(PressCount, 1, Limits.MaxPressCount, 1);
        if (RaisedUnixMilliseconds < 0 || RaisedUnixMilliseconds > ProtocolLimits.MaxUnixMilliseconds)
        {
            RaisedUnixMilliseconds = 0;
        }
    }

    /// <summary>Takes over what the press says of itself.</summary>
    internal void Tell(Press press)
    {
        Kind = press.Kind;
        TriggerId = press.TriggerId;
        DeviceType = press.DeviceType;
        StatusCode = press.StatusCode;
        LocationCode = press.LocationCode;
        Occupant = press.Occupant;
        Priority = press.Priority;
        RuleId = press.RuleId;
        Recipients = press.Recipients;
    }

    /// <summary>Empties the place.</summary>
    internal void Clear()
    {
        Sequence = 0;
        BootCount = 0;
        RaisedUnixMilliseconds = 0;
        Kind = AlarmKind.Person;
        TriggerId = 0;
        PressToken = 0;
        DeviceType = 0;
        StatusCode = 0;
        LocationCode = 0;
        Occupant = 0;
        Priority = 0;
        RuleId = 0;
        Recipients = 0;
        HeldUntilMilliseconds = NoTime;
        IsCancellable = false;
        PressCount = 0;
        Attempts = 0;
        IsJournalled = false;
        IsInUse = false;
        IsSealed = false;
        PressedAtMilliseconds = NoTime;
        OwesAcknowledgement = false;
        RoundAttempts = 0;
        NextSendAtMilliseconds = 0;
        FirstSentAtMilliseconds = NoTime;
        UnansweredPublishId = 0;
    }

    private static int InRange(int value, int min, int max, int otherwise)
    {
        return value >= min && value <= max ? value : otherwise;
    }
}
