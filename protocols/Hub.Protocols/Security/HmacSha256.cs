// HMAC-SHA256 (RFC 2104) in plain C#; the board has a native one behind the same use.
namespace Hub.Protocols.Security;

/// <summary>
/// HMAC-SHA256 over any number of pieces under one key. Made once and used again; nothing is allocated after that.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class HmacSha256
{
    private readonly Sha256 _hash = new Sha256();
    private readonly byte[] _keyBlock = new byte[Sha256.BlockBytes];
    private readonly byte[] _pad = new byte[Sha256.BlockBytes];
    private readonly byte[] _inner = new byte[Sha256.HashBytes];

    /// <summary>Takes a key of any length, also none, and starts a new code.</summary>
    public void SetKey(byte[] key, int offset, int count)
    {
        for (int i = 0; i < Sha256.BlockBytes; i++)
        {
            _keyBlock[i] = 0;
        }

        if (count > Sha256.BlockBytes)
        {
            _hash.Reset();
            _hash.Append(key, offset, count);
            _hash.Finish(_keyBlock, 0);
        }
        else
        {
            System.Array.Copy(key, offset, _keyBlock, 0, count);
        }

        Reset();
    }

    /// <summary>Starts a new code under the same key.</summary>
    public void Reset()
    {
        _hash.Reset();
        AppendPad(0x36);
    }

    /// <summary>Puts bytes into the code.</summary>
    public void Append(byte[] data, int offset, int count)
    {
        _hash.Append(data, offset, count);
    }

    /// <summary>Writes the 32 bytes of the code and starts a new one under the same key.</summary>
    public void Finish(byte[] output, int offset)
    {
        _hash.Finish(_inner, 0);
        AppendPad(0x5C);
        _hash.Append(_inner, 0, Sha256.HashBytes);
        _hash.Finish(output, offset);
        Reset();
    }

    private void AppendPad(int value)
    {
        for (int i = 0; i < Sha256.BlockBytes; i++)
        {
            _pad[i] = (byte)(_keyBlock[i] ^ value);
        }

        _hash.Append(_pad, 0, Sha256.BlockBytes);
    }
}
