// The way back to the button that was pressed.
namespace Hub.Core.Ports;

/// <summary>The radio side, which tells a trigger that its press is safe.</summary>
public interface ITriggerAcknowledger
{
    /// <summary>
    /// The press is in the flash journal, or held by the fleet manager: from here on it cannot be lost. Only now may
    /// the radio acknowledge the frame. May come again for the same press when the trigger repeats it.
    /// </summary>
    /// <param name="triggerId">The trigger.</param>
    /// <param name="pressToken">The token given with the press.</param>
    void AcknowledgePress(uint triggerId, uint pressToken);
}
