// Verifies an LMS signature (RFC 8554) in steps, so that a hub goes on handling presses meanwhile.
using Hub.Protocols.Security;

namespace Hub.Protocols.Updates;

/// <summary>
/// LMS with LM-OTS over SHA-256, all sets with 32 bytes (RFC 8554) and with 24 (SP 800-208), in the layout of HSS with
/// one level: the key is <c>u32(1)</c> and the LMS key, the signature <c>u32(0)</c> and the LMS signature. Every length
/// and typecode is checked before anything is hashed. Made once and used again; it allocates nothing after that.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class LmsVerifier
{
    private const int PrefixBytes = LmsParameters.PrefixBytes;
    private const int ChainBytes = PrefixBytes + 1;
    private const int MessageMark = 0x8181;
    private const int PublicMark = 0x8080;
    private const int LeafMark = 0x8282;
    private const int NodeMark = 0x8383;

    private readonly LmsParameters _set = new LmsParameters();
    private readonly Sha256 _hash = new Sha256();
    private readonly Sha256 _public = new Sha256();
    private readonly byte[] _block = new byte[Sha256.BlockBytes];
    private readonly byte[] _prefix = new byte[PrefixBytes];
    private readonly byte[] _digits = new byte[Sha256.HashBytes + 2];
    private readonly byte[] _node = new byte[Sha256.HashBytes];
    private byte[] _key = new byte[0];
    private byte[] _signature = new byte[0];
    private byte[] _message = new byte[0];
    private int _rootOffset;
    private int _chainsOffset;
    private int _pathOffset;
    private int _messageOffset;
    private int _messageBytes;
    private LmsPhase _phase;
    private int _chain;
    private int _chainStep;
    private int _publicBytes;
    private uint _nodeNumber;

    /// <summary>The state of the verification.</summary>
    public LmsResult Result { get; private set; }

    /// <summary>The compressions of SHA-256 done since <see cref="Begin"/>.</summary>
    public int Compressions { get; private set; }

    /// <summary>
    /// The most compressions that a verification by this key can take, for a message of that length; 0 for what is no
    /// key of one level.
    /// </summary>
    public static int WorstCompressions(byte[] key, int keyOffset, int keyBytes, int messageBytes)
    {
        LmsParameters set = new LmsParameters();
        return set.SetOfKey(key, keyOffset, keyBytes) ? set.WorstCompressions(messageBytes) : 0;
    }

    /// <summary>Starts over. The three arrays must stay as they are until the end; nothing is copied.</summary>
    /// <returns><see cref="LmsResult.Working"/>, or why nothing will be verified.</returns>
    public LmsResult Begin(
        byte[] key, int keyOffset, int keyBytes, byte[] signature, int offset, int bytes,
        byte[] message, int messageOffset, int messageBytes)
    {
        Compressions = 0;
        Result = Check(key, keyOffset, keyBytes, signature, offset, bytes, message, messageOffset, messageBytes);
        if (Result != LmsResult.Working)
        {
            return Result;
        }

        _key = key;
        _signature = signature;
        _message = message;
        _messageOffset = messageOffset;
        _messageBytes = messageBytes;
        _rootOffset = keyOffset + LmsParameters.KeyHeadBytes;
        _chainsOffset = offset + 12 + _set.HashBytes;
        _pathOffset = offset + 8 + _set.OneTimeBytes + 4;
        System.Array.Copy(key, keyOffset + 12, _prefix, 0, LmsParameters.IdentifierBytes);
        System.Array.Copy(signature, offset + 4, _prefix, LmsParameters.IdentifierBytes, 4);
        _nodeNumber = LmsParameters.Number(signature, offset + 4) + (uint)_set.Leaves;
        _phase = LmsPhase.Message;
        return Result;
    }

    /// <summary>Goes on for some compressions; one piece of work (a node of the tree, the message) may go over.
    /// </summary>
    /// <param name="maxCompressions">How many, 1 and more.</param>
    public LmsResult Step(int maxCompressions)
    {
        int end = Compressions + AtMost(maxCompressions);
        while (Result == LmsResult.Working && Compressions < end)
        {
            switch (_phase)
            {
                case LmsPhase.Message:
                    HashMessage();
                    break;
                case LmsPhase.Chains:
                    StepChain(end);
                    break;
                case LmsPhase.Leaf:
                    HashLeaf();
                    break;
                default:
                    ClimbOrEnd();
                    break;
            }
        }

        return Result;
    }

    // No verification comes near so many; a sum with them stays a number.
    internal static int AtMost(int compressions)
    {
        const int most = 1_000_000;
        return compressions < 1 ? 1 : compressions > most ? most : compressions;
    }

    private LmsResult Check(
        byte[] key, int keyOffset, int keyBytes, byte[] signature, int offset, int bytes,
        byte[] message, int messageOffset, int messageBytes)
    {
        if (!IsWithin(key, keyOffset, keyBytes) || !IsWithin(signature, offset, bytes)
            || !IsWithin(message, messageOffset, messageBytes) || messageBytes > ReleaseLimits.MaxSignedBytes)
        {
            return LmsResult.BadBuffer;
        }

        if (!_set.SetOfKey(key, keyOffset, keyBytes))
        {
            return LmsResult.BadKey;
        }

        if (bytes != _set.SignatureBytes)
        {
            return LmsResult.BadForm;
        }

        uint levelsBelow = LmsParameters.Number(signature, offset);
        uint leaf = LmsParameters.Number(signature, offset + 4);
        uint otsType = LmsParameters.Number(signature, offset + 8);
        uint lmsType = LmsParameters.Number(signature, offset + 8 + _set.OneTimeBytes);
        bool isOfKey = levelsBelow == 0 && leaf < (uint)_set.Leaves
            && lmsType == LmsParameters.Number(key, keyOffset + 4)
            && otsType == LmsParameters.Number(key, keyOffset + 8);
        return isOfKey ? LmsResult.Working : LmsResult.BadForm;
    }

    private static bool IsWithin(byte[] bytes, int offset, int count)
    {
        return bytes != null && offset >= 0 && count >= 0 && offset <= bytes.Length && count <= bytes.Length - offset;
    }

    private void HashMessage()
    {
        int n = _set.HashBytes;
        PutMark(MessageMark);
        _hash.Reset();
        _hash.Append(_prefix, 0, PrefixBytes);
        _hash.Append(_signature, _chainsOffset - n, n);
        _hash.Append(_message, _messageOffset, _messageBytes);
        _hash.Finish(_node, 0);
        Compressions += LmsParameters.Blocks(PrefixBytes + n + _messageBytes);
        System.Array.Copy(_node, 0, _digits, 0, n);
        int sum = 0;
        for (int i = 0; i < _set.Chains - _set.ChecksumChains; i++)
        {
            sum += _set.ChainSteps - Digit(i);
        }

        sum <<= _set.ChecksumShift;
        _digits[n] = (byte)(sum >> 8);
        _digits[n + 1] = (byte)sum;
        PutMark(PublicMark);
        _public.Reset();
        _public.Append(_prefix, 0, PrefixBytes);
        _publicBytes = PrefixBytes;
        PrepareChainBlock(n);
        _chain = 0;
        BeginChain();
        _phase = LmsPhase.Chains;
    }

    private int Digit(int index)
    {
        int bit = index * _set.DigitBits;
        return (_digits[bit >> 3] >> (8 - _set.DigitBits - (bit & 7))) & _set.ChainSteps;
    }

    // I, q, the chain's number, the step and the value: with its padding always one block.
    private void PrepareChainBlock(int n)
    {
        int length = ChainBytes + n;
        for (int i = length; i < Sha256.BlockBytes; i++)
        {
            _block[i] = 0;
        }

        System.Array.Copy(_prefix, 0, _block, 0, PrefixBytes);
        _block[length] = 0x80;
        _block[62] = (byte)(length * 8 >> 8);
        _block[63] = (byte)(length * 8);
    }

    private void BeginChain()
    {
        int n = _set.HashBytes;
        _block[PrefixBytes - 2] = (byte)(_chain >> 8);
        _block[PrefixBytes - 1] = (byte)_chain;
        System.Array.Copy(_signature, _chainsOffset + (_chain * n), _block, ChainBytes, n);
        _chainStep = Digit(_chain);
    }

    private void StepChain(int end)
    {
        int n = _set.HashBytes;
        int last = _set.ChainSteps;
        while (_chainStep < last && Compressions < end)
        {
            _block[PrefixBytes] = (byte)_chainStep;
            _hash.HashPaddedBlock(_block, _block, ChainBytes, n);
            _chainStep++;
            Compressions++;
        }

        if (_chainStep < last)
        {
            return;
        }

        int blocksBefore = _publicBytes / Sha256.BlockBytes;
        _public.Append(_block, ChainBytes, n);
        _publicBytes += n;
        Compressions += (_publicBytes / Sha256.BlockBytes) - blocksBefore;
        _chain++;
        if (_chain < _set.Chains)
        {
            BeginChain();
            return;
        }

        _public.Finish(_node, 0);
        Compressions += LmsParameters.Blocks(_publicBytes) - (_publicBytes / Sha256.BlockBytes);
        _phase = LmsPhase.Leaf;
    }

    private void HashLeaf()
    {
        int n = _set.HashBytes;
        PutNumber(_nodeNumber);
        PutMark(LeafMark);
        _hash.Append(_prefix, 0, PrefixBytes);
        _hash.Append(_node, 0, n);
        _hash.Finish(_node, 0);
        Compressions += LmsParameters.Blocks(PrefixBytes + n);
        _phase = LmsPhase.Path;
    }

    private void ClimbOrEnd()
    {
        int n = _set.HashBytes;
        if (_nodeNumber <= 1)
        {
            Result = ConstantTime.AreEqual(_node, 0, _key, _rootOffset, n) ? LmsResult.Good : LmsResult.Bad;
            return;
        }

        bool isRight = (_nodeNumber & 1) == 1;
        _nodeNumber >>= 1;
        PutNumber(_nodeNumber);
        PutMark(NodeMark);
        _hash.Append(_prefix, 0, PrefixBytes);
        if (isRight)
        {
            _hash.Append(_signature, _pathOffset, n);
            _hash.Append(_node, 0, n);
        }
        else
        {
            _hash.Append(_node, 0, n);
            _hash.Append(_signature, _pathOffset, n);
        }

        _hash.Finish(_node, 0);
        _pathOffset += n;
        Compressions += LmsParameters.Blocks(PrefixBytes + (2 * n));
    }

    private void PutNumber(uint number)
    {
        for (int i = 0; i < 4; i++)
        {
            _prefix[LmsParameters.IdentifierBytes + i] = (byte)(number >> (24 - (8 * i)));
        }
    }

    private void PutMark(int mark)
    {
        _prefix[PrefixBytes - 2] = (byte)(mark >> 8);
        _prefix[PrefixBytes - 1] = (byte)mark;
    }
}
