// What the other end does with a call from a home.
namespace Hub.Simulator.World;

/// <summary>How a call from the hub goes.</summary>
public enum CallOutcome
{
    /// <summary>Answered after a few seconds.</summary>
    Answered = 0,

    /// <summary>Busy.</summary>
    Busy = 1,

    /// <summary>Nobody answers.</summary>
    NoAnswer = 2,

    /// <summary>Answered, and lost by the network after a while.</summary>
    Dropped = 3,
}
