// What the loader knows from one start to the next.
namespace Hub.Loader;

/// <summary>
/// Which slot is confirmed, which is on trial and how many starts it has left, and why. 128 bytes, numbers lowest byte
/// first: 4 magic <c>BOOT</c> · 1 format · 1 active slot · 1 slot started last · 1 count of decisions · 4 sequence ·
/// 4 starts · for A and B each 1 state, 1 starts left, 4 version · 8 decisions of 12 · 4 CRC-32 of all before it.
/// </summary>
public sealed class BootRecord
{
    /// <summary>Bytes of the record.</summary>
    public const int Bytes = 128;

    private const uint Magic = 0x544F4F42;
    private const int Format = 1;
    private const int SlotOffset = 16;
    private const int SlotBytes = 6;
    private const int DecisionOffset = 28;
    private const int CrcOffset = Bytes - 4;

    private readonly SlotState[] _states = new SlotState[3];
    private readonly int[] _startsLeft = new int[3];
    private readonly uint[] _versions = new uint[3];
    private readonly BootDecision[] _decisions = new BootDecision[LoaderLimits.MaxDecisions];

    internal BootRecord()
    {
        for (int i = 0; i < _decisions.Length; i++)
        {
            _decisions[i] = new BootDecision();
        }
    }

    /// <summary>The confirmed slot that is started when none is on trial; <see cref="Slot.Factory"/> for none.
    /// </summary>
    public Slot Active { get; internal set; }

    /// <summary>The slot that was started last.</summary>
    public Slot LastStarted { get; internal set; }

    /// <summary>Starts of the loader, as far as they could be kept.</summary>
    public uint Starts { get; internal set; }

    /// <summary>How many decisions are kept.</summary>
    public int DecisionCount { get; private set; }

    internal uint Sequence { get; set; }

    /// <summary>A decision that is kept.</summary>
    /// <param name="index">0 to <see cref="DecisionCount"/> less one, in no order.</param>
    public BootDecision Decision(int index)
    {
        return _decisions[index];
    }

    /// <summary>What is known of a slot.</summary>
    public SlotState State(Slot slot)
    {
        return _states[(int)slot];
    }

    /// <summary>Starts that a slot has left before it is given up.</summary>
    public int StartsLeft(Slot slot)
    {
        return _startsLeft[(int)slot];
    }

    /// <summary>Version of the image that a slot is to have; 0 when it is empty.</summary>
    public uint Version(Slot slot)
    {
        return _versions[(int)slot];
    }

    internal void Set(Slot slot, SlotState state, int startsLeft)
    {
        _states[(int)slot] = state;
        _startsLeft[(int)slot] = startsLeft;
    }

    internal void SetVersion(Slot slot, uint version)
    {
        _versions[(int)slot] = version;
    }

    internal void Note(Slot slot, SlotReason reason)
    {
        uint version = Version(slot);
        int oldest = 0;
        for (int i = 0; i < DecisionCount; i++)
        {
            if (_decisions[i].Is(slot, reason, version))
            {
                _decisions[i].Repeat(Starts);
                return;
            }

            oldest = _decisions[i].AtStart < _decisions[oldest].AtStart ? i : oldest;
        }

        int index = oldest;
        if (DecisionCount < _decisions.Length)
        {
            index = DecisionCount;
            DecisionCount++;
        }

        _decisions[index].Set(slot, reason, version);
        _decisions[index].Repeat(Starts);
    }

    internal void WriteTo(byte[] buffer)
    {
        for (int i = 0; i < Bytes; i++)
        {
            buffer[i] = 0;
        }

        RecordBytes.Put(buffer, 0, Magic, 4);
        buffer[4] = Format;
        buffer[5] = (byte)Active;
        buffer[6] = (byte)LastStarted;
        buffer[7] = (byte)DecisionCount;
        RecordBytes.Put(buffer, 8, Sequence, 4);
        RecordBytes.Put(buffer, 12, Starts, 4);
        for (int slot = 1; slot <= 2; slot++)
        {
            int offset = SlotOffset + ((slot - 1) * SlotBytes);
            buffer[offset] = (byte)_states[slot];
            buffer[offset + 1] = (byte)_startsLeft[slot];
            RecordBytes.Put(buffer, offset + 2, _versions[slot], 4);
        }

        for (int i = 0; i < DecisionCount; i++)
        {
            _decisions[i].WriteTo(buffer, DecisionOffset + (i * BootDecision.Bytes));
        }

        RecordBytes.Put(buffer, CrcOffset, RecordBytes.Checksum(buffer, CrcOffset), 4);
    }

    internal static bool IsRecord(byte[] buffer)
    {
        return RecordBytes.Get(buffer, 0, 4) == Magic && buffer[4] == Format
            && buffer[5] <= (int)Slot.B && buffer[6] <= (int)Slot.B && buffer[7] <= LoaderLimits.MaxDecisions
            && buffer[SlotOffset] <= (int)SlotState.Rejected
            && buffer[SlotOffset + SlotBytes] <= (int)SlotState.Rejected
            && RecordBytes.Get(buffer, CrcOffset, 4) == RecordBytes.Checksum(buffer, CrcOffset);
    }

    internal static uint SequenceOf(byte[] buffer)
    {
        return RecordBytes.Get(buffer, 8, 4);
    }

    internal void ReadFrom(byte[] buffer)
    {
        Active = (Slot)buffer[5];
        LastStarted = (Slot)buffer[6];
        DecisionCount = buffer[7];
        Sequence = SequenceOf(buffer);
        Starts = RecordBytes.Get(buffer, 12, 4);
        for (int slot = 1; slot <= 2; slot++)
        {
            int offset = SlotOffset + ((slot - 1) * SlotBytes);
            _states[slot] = (SlotState)buffer[offset];
            _startsLeft[slot] = buffer[offset + 1];
            _versions[slot] = RecordBytes.Get(buffer, offset + 2, 4);
        }

        for (int i = 0; i < DecisionCount; i++)
        {
            _decisions[i].ReadFrom(buffer, DecisionOffset + (i * BootDecision.Bytes));
        }
    }
}
