// What became of the message that an acknowledgement speaks of.
namespace Hub.Protocols.Messages;

/// <summary>What became of the acknowledged message. A number not listed is read as it is and means not held.</summary>
public enum AcknowledgementResult
{
    /// <summary>Committed: the sender may forget it.</summary>
    Held = 0,

    /// <summary>Refused for good: repeating it changes nothing.</summary>
    Refused = 1,

    /// <summary>A command that came after its time; it was not carried out.</summary>
    Expired = 2,

    /// <summary>It was tried and failed.</summary>
    Failed = 3,

    /// <summary>A command that was carried out.</summary>
    Done = 4
}
