// How a scripted fleet manager behaves for a while.
namespace Hub.Simulator.World;

/// <summary>The moods of a <see cref="ScriptedFleet"/>.</summary>
public enum FleetMood
{
    /// <summary>Commits and acknowledges at once.</summary>
    Prompt = 0,

    /// <summary>Commits at once and acknowledges seconds to many minutes later.</summary>
    Late = 1,

    /// <summary>Commits and sends PUBACK but never the application's acknowledgement.</summary>
    Silent = 2,

    /// <summary>Takes nothing: no commit, no PUBACK.</summary>
    Deaf = 3,

    /// <summary>Commits and acknowledges, amid acknowledgements of other things and bodies of no meaning.</summary>
    Babbling = 4,

    /// <summary>Refuses for good what it could as well hold.</summary>
    Refusing = 5,
}
