// A block cipher behind which the board puts its own: managed code here, the chip's library there.
namespace Hub.Protocols.Security;

/// <summary>Encrypts blocks of 16 bytes under a key of 16. Holds one key at a time.</summary>
public interface IBlockCipher
{
    /// <summary>Takes a key for all blocks that follow.</summary>
    /// <param name="key">Holds the key.</param>
    /// <param name="offset">Where its 16 bytes begin.</param>
    void SetKey(byte[] key, int offset);

    /// <summary>Encrypts a block of 16 bytes in place.</summary>
    /// <param name="block">Holds the block.</param>
    /// <param name="offset">Where its 16 bytes begin.</param>
    void Encrypt(byte[] block, int offset);
}
