// The platform's HMAC, as the board's native one.
using System.Security.Cryptography;
using Hub.Loader;

namespace Firmware.Tests.World;

internal sealed class HmacDigest : IImageDigest
{
    private readonly byte[] _key = SlotImage.DigestKey();

    public byte[] Compute(byte[] data) => HMACSHA256.HashData(_key, data);
}
