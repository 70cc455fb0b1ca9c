// The class id of a model.
using System;
using System.Security.Cryptography;
using System.Text;
using Hub.Protocols.Updates;

namespace Fleet.Releases;

/// <summary>Which hubs an image is for.</summary>
public static class ReleaseClass
{
    /// <summary>The class of a model: its UUID of version 5 (RFC 9562 §5.5) in the vendor's name space.</summary>
    /// <param name="model">ASCII letters, digits and hyphens, 1 to <see cref="BundleLimits.MaxModelLength"/>.</param>
    /// <returns>The 16 bytes of the id.</returns>
    public static byte[] Of(string model)
    {
        // SHA-1 is what version 5 is; nothing rests on it, since the id is signed as it stands.
#pragma warning disable CA5350
        byte[] hash = SHA1.HashData([.. ReleaseIds.Vendor(), .. Encoding.ASCII.GetBytes(model)]);
#pragma warning restore CA5350
        byte[] id = hash[..UpdateLimits.ClassIdBytes];
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return id;
    }

    /// <summary>Whether a text is the name of a model.</summary>
    public static bool IsModel(string model)
    {
        return model.Length is > 0 and <= BundleLimits.MaxModelLength
            && model.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0;
    }
}
