// One press of a trigger on its way from the radio to the journal.
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <summary>A press as the radio side reports it.</summary>
internal sealed class Press
{
    /// <summary>Priority of a person's alarm unless a rule says otherwise: the most urgent.</summary>
    internal const int PersonPriority = 1;

    /// <summary>Whether somebody needs help or somebody tests.</summary>
    internal AlarmKind Kind { get; set; } = AlarmKind.Person;

    /// <summary>The trigger, never 0.</summary>
    internal uint TriggerId { get; set; }

    /// <summary>SCAIP device type.</summary>
    internal int DeviceType { get; set; }

    /// <summary>SCAIP status code.</summary>
    internal int StatusCode { get; set; }

    /// <summary>SCAIP location code, 0 when not known.</summary>
    internal int LocationCode { get; set; }

    /// <summary>Which of those who live in the home it is for, 1 to 9; 0 when not told apart (HBG-030).</summary>
    internal int Occupant { get; set; }

    /// <summary>1 is most urgent, 9 least.</summary>
    internal int Priority { get; set; } = PersonPriority;

    /// <summary>Tells one press of the trigger from the next; 0 when there is no such number.</summary>
    internal uint Token { get; set; }

    /// <summary>The rule that has a say in it, 0 for none.</summary>
    internal int RuleId { get; set; }

    /// <summary>Who is to be told: one of <c>Hub.Protocols.Rules.RuleRecipients</c>.</summary>
    internal int Recipients { get; set; }

    /// <summary>For how long its alarm is held back.</summary>
    internal long HoldMilliseconds { get; set; }

    /// <summary>Whether the alarm may be cancelled meanwhile.</summary>
    internal bool IsCancellable { get; set; }

    /// <summary>Monotonic time of the press.</summary>
    internal long PressedAtMilliseconds { get; set; }

    internal void CopyFrom(Press other)
    {
        Kind = other.Kind;
        TriggerId = other.TriggerId;
        DeviceType = other.DeviceType;
        StatusCode = other.StatusCode;
        LocationCode = other.LocationCode;
        Occupant = other.Occupant;
        Priority = other.Priority;
        Token = other.Token;
        PressedAtMilliseconds = other.PressedAtMilliseconds;
        RuleId = other.RuleId;
        Recipients = other.Recipients;
        HoldMilliseconds = other.HoldMilliseconds;
        IsCancellable = other.IsCancellable;
    }
}
