// The interpreter's native AES for the radio, with the managed one behind it.
using System;
using System.Security.Cryptography;
using Hub.Protocols.Security;

namespace Hub.Esp32S3.Security;

/// <summary>
/// AES-128, a block at a time, by the native library as long as that can be believed: it must give the known answer of
/// FIPS 197 appendix C.1 at the start and again with each key. When it throws, gives no block or a wrong known answer,
/// the managed <see cref="Aes128"/> takes over for good, with the block at hand: nothing is lost and no caller sees it.
/// Each native block allocates its answer; the managed cipher allocates nothing.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class NativeAes : IBlockCipher
{
    private static readonly byte[] KnownKey =
    [
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
    ];

    private static readonly byte[] KnownText =
    [
        0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
    ];

    private static readonly byte[] KnownAnswer =
    [
        0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30, 0xd8, 0xcd, 0xb7, 0x80, 0x70, 0xb4, 0xc5, 0x5a,
    ];

    private readonly Aes128 _managed = new Aes128();
    private readonly byte[] _key = new byte[Aes128.KeyBytes];
    private readonly byte[] _block = new byte[Aes128.BlockBytes];
    private readonly byte[] _check = new byte[Aes128.BlockBytes];
    private Aes? _native;

    /// <summary>Opens the native cipher and checks it; never throws.</summary>
    public NativeAes()
    {
        try
        {
            _native = new Aes(CipherMode.ECB);
        }
        catch (Exception)
        {
            _native = null;
        }

        Check();
    }

    /// <summary>Whether the native cipher is in use; once false it stays so until the next start.</summary>
    public bool IsNative => _native != null;

    /// <inheritdoc/>
    public void SetKey(byte[] key, int offset)
    {
        if (_native == null)
        {
            _managed.SetKey(key, offset);
            return;
        }

        Array.Copy(key, offset, _key, 0, Aes128.KeyBytes);

        // A frame under a wrong cipher would be lost without a sound: seen here, its repeat is not.
        Check();
    }

    /// <inheritdoc/>
    public void Encrypt(byte[] block, int offset)
    {
        if (!TryNative(_key, block, offset))
        {
            _managed.Encrypt(block, offset);
        }
    }

    private void Check()
    {
        Array.Copy(KnownText, 0, _check, 0, Aes128.BlockBytes);
        if (TryNative(KnownKey, _check, 0)
            && !ConstantTime.AreEqual(_check, 0, KnownAnswer, 0, Aes128.BlockBytes))
        {
            GiveUp();
        }
    }

    // Leaves the block as it was when it fails. One block a call: interpreters differ in what they do with more.
    private bool TryNative(byte[] key, byte[] block, int offset)
    {
        if (_native == null)
        {
            return false;
        }

        Array.Copy(block, offset, _block, 0, Aes128.BlockBytes);
        byte[]? answer = null;
        try
        {
            _native.Key = key;
            answer = _native.Encrypt(_block);
        }
        catch (Exception)
        {
            answer = null;
        }

        if (answer == null || answer.Length != Aes128.BlockBytes)
        {
            GiveUp();
            return false;
        }

        Array.Copy(answer, 0, block, offset, Aes128.BlockBytes);
        return true;
    }

    private void GiveUp()
    {
        _native = null;
        _managed.SetKey(_key, 0);
    }
}
