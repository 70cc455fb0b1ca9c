// CCM (RFC 3610, SP 800-38C) as the radio uses it: nonces of 13 bytes, tags of 8.
namespace Hub.Protocols.Security;

/// <summary>
/// Encrypts and authenticates short runs of bytes, in place. A nonce serves one text under one key and no other, or
/// both texts are lost. Made once and used again; nothing is allocated after that.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class Ccm
{
    /// <summary>The bytes of a nonce (L = 2).</summary>
    public const int NonceBytes = 13;

    /// <summary>The bytes of a tag (M = 8).</summary>
    public const int TagBytes = 8;

    /// <summary>The longest text, in bytes: its length has two bytes.</summary>
    public const int MaxTextBytes = 65535;

    /// <summary>The most additional data, in bytes, whose length fits the short form.</summary>
    public const int MaxAadBytes = 65279;

    private const int BlockBytes = 16;
    private const int CounterFlags = 1;
    private const int MacFlags = ((TagBytes - 2) / 2 * 8) | CounterFlags;
    private const int AadFlag = 0x40;

    private readonly IBlockCipher _cipher;
    private readonly byte[] _mac = new byte[BlockBytes];
    private readonly byte[] _stream = new byte[BlockBytes];
    private readonly byte[] _tag = new byte[TagBytes];

    /// <summary>CCM over a cipher; who else uses the cipher changes its key only between two calls.</summary>
    public Ccm(IBlockCipher cipher)
    {
        _cipher = cipher;
    }

    /// <summary>Takes a key of 16 bytes for all that follows.</summary>
    public void SetKey(byte[] key, int offset)
    {
        _cipher.SetKey(key, offset);
    }

    /// <summary>Encrypts a text in place and writes its tag of <see cref="TagBytes"/> after it.</summary>
    /// <param name="nonce13">The nonce, its first <see cref="NonceBytes"/> bytes.</param>
    /// <param name="buffer">Holds additional data, text and room for the tag.</param>
    /// <param name="aadOffset">Where the additional data begins; it is authenticated and stays in clear.</param>
    /// <param name="aadCount">Its bytes, 0 to <see cref="MaxAadBytes"/>; none of them in text or tag.</param>
    /// <param name="textOffset">Where the text begins.</param>
    /// <param name="textCount">Its bytes, 0 to <see cref="MaxTextBytes"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public bool Seal(byte[] nonce13, byte[] buffer, int aadOffset, int aadCount, int textOffset, int textCount)
    {
        if (!AreUsable(nonce13, buffer, aadOffset, aadCount, textOffset, textCount))
        {
            return false;
        }

        Authenticate(nonce13, buffer, aadOffset, aadCount, textOffset, textCount);
        System.Array.Copy(_tag, 0, buffer, textOffset + textCount, TagBytes);
        Crypt(nonce13, buffer, textOffset, textCount);
        return true;
    }

    /// <summary>Verifies the tag that lies after a text and, only when it is right, decrypts the text in place.
    /// </summary>
    /// <param name="nonce13">The nonce it was sealed with.</param>
    /// <param name="buffer">Holds additional data, encrypted text and tag.</param>
    /// <param name="aadOffset">Where the additional data begins.</param>
    /// <param name="aadCount">Its bytes, as in <see cref="Seal"/>.</param>
    /// <param name="textOffset">Where the encrypted text begins.</param>
    /// <param name="textCount">Its bytes without the tag.</param>
    /// <returns>Whether key, nonce, additional data, text and tag belong together; else the buffer is as it was.
    /// </returns>
    public bool Open(byte[] nonce13, byte[] buffer, int aadOffset, int aadCount, int textOffset, int textCount)
    {
        if (!AreUsable(nonce13, buffer, aadOffset, aadCount, textOffset, textCount))
        {
            return false;
        }

        Crypt(nonce13, buffer, textOffset, textCount);
        Authenticate(nonce13, buffer, aadOffset, aadCount, textOffset, textCount);
        if (ConstantTime.AreEqual(_tag, 0, buffer, textOffset + textCount, TagBytes))
        {
            return true;
        }

        // The stream is its own inverse: what was not proved does not stay decrypted.
        Crypt(nonce13, buffer, textOffset, textCount);
        return false;
    }

    private static bool AreUsable(
        byte[] nonce13, byte[] buffer, int aadOffset, int aadCount, int textOffset, int textCount)
    {
        if (nonce13 == null || nonce13.Length < NonceBytes || buffer == null)
        {
            return false;
        }

        if (aadOffset < 0 || aadCount < 0 || aadCount > MaxAadBytes || aadOffset > buffer.Length - aadCount)
        {
            return false;
        }

        if (textOffset < 0 || textCount < 0 || textCount > MaxTextBytes
            || textOffset > buffer.Length - textCount - TagBytes)
        {
            return false;
        }

        bool isApart = aadOffset + aadCount <= textOffset || aadOffset >= textOffset + textCount + TagBytes;
        return isApart || aadCount == 0;
    }

    // The tag of a text in clear, encrypted, into _tag.
    private void Authenticate(
        byte[] nonce, byte[] buffer, int aadOffset, int aadCount, int textOffset, int textCount)
    {
        _mac[0] = (byte)(MacFlags | (aadCount > 0 ? AadFlag : 0));
        System.Array.Copy(nonce, 0, _mac, 1, NonceBytes);
        _mac[14] = (byte)(textCount >> 8);
        _mac[15] = (byte)textCount;
        _cipher.Encrypt(_mac, 0);
        if (aadCount > 0)
        {
            _mac[0] ^= (byte)(aadCount >> 8);
            _mac[1] ^= (byte)aadCount;
            Absorb(buffer, aadOffset, aadCount, 2);
        }

        Absorb(buffer, textOffset, textCount, 0);
        MakeStream(nonce, 0);
        for (int i = 0; i < TagBytes; i++)
        {
            _tag[i] = (byte)(_mac[i] ^ _stream[i]);
        }
    }

    // Takes bytes into the code from a place in the block on; the last block is filled up with zeros.
    private void Absorb(byte[] buffer, int offset, int count, int place)
    {
        for (int i = 0; i < count; i++)
        {
            _mac[place++] ^= buffer[offset + i];
            if (place == BlockBytes)
            {
                _cipher.Encrypt(_mac, 0);
                place = 0;
            }
        }

        if (place > 0)
        {
            _cipher.Encrypt(_mac, 0);
        }
    }

    private void Crypt(byte[] nonce, byte[] buffer, int offset, int count)
    {
        int place = BlockBytes;
        int number = 0;
        for (int i = 0; i < count; i++)
        {
            if (place == BlockBytes)
            {
                MakeStream(nonce, ++number);
                place = 0;
            }

            buffer[offset + i] ^= _stream[place++];
        }
    }

    private void MakeStream(byte[] nonce, int number)
    {
        _stream[0] = CounterFlags;
        System.Array.Copy(nonce, 0, _stream, 1, NonceBytes);
        _stream[14] = (byte)(number >> 8);
        _stream[15] = (byte)number;
        _cipher.Encrypt(_stream, 0);
    }
}
