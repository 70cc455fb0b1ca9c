// What a hub keeps of updates from one start to the next.
using Hub.Protocols;
using Hub.Protocols.Updates;

namespace Hub.Core.Storage;

/// <summary>
/// The order that is being carried out, what came of the last one, the highest release that ran for good, what lies in
/// the slots, and the keys that are trusted. Nothing here says how much of a release has been fetched: that is found
/// by comparing what lies in the slot with its digests.
/// </summary>
public sealed class UpdateRecord
{
    /// <summary>The longest key that releases are verified with.</summary>
    public const int MaxKeyBytes = 60;

    internal const int Bytes = 260;

    private const int Format = 1;
    private const int SlotCount = 2;

    private readonly uint[] _slotSequences = new uint[SlotCount];
    private readonly byte[][] _slotDigests = new byte[SlotCount][];
    private readonly byte[][] _keys = new byte[UpdateLimits.TrustedKeys][];
    private readonly int[] _keyLengths = new int[UpdateLimits.TrustedKeys];
    private byte[] _buffer = new byte[0];
    private int _at;

    /// <summary>Makes an empty record.</summary>
    public UpdateRecord()
    {
        for (int i = 0; i < SlotCount; i++)
        {
            _slotDigests[i] = new byte[UpdateLimits.DigestBytes];
        }

        for (int i = 0; i < _keys.Length; i++)
        {
            _keys[i] = new byte[MaxKeyBytes];
        }
    }

    /// <summary>The order that is being carried out; <see cref="UpdateAction.Unknown"/> for none.</summary>
    public UpdateAction Action { get; set; }

    /// <summary>The release that is ordered.</summary>
    public uint ReleaseSequence { get; set; }

    /// <summary>The bytes of its envelope.</summary>
    public int EnvelopeBytes { get; set; }

    /// <summary>Which image is ordered.</summary>
    public int ImageIndex { get; set; }

    /// <summary>When the order ends, ms since 1970 UTC.</summary>
    public long ExpiresUnixMilliseconds { get; set; }

    /// <summary>The most bytes to fetch in an hour, 0 for no such limit.</summary>
    public uint BytesPerHour { get; set; }

    /// <summary>The digest of the envelope.</summary>
    public byte[] EnvelopeDigest { get; } = new byte[UpdateLimits.DigestBytes];

    /// <summary>True from the moment the loader is told to try the release.</summary>
    public bool IsSwitched { get; set; }

    /// <summary>How often fetching was taken up again, since the order.</summary>
    public int Resumes { get; set; }

    /// <summary>The highest release that ran for good.</summary>
    public uint HighestSequence { get; set; }

    /// <summary>What came of the last order.</summary>
    public UpdatePhase OutcomePhase { get; set; }

    /// <summary>Why.</summary>
    public UpdateReason OutcomeReason { get; set; }

    /// <summary>The release that it was about.</summary>
    public uint OutcomeSequence { get; set; }

    /// <summary>A key that was told by a release; empty when the hub still has the one from the bench there.</summary>
    /// <param name="place">0 the current one, 1 its successor.</param>
    /// <param name="length">Its bytes.</param>
    public byte[] Key(int place, out int length)
    {
        length = _keyLengths[place];
        return _keys[place];
    }

    /// <summary>Puts a key.</summary>
    public void SetKey(int place, byte[] key, int offset, int length)
    {
        System.Array.Copy(key, offset, _keys[place], 0, length);
        _keyLengths[place] = length;
    }

    /// <summary>The digest of the list of digests of a release that lies, or lay, in a slot.</summary>
    /// <returns>Null when it is not known.</returns>
    public byte[]? DigestOf(uint sequence)
    {
        for (int i = 0; i < SlotCount; i++)
        {
            if (sequence != 0 && _slotSequences[i] == sequence)
            {
                return _slotDigests[i];
            }
        }

        return null;
    }

