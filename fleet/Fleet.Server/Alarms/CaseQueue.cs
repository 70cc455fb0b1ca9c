// Where a case rests while no operator owns it.
namespace Fleet.Server.Alarms;

/// <summary>Who must look at a case that no operator owns: no open case is without one (NOR-027, NOR-029).</summary>
public enum CaseQueue
{
    /// <summary>The operators of the reception centre.</summary>
    Operators = 0,

    /// <summary>The supervisor on duty, after the operators did not answer in time.</summary>
    Supervisor = 1,

    /// <summary>The reserve reception, after the supervisor did not answer either (NOR-027).</summary>
    Reserve = 2,

    /// <summary>The responder group itself, where the municipality has no operators (HUL-003).</summary>
    Group = 3,
}
