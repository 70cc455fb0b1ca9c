// AES-128 encryption (FIPS 197) in plain C#, for the host and for a board without a cipher of its own.
namespace Hub.Protocols.Security;

/// <summary>
/// AES with a key of 128 bits, encryption only: CCM needs no other direction. Made once and used again; nothing is
/// allocated after that. It looks up tables, so on a processor with a cache its time may depend on the key: where
/// others run code on the same machine, another <see cref="IBlockCipher"/> belongs here.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class Aes128 : IBlockCipher
{
    /// <summary>The bytes of a key.</summary>
    public const int KeyBytes = 16;

    /// <summary>The bytes of a block.</summary>
    public const int BlockBytes = 16;

    private const int Rounds = 10;
    private const int KeyWords = 4;

    private static readonly byte[] SBox =
    [
        0x63, 0x7c, 0x77, 0x7b, 0xf2, 0x6b, 0x6f, 0xc5, 0x30, 0x01, 0x67, 0x2b, 0xfe, 0xd7, 0xab, 0x76,
        0xca, 0x82, 0xc9, 0x7d, 0xfa, 0x59, 0x47, 0xf0, 0xad, 0xd4, 0xa2, 0xaf, 0x9c, 0xa4, 0x72, 0xc0,
        0xb7, 0xfd, 0x93, 0x26, 0x36, 0x3f, 0xf7, 0xcc, 0x34, 0xa5, 0xe5, 0xf1, 0x71, 0xd8, 0x31, 0x15,
        0x04, 0xc7, 0x23, 0xc3, 0x18, 0x96, 0x05, 0x9a, 0x07, 0x12, 0x80, 0xe2, 0xeb, 0x27, 0xb2, 0x75,
        0x09, 0x83, 0x2c, 0x1a, 0x1b, 0x6e, 0x5a, 0xa0, 0x52, 0x3b, 0xd6, 0xb3, 0x29, 0xe3, 0x2f, 0x84,
        0x53, 0xd1, 0x00, 0xed, 0x20, 0xfc, 0xb1, 0x5b, 0x6a, 0xcb, 0xbe, 0x39, 0x4a, 0x4c, 0x58, 0xcf,
        0xd0, 0xef, 0xaa, 0xfb, 0x43, 0x4d, 0x33, 0x85, 0x45, 0xf9, 0x02, 0x7f, 0x50, 0x3c, 0x9f, 0xa8,
        0x51, 0xa3, 0x40, 0x8f, 0x92, 0x9d, 0x38, 0xf5, 0xbc, 0xb6, 0xda, 0x21, 0x10, 0xff, 0xf3, 0xd2,
        0xcd, 0x0c, 0x13, 0xec, 0x5f, 0x97, 0x44, 0x17, 0xc4, 0xa7, 0x7e, 0x3d, 0x64, 0x5d, 0x19, 0x73,
        0x60, 0x81, 0x4f, 0xdc, 0x22, 0x2a, 0x90, 0x88, 0x46, 0xee, 0xb8, 0x14, 0xde, 0x5e, 0x0b, 0xdb,
        0xe0, 0x32, 0x3a, 0x0a, 0x49, 0x06, 0x24, 0x5c, 0xc2, 0xd3, 0xac, 0x62, 0x91, 0x95, 0xe4, 0x79,
        0xe7, 0xc8, 0x37, 0x6d, 0x8d, 0xd5, 0x4e, 0xa9, 0x6c, 0x56, 0xf4, 0xea, 0x65, 0x7a, 0xae, 0x08,
        0xba, 0x78, 0x25, 0x2e, 0x1c, 0xa6, 0xb4, 0xc6, 0xe8, 0xdd, 0x74, 0x1f, 0x4b, 0xbd, 0x8b, 0x8a,
        0x70, 0x3e, 0xb5, 0x66, 0x48, 0x03, 0xf6, 0x0e, 0x61, 0x35, 0x57, 0xb9, 0x86, 0xc1, 0x1d, 0x9e,
        0xe1, 0xf8, 0x98, 0x11, 0x69, 0xd9, 0x8e, 0x94, 0x9b, 0x1e, 0x87, 0xe9, 0xce, 0x55, 0x28, 0xdf,
        0x8c, 0xa1, 0x89, 0x0d, 0xbf, 0xe6, 0x42, 0x68, 0x41, 0x99, 0x2d, 0x0f, 0xb0, 0x54, 0xbb, 0x16,
    ];

    // For each byte the column that S-box and MixColumns make of it in a block's first row; the other rows are the
    // same column turned.
    private static readonly uint[] Columns = MakeColumns();

    private readonly uint[] _roundKeys = new uint[KeyWords * (Rounds + 1)];

    /// <inheritdoc/>
    public void SetKey(byte[] key, int offset)
    {
        uint[] w = _roundKeys;
        for (int i = 0; i < KeyWords; i++)
        {
            w[i] = Word(key, offset + (i * 4));
        }

        uint round = 1;
        for (int i = KeyWords; i < w.Length; i++)
        {
            uint word = w[i - 1];
            if ((i & 3) == 0)
            {
                word = Substitute((word << 8) | (word >> 24)) ^ (round << 24);
                round = (round << 1) ^ ((round >> 7) * 0x11B);
            }

            w[i] = w[i - KeyWords] ^ word;
        }
    }

    /// <inheritdoc/>
    public void Encrypt(byte[] block, int offset)
    {
        uint[] w = _roundKeys;
        uint a = Word(block, offset) ^ w[0];
        uint b = Word(block, offset + 4) ^ w[1];
        uint c = Word(block, offset + 8) ^ w[2];
        uint d = Word(block, offset + 12) ^ w[3];
        int at = KeyWords;
        for (int round = 1; round < Rounds; round++)
        {
            uint p = Mix(a, b, c, d) ^ w[at];
            uint q = Mix(b, c, d, a) ^ w[at + 1];
            uint r = Mix(c, d, a, b) ^ w[at + 2];
            d = Mix(d, a, b, c) ^ w[at + 3];
            a = p;
            b = q;
            c = r;
            at += KeyWords;
        }

        Put(Last(a, b, c, d) ^ w[at], block, offset);
        Put(Last(b, c, d, a) ^ w[at + 1], block, offset + 4);
        Put(Last(c, d, a, b) ^ w[at + 2], block, offset + 8);
        Put(Last(d, a, b, c) ^ w[at + 3], block, offset + 12);
    }

    // One column of a round: ShiftRows takes each row's byte from another column.
    private static uint Mix(uint a, uint b, uint c, uint d)
    {
        uint[] t = Columns;
        uint second = t[(b >> 16) & 0xFF];
        uint third = t[(c >> 8) & 0xFF];
        uint fourth = t[d & 0xFF];
        return t[a >> 24] ^ ((second >> 8) | (second << 24)) ^ ((third >> 16) | (third << 16))
            ^ ((fourth >> 24) | (fourth << 8));
    }

    // The last round has no MixColumns.
    private static uint Last(uint a, uint b, uint c, uint d)
    {
        return ((uint)SBox[a >> 24] << 24) | ((uint)SBox[(b >> 16) & 0xFF] << 16)
            | ((uint)SBox[(c >> 8) & 0xFF] << 8) | SBox[d & 0xFF];
    }

    private static uint Substitute(uint word)
    {
        return Last(word, word, word, word);
    }

    private static uint Word(byte[] bytes, int offset)
    {
        return ((uint)bytes[offset] << 24) | ((uint)bytes[offset + 1] << 16)
            | ((uint)bytes[offset + 2] << 8) | bytes[offset + 3];
    }

    private static void Put(uint word, byte[] bytes, int offset)
    {
        bytes[offset] = (byte)(word >> 24);
        bytes[offset + 1] = (byte)(word >> 16);
        bytes[offset + 2] = (byte)(word >> 8);
        bytes[offset + 3] = (byte)word;
    }

    private static uint[] MakeColumns()
    {
        uint[] columns = new uint[256];
        for (int i = 0; i < columns.Length; i++)
        {
            uint once = SBox[i];
            uint twice = (once << 1) ^ ((once >> 7) * 0x11B);
            columns[i] = (twice << 24) | (once << 16) | (once << 8) | (once ^ twice);
        }

        return columns;
    }
}
