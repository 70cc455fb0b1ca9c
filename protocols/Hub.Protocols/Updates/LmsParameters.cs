// The numbers of a parameter set of LMS and LM-OTS.
namespace Hub.Protocols.Updates;

/// <summary>
/// What two typecodes stand for: the sets with SHA-256 and 32 bytes (RFC 8554 §4.1, §5.1) and those with 24 (SP
/// 800-208). Made once and set again.
/// </summary>
public sealed class LmsParameters
{
    /// <summary>Bytes of a key's identifier, I.</summary>
    public const int IdentifierBytes = 16;

    /// <summary>Bytes of an HSS key of one level before its root: levels, two typecodes, I.</summary>
    public const int KeyHeadBytes = 12 + IdentifierBytes;

    /// <summary>Bytes that go before what is hashed: I, a number of 4 bytes, a mark of 2.</summary>
    public const int PrefixBytes = IdentifierBytes + 6;

    private const uint FirstLmsOf32 = 5;
    private const uint FirstLmsOf24 = 10;
    private const uint FirstOtsOf32 = 1;
    private const uint FirstOtsOf24 = 5;
    private const int TypesPerLms = 5;
    private const int TypesPerOts = 4;
    private const int Levels = 1;

    /// <summary>Bytes of a hash: 32 or 24; 0 when no set is chosen.</summary>
    public int HashBytes { get; private set; }

    /// <summary>Bits of a digit of the message's digest: 1, 2, 4 or 8.</summary>
    public int DigitBits { get; private set; }

    /// <summary>Levels of the tree: 5, 10, 15, 20 or 25.</summary>
    public int Height { get; private set; }

    /// <summary>Chains of a one-time signature, those of the checksum among them.</summary>
    public int Chains { get; private set; }

    /// <summary>Chains of the checksum.</summary>
    public int ChecksumChains { get; private set; }

    /// <summary>The steps of a whole chain, 2^w - 1.</summary>
    public int ChainSteps
    {
        get { return (1 << DigitBits) - 1; }
    }

    /// <summary>Bits that the checksum is shifted up by, so that its digits begin at its first bit of 16.</summary>
    public int ChecksumShift
    {
        get { return 16 - (ChecksumChains * DigitBits); }
    }

    /// <summary>The signatures that a key of this set can make.</summary>
    public int Leaves
    {
        get { return 1 << Height; }
    }

    /// <summary>Bytes of an HSS public key of one level: 60 or 52.</summary>
    public int KeyBytes
    {
        get { return KeyHeadBytes + HashBytes; }
    }

    /// <summary>Bytes of the one-time signature: typecode, C and all chains.</summary>
    public int OneTimeBytes
    {
        get { return 4 + (HashBytes * (Chains + 1)); }
    }

    /// <summary>Bytes of an HSS signature of one level: u32(0), then the LMS signature.</summary>
    public int SignatureBytes
    {
        get { return 8 + OneTimeBytes + 4 + (Height * HashBytes); }
    }

    /// <summary>Takes the set of two typecodes.</summary>
    /// <returns>False when a typecode is unknown or the two have hashes of different lengths.</returns>
    public bool Set(uint lmsType, uint otsType)
    {
        HashBytes = 0;
        bool is24 = lmsType >= FirstLmsOf24;
        uint firstLms = is24 ? FirstLmsOf24 : FirstLmsOf32;
        uint firstOts = is24 ? FirstOtsOf24 : FirstOtsOf32;
        if (lmsType < firstLms || lmsType >= firstLms + TypesPerLms
            || otsType < firstOts || otsType >= firstOts + TypesPerOts)
        {
            return false;
        }

        HashBytes = is24 ? 24 : 32;
        Height = ((int)(lmsType - firstLms) + 1) * 5;
        int shift = (int)(otsType - firstOts);
        DigitBits = 1 << shift;
        int digits = (HashBytes * 8) >> shift;
        int bits = 0;
        for (int most = digits * ChainSteps; most > 0; most >>= 1)
        {
            bits++;
        }

        ChecksumChains = (bits + DigitBits - 1) >> shift;
        Chains = digits + ChecksumChains;
        return true;
    }

    /// <summary>Takes the set of an HSS public key of one level.</summary>
    /// <returns>False when it has more levels, unknown typecodes or another length.</returns>
    public bool SetOfKey(byte[] key, int offset, int count)
    {
        HashBytes = 0;
        if (key == null || offset < 0 || count < KeyHeadBytes || offset > key.Length - count)
        {
            return false;
        }

        if (Number(key, offset) != Levels || !Set(Number(key, offset + 4), Number(key, offset + 8)))
        {
            return false;
        }

        bool hasLength = count == KeyBytes;
        HashBytes = hasLength ? HashBytes : 0;
        return hasLength;
    }

    /// <summary>The most compressions of SHA-256 that a verification by this set can take.</summary>
    /// <param name="messageBytes">Bytes of the message, 0 and more.</param>
    public int WorstCompressions(int messageBytes)
    {
        return WorstChainSteps() + OtherCompressions(messageBytes);
    }

    /// <summary>The compressions of a verification that are the same for every message of that length.</summary>
    public int OtherCompressions(int messageBytes)
    {
        return Blocks(PrefixBytes + HashBytes + messageBytes)
            + Blocks(PrefixBytes + (Chains * HashBytes))
            + Blocks(PrefixBytes + HashBytes)
            + (Height * Blocks(PrefixBytes + (2 * HashBytes)));
    }

    /// <summary>The compressions of SHA-256 over that many bytes.</summary>
    public static int Blocks(int bytes)
    {
        return (bytes + 9 + 63) / 64;
    }

    internal static uint Number(byte[] bytes, int offset)
    {
        return ((uint)bytes[offset] << 24) | ((uint)bytes[offset + 1] << 16)
            | ((uint)bytes[offset + 2] << 8) | bytes[offset + 3];
    }

    // All steps of the message's chains are the checksum, which in turn says how many steps its own chains lack. Its
    // chains have few steps, so the worst is near the largest checksum.
    private int WorstChainSteps()
    {
        int most = (Chains - ChecksumChains) * ChainSteps;
        int own = ChecksumChains * ChainSteps;
        int worst = 0;
        for (int sum = most > own ? most - own : 0; sum <= most; sum++)
        {
            int steps = sum + own;
            for (int rest = sum << ChecksumShift; rest > 0; rest >>= DigitBits)
            {
                steps -= rest & ChainSteps;
            }

            worst = steps > worst ? steps : worst;
        }

        return worst;
    }
}
