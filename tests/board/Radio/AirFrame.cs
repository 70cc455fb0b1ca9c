// A frame on the model air, as it leaves an antenna.
namespace Board.Tests.Radio;

/// <summary>Bits and the physics that a receiver must be set to.</summary>
/// <param name="Bytes">From the first bit of the preamble to the last of the CRC.</param>
/// <param name="CarrierHertz">Its middle.</param>
/// <param name="DeviationHertz">Its deviation.</param>
/// <param name="BitsPerSecond">Its rate.</param>
/// <param name="LevelDbm">The level at every antenna.</param>
internal sealed record AirFrame(
    byte[] Bytes, double CarrierHertz, double DeviationHertz, double BitsPerSecond, int LevelDbm);
