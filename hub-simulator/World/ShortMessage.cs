// A short message that the mobile network has taken.
namespace Hub.Simulator.World;

/// <summary>What lies in the inbox of a number.</summary>
/// <param name="At">World time at which the network took it, in ms.</param>
/// <param name="Number">Whom it is for.</param>
/// <param name="Text">What it says.</param>
public sealed record ShortMessage(long At, string Number, string Text);
