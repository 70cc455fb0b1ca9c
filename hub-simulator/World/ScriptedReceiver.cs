// One address of a fleet manager, which can fail by itself.
namespace Hub.Simulator.World;

/// <summary>All addresses share what they hold.</summary>
public sealed class ScriptedReceiver
{
    /// <summary>Whether it takes messages, answers each with a PUBACK, and holds no alarm.</summary>
    public bool IsHoldingNothing { get; set; }
}
