// Randomness from the controller.
using System;
using Hub.Core.Ports;

namespace Hub.Esp32S3.Supervision;

/// <summary>The interpreter's <see cref="Random"/>, which on this controller is its hardware generator and takes no
/// seed. Good for jitter and for numbers that must not repeat; no key is made from it.</summary>
public sealed class EspRandom : IRandom
{
    private readonly Random _random = new Random();
    private readonly byte[] _bytes = new byte[4];

    /// <inheritdoc/>
    public uint NextUInt32()
    {
        _random.NextBytes(_bytes);
        return (uint)(_bytes[0] | (_bytes[1] << 8) | (_bytes[2] << 16)) | ((uint)_bytes[3] << 24);
    }
}
