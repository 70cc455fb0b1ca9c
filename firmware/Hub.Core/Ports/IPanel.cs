// The lamps a person sees on the hub.
namespace Hub.Core.Ports;

/// <summary>The front of the hub.</summary>
public interface IPanel
{
    /// <summary>Shows a colour, steady. Called at the start for each lamp and then only when it changes.</summary>
    void SetLamp(Lamp lamp, LampColour colour);
}
