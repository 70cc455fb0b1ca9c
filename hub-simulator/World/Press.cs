// One press of a button, from the finger to the acknowledgement.
namespace Hub.Simulator.World;

/// <summary>A press as the trigger sees it.</summary>
public sealed class Press
{
    internal Press(uint triggerId, uint token, long pressedAt)
    {
        TriggerId = triggerId;
        Token = token;
        PressedAt = pressedAt;
        NextTryAt = pressedAt;
    }

    /// <summary>Which button.</summary>
    public uint TriggerId { get; }

    /// <summary>The trigger's frame counter: tells this press from the trigger's others.</summary>
    public uint Token { get; }

    /// <summary>World time of the press, in ms.</summary>
    public long PressedAt { get; }

    /// <summary>Frames sent for this press.</summary>
    public int Tries { get; internal set; }

    /// <summary>Whether the hub has acknowledged the frame: from then on the press may not be lost.</summary>
    public bool IsAccepted { get; internal set; }

    /// <summary>Whether the trigger has stopped without an acknowledgement; its lamp says so to the person.</summary>
    public bool IsGivenUp { get; internal set; }

    /// <summary>World time at which the hub has acknowledged it, in ms.</summary>
    public long AcceptedAt { get; internal set; }

    internal long NextTryAt { get; set; }

    /// <summary>The counters of the frames that were sent for it; 0 before the first.</summary>
    internal uint FirstCounter { get; set; }

    internal uint LastCounter { get; set; }
}
