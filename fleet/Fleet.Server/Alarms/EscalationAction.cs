// What a step of an escalation chain does.
namespace Fleet.Server.Alarms;

/// <summary>What happens when a deadline of a case passes.</summary>
public enum EscalationAction
{
    /// <summary>The case sounds again where it rests.</summary>
    SoundAgain = 0,

    /// <summary>The case moves to the supervisor's queue.</summary>
    ToSupervisor = 1,

    /// <summary>The case moves to the reserve reception's queue (NOR-027).</summary>
    ToReserve = 2,

    /// <summary>The owner is reminded.</summary>
    RemindOwner = 3,

    /// <summary>The owner loses the case, which goes back to the queue with a higher priority.</summary>
    Release = 4,

    /// <summary>The home's responders on duty are told, by message.</summary>
    Dispatch = 5,

    /// <summary>Those who have been told are called by voice (HBG-068, HUL-051).</summary>
    CallResponders = 6,

    /// <summary>The next responders in the home's order are told; after the last the first again.</summary>
    NextResponders = 7,

    /// <summary>Who accepted is reminded to check in or out (UPP-033).</summary>
    RemindResponder = 8,

    /// <summary>Who accepted loses the case and the next responders are told (HBG-072).</summary>
    Redispatch = 9,
}
