// Where a transmitter stands, as the radio sees it.
namespace Hub.Simulator.World.OnAir;

/// <summary>A place in the plan of a home and its neighbours.</summary>
/// <param name="X">Decimetres to the right of the hub.</param>
/// <param name="Y">Decimetres up from the hub.</param>
/// <param name="WallDb">What the walls around the place take away, in dB.</param>
public readonly record struct Spot(int X, int Y, int WallDb);
