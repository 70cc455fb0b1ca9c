// The chip's own HMAC for the loader.
using System.Security.Cryptography;
using Hub.Loader;

namespace Hub.Esp32S3.Loading;

/// <summary>The native HMAC-SHA256: a whole image in a fraction of a second, where managed code takes many.</summary>
public sealed class ChipDigest : IImageDigest
{
    private readonly byte[] _key = SlotImage.DigestKey();

    /// <inheritdoc/>
    public byte[] Compute(byte[] data)
    {
        return HMACSHA256.HashData(_key, data);
    }
}