    /// <summary>Notes the digest of a release, in the place that is not of the one that runs.</summary>
    public void SetDigest(uint sequence, byte[] digest, uint runningSequence)
    {
        int place = _slotSequences[0] == sequence ? 0
            : _slotSequences[1] == sequence || (_slotSequences[0] == runningSequence && runningSequence != 0) ? 1
            : 0;
        _slotSequences[place] = sequence;
        System.Array.Copy(digest, 0, _slotDigests[place], 0, UpdateLimits.DigestBytes);
    }

    /// <summary>Ends the order.</summary>
    public void Finish(UpdatePhase phase, UpdateReason reason)
    {
        OutcomePhase = phase;
        OutcomeReason = reason;
        OutcomeSequence = ReleaseSequence;
        Action = UpdateAction.Unknown;
        IsSwitched = false;
    }

    internal int WriteTo(byte[] buffer)
    {
        _buffer = buffer;
        _at = 0;
        Put(Format, 1);
        Put((long)Action, 1);
        Put(ImageIndex, 1);
        Put(IsSwitched ? 1 : 0, 1);
        Put(ReleaseSequence, 4);
        Put(EnvelopeBytes, 2);
        Put(Resumes, 2);
        Put(ExpiresUnixMilliseconds, 8);
        Put(BytesPerHour, 4);
        Put(HighestSequence, 4);
        Put((long)OutcomePhase, 1);
        Put((long)OutcomeReason, 1);
        Put(OutcomeSequence, 4);
        PutBytes(EnvelopeDigest);
        for (int i = 0; i < SlotCount; i++)
        {
            Put(_slotSequences[i], 4);
            PutBytes(_slotDigests[i]);
        }

        for (int i = 0; i < _keys.Length; i++)
        {
            Put(_keyLengths[i], 1);
            PutBytes(_keys[i]);
        }

        return _at;
    }

    internal bool ReadFrom(byte[] buffer, int count)
    {
        _buffer = buffer;
        _at = 0;
        if (count != Bytes || Take(1) != Format)
        {
            return false;
        }

        Action = (UpdateAction)(int)Take(1);
        ImageIndex = (int)Take(1);
        IsSwitched = Take(1) != 0;
        ReleaseSequence = (uint)Take(4);
        EnvelopeBytes = (int)Take(2);
        Resumes = (int)Take(2);
        ExpiresUnixMilliseconds = Take(8);
        BytesPerHour = (uint)Take(4);
        HighestSequence = (uint)Take(4);
        OutcomePhase = (UpdatePhase)(int)Take(1);
        OutcomeReason = (UpdateReason)(int)Take(1);
        OutcomeSequence = (uint)Take(4);
        TakeBytes(EnvelopeDigest);
        for (int i = 0; i < SlotCount; i++)
        {
            _slotSequences[i] = (uint)Take(4);
            TakeBytes(_slotDigests[i]);
        }

        bool isSound = EnvelopeBytes <= UpdateLimits.MaxEnvelopeBytes && ImageIndex < UpdateLimits.MaxImages
            && ExpiresUnixMilliseconds >= 0 && ExpiresUnixMilliseconds <= ProtocolLimits.MaxUnixMilliseconds;
        for (int i = 0; i < _keys.Length; i++)
        {
            _keyLengths[i] = (int)Take(1);
            TakeBytes(_keys[i]);
            isSound = isSound && _keyLengths[i] <= MaxKeyBytes;
        }

        return isSound;
    }

    private void Put(long value, int count)
    {
        LittleEndian.Put(_buffer, _at, (ulong)value, count);
        _at += count;
    }

    private void PutBytes(byte[] bytes)
    {
        System.Array.Copy(bytes, 0, _buffer, _at, bytes.Length);
        _at += bytes.Length;
    }

    private long Take(int count)
    {
        long value = (long)LittleEndian.Get(_buffer, _at, count);
        _at += count;
        return value;
    }

    private void TakeBytes(byte[] bytes)
    {
        System.Array.Copy(_buffer, _at, bytes, 0, bytes.Length);
        _at += bytes.Length;
    }
}
