// HKDF-SHA256 (RFC 5869): keys for each purpose from a hub's one key.
namespace Hub.Protocols.Security;

/// <summary>HKDF with SHA-256. Made once and used again. Not safe for use by two threads at once.</summary>
public sealed class Hkdf
{
    private readonly HmacSha256 _hmac = new HmacSha256();
    private readonly byte[] _pseudorandomKey = new byte[Sha256.HashBytes];
    private readonly byte[] _block = new byte[Sha256.HashBytes];
    private readonly byte[] _counter = new byte[1];

    /// <summary>Derives key bytes: extract (RFC 5869 §2.2) and expand (§2.3).</summary>
    /// <param name="key">The input key, at least one byte.</param>
    /// <param name="salt">The salt; may be empty.</param>
    /// <param name="info">What the derived key is for; may be empty.</param>
    /// <param name="output">Takes the derived key.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <param name="count">How many bytes, 1 to <see cref="ProtocolLimits.MaxHkdfBytes"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public bool Derive(byte[] key, byte[] salt, byte[] info, byte[] output, int offset, int count)
    {
        if (key == null || key.Length == 0 || salt == null || info == null || output == null || offset < 0 || count < 1)
        {
            return false;
        }

        if (count > ProtocolLimits.MaxHkdfBytes || offset > output.Length || count > output.Length - offset)
        {
            return false;
        }

        _hmac.SetKey(salt, 0, salt.Length);
        _hmac.Append(key, 0, key.Length);
        _hmac.Finish(_pseudorandomKey, 0);

        _hmac.SetKey(_pseudorandomKey, 0, _pseudorandomKey.Length);
        for (int number = 1; count > 0; number++)
        {
            if (number > 1)
            {
                _hmac.Append(_block, 0, _block.Length);
            }

            _counter[0] = (byte)number;
            _hmac.Append(info, 0, info.Length);
            _hmac.Append(_counter, 0, 1);
            _hmac.Finish(_block, 0);
            int taken = count < Sha256.HashBytes ? count : Sha256.HashBytes;
            System.Array.Copy(_block, 0, output, offset, taken);
            offset += taken;
            count -= taken;
        }

        return true;
    }
}
