// The check of an image's bytes.
namespace Hub.Loader;

/// <summary>
/// HMAC-SHA256 (RFC 2104) under <see cref="SlotImage.DigestKey"/>; native on the board. It finds damage. Who made an
/// image is proved by its signature before it is put into a slot, not here.
/// </summary>
public interface IImageDigest
{
    /// <summary>The <see cref="SlotImage.DigestBytes"/> of all bytes.</summary>
    byte[] Compute(byte[] data);
}
