// A key that releases are signed with in tests.
using System.Security.Cryptography;
using Protocols.Tests.Updates;

namespace Firmware.Tests.World;

/// <summary>A tree of 32 leaves with hashes of 24 bytes; the test signs with whatever leaf comes next.</summary>
internal sealed class TestKey(int seed)
{
    private readonly LmsReference _tree = new(24, 4, 5, seed);
    private int _leaf;
    private byte[]? _publicKey;

    internal byte[] PublicKey => _publicKey ??= _tree.Sign(0, []).Key;

    internal byte[] Id => SHA256.HashData(PublicKey)[..4];

    internal byte[] Sign(byte[] message)
    {
        lock (_tree)
        {
            _leaf = (_leaf + 1) % 32;
            return _tree.Sign(_leaf, message).Signature;
        }
    }
}
