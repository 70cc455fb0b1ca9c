// The messages that are committed together, in the very bytes that go into the store.
using System;
using System.Buffers;
using System.Buffers.Binary;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>
/// A group of messages in one buffer, frame after frame: body length (2 bytes, little-endian), kind (1), zero (1), hub
/// row (8, little-endian), body. The buffer is what the store keeps, so a message is copied once. Not thread-safe.
/// </summary>
internal sealed class IngestGroup
{
    /// <summary>Bytes before each body.</summary>
    public const int HeadBytes = 12;

    /// <summary>Added to a <see cref="LinkChangeReason"/> to make the kind of a frame that no hub sent.</summary>
    public const byte LinkKind = 0xE0;

    private FrameSlot[] _slots = new FrameSlot[64];

    /// <summary>The frames.</summary>
    public byte[] Bytes { get; private set; } = GC.AllocateUninitializedArray<byte>(16 * 1024, pinned: true);

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    /// <summary>Frames in use.</summary>
    public int Count { get; private set; }

    /// <summary>True when an alarm is among the messages, so that the group must not wait for company.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>The frames' slots.</summary>
    public Span<FrameSlot> Slots => _slots.AsSpan(0, Count);

    /// <summary>Copies a message in.</summary>
    /// <returns>False when the group is full.</returns>
    public bool TryAdd(
        HubPrincipal hub, byte kind, in ReadOnlySequence<byte> body, IUplinkReceipt? receipt, uint token)
    {
        int length = (int)Math.Min(body.Length, Limits.Ingest.BodyBytes);
        if (!EnsureRoom(HeadBytes + length))
        {
            return false;
        }

        Span<byte> frame = Bytes.AsSpan(Length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)length);
        frame[2] = kind;
        frame[3] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(frame[4..], hub.RowId);
        if (body.IsSingleSegment)
        {
            body.FirstSpan[..length].CopyTo(frame[HeadBytes..]);
        }
        else
        {
            body.Slice(0, length).CopyTo(frame[HeadBytes..]);
        }

        ref FrameSlot slot = ref _slots[Count++];
        slot.Hub = hub;
        slot.Receipt = receipt;
        slot.Token = token;
        slot.Offset = Length + HeadBytes;
        slot.Length = (ushort)length;
        slot.Kind = kind;
        slot.Outcome = PublishOutcome.Accepted;
        Length += HeadBytes + length;
        IsUrgent |= kind == (byte)UplinkKind.Alarm;
        return true;
    }

    /// <summary>Empties the group for use again.</summary>
    public void Clear()
    {
        Array.Clear(_slots, 0, Count);
        Count = 0;
        Length = 0;
        IsUrgent = false;
    }

    private bool EnsureRoom(int bytes)
    {
        if (Count == Limits.Ingest.GroupMessages || Length + bytes > Limits.Ingest.GroupBytes)
        {
            return false;
        }

        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, Math.Min(_slots.Length * 2, Limits.Ingest.GroupMessages));
        }

        if (Length + bytes > Bytes.Length)
        {
            int size = Math.Min(Math.Max(Bytes.Length * 2, Length + bytes), Limits.Ingest.GroupBytes);
            byte[] larger = GC.AllocateUninitializedArray<byte>(size, pinned: true);
            Bytes.AsSpan(0, Length).CopyTo(larger);
            Bytes = larger;
        }

        return true;
    }
}

/// <summary>Where a frame's body lies and who waits for its outcome.</summary>
internal struct FrameSlot
{
    /// <summary>The hub it is from.</summary>
    public HubPrincipal Hub;

    /// <summary>Told after the commit; null when nobody waits.</summary>
    public IUplinkReceipt? Receipt;

    /// <summary>Handed back to the receipt.</summary>
    public uint Token;

    /// <summary>The body's place in the group's bytes.</summary>
    public int Offset;

    /// <summary>The body's length.</summary>
    public ushort Length;

    /// <summary>The <see cref="UplinkKind"/>, or a link change.</summary>
    public byte Kind;

    /// <summary>What becomes of it.</summary>
    public PublishOutcome Outcome;
}
