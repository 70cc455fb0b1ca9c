// SHA-256 (FIPS 180-4) in plain C#, for the host and for what the board has no native function for.
namespace Hub.Protocols.Security;

/// <summary>
/// SHA-256 over any number of pieces. Made once and used again; hashing allocates nothing.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class Sha256
{
    /// <summary>The bytes of a hash.</summary>
    public const int HashBytes = 32;

    /// <summary>The bytes of a block.</summary>
    public const int BlockBytes = 64;

    private static readonly uint[] RoundConstants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state = new uint[8];
    private readonly uint[] _schedule = new uint[64];
    private readonly byte[] _block = new byte[BlockBytes];
    private int _blockLength;
    private long _totalBytes;

    /// <summary>A hash that nothing has been put into.</summary>
    public Sha256()
    {
        Reset();
    }

    /// <summary>Starts a new hash.</summary>
    public void Reset()
    {
        _state[0] = 0x6a09e667;
        _state[1] = 0xbb67ae85;
        _state[2] = 0x3c6ef372;
        _state[3] = 0xa54ff53a;
        _state[4] = 0x510e527f;
        _state[5] = 0x9b05688c;
        _state[6] = 0x1f83d9ab;
        _state[7] = 0x5be0cd19;
        _blockLength = 0;
        _totalBytes = 0;
    }

    /// <summary>Puts bytes into the hash.</summary>
    public void Append(byte[] data, int offset, int count)
    {
        _totalBytes += count;
        while (count > 0)
        {
            int room = BlockBytes - _blockLength;
            int taken = count < room ? count : room;
            System.Array.Copy(data, offset, _block, _blockLength, taken);
            _blockLength += taken;
            offset += taken;
            count -= taken;
            if (_blockLength == BlockBytes)
            {
                Compress(_block);
                _blockLength = 0;
            }
        }
    }

    /// <summary>
    /// One compression of a block that already has its padding: the whole hash of at most 55 bytes, for who hashes very
    /// many of them. What was put into the hash before is lost; a new one starts.
    /// </summary>
    /// <param name="block">64 bytes: the message, 0x80, zeros, and its length in bits as 8 bytes.</param>
    /// <param name="output">Takes the first bytes of the hash; may be the block itself.</param>
    /// <param name="offset">Where they begin.</param>
    /// <param name="count">How many, a multiple of 4 up to 32.</param>
    public void HashPaddedBlock(byte[] block, byte[] output, int offset, int count)
    {
        Reset();
        Compress(block);
        PutState(output, offset, count);
        Reset();
    }

    /// <summary>Writes the 32 bytes of the hash and starts a new one.</summary>
    public void Finish(byte[] output, int offset)
    {
        long bits = _totalBytes * 8;
        _block[_blockLength++] = 0x80;
        if (_blockLength > BlockBytes - 8)
        {
            FillWithZeros(BlockBytes);
            Compress(_block);
            _blockLength = 0;
        }

        FillWithZeros(BlockBytes - 8);
        for (int shift = 56; shift >= 0; shift -= 8)
        {
            _block[_blockLength++] = (byte)(bits >> shift);
        }

        Compress(_block);
        PutState(output, offset, HashBytes);
        Reset();
    }

    private void PutState(byte[] output, int offset, int count)
    {
        for (int i = 0; i < count / 4; i++)
        {
            uint word = _state[i];
            output[offset++] = (byte)(word >> 24);
            output[offset++] = (byte)(word >> 16);
            output[offset++] = (byte)(word >> 8);
            output[offset++] = (byte)word;
        }
    }

    private void FillWithZeros(int end)
    {
        while (_blockLength < end)
        {
            _block[_blockLength++] = 0;
        }
    }

    private void Compress(byte[] block)
    {
        uint[] w = _schedule;
        for (int i = 0; i < 16; i++)
        {
            int at = i * 4;
            uint high = ((uint)block[at] << 24) | ((uint)block[at + 1] << 16);
            w[i] = high | ((uint)block[at + 2] << 8) | block[at + 3];
        }

        for (int i = 16; i < 64; i++)
        {
            uint x = w[i - 15];
            uint y = w[i - 2];
            uint s0 = ((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3);
            uint s1 = ((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }

        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3];
        uint e = _state[4], f = _state[5], g = _state[6], h = _state[7];
        for (int i = 0; i < 64; i++)
        {
            uint s1 = ((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7));
            uint t1 = h + s1 + ((e & f) ^ (~e & g)) + RoundConstants[i] + w[i];
            uint s0 = ((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10));
            uint t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }
}
