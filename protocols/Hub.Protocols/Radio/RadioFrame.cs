// One frame on the radio: its bytes, its clear part, and its sealing.
using Hub.Protocols.Security;

namespace Hub.Protocols.Radio;

/// <summary>
/// A frame in a buffer of its own, to be sent or as received. Sending: <see cref="Start"/>, the text into
/// <see cref="Buffer"/> at <see cref="TextOffset"/>, <see cref="Seal"/>. Receiving: <see cref="Take"/>, the key by
/// <see cref="Kind"/> and <see cref="DeviceId"/>, <see cref="Open"/>, the text from the same place.
/// Made once and used again; nothing is allocated after that. Not safe for use by two threads at once.
/// </summary>
public sealed class RadioFrame
{
    private readonly byte[] _nonce = new byte[RadioLimits.NonceBytes];

    /// <summary>The frame's bytes from 0 to <see cref="Length"/>; what goes on the air is this.</summary>
    public byte[] Buffer { get; } = new byte[RadioLimits.MaxFrameBytes];

    /// <summary>The frame's bytes, tag included; 0 while there is no whole frame.</summary>
    public int Length { get; private set; }

    /// <summary>What the frame is; <see cref="RadioFrameKind.None"/> while there is none.</summary>
    public RadioFrameKind Kind { get; private set; }

    /// <summary>The device that it is from or for.</summary>
    public uint DeviceId { get; private set; }

    /// <summary>The counter: the device's own, or in a frame of the hub that of the frame it answers or of the order.
    /// </summary>
    public uint Counter { get; private set; }

    /// <summary>The salt of a kind that has one, else 0.</summary>
    public uint Salt { get; private set; }

    /// <summary>Where the text begins.</summary>
    public int TextOffset { get; private set; }

    /// <summary>The bytes of the text, without the tag.</summary>
    public int TextCount { get; private set; }

    /// <summary>Whether the text is in clear: written and not yet sealed, or proved and opened.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether frames of a kind carry a salt.</summary>
    public static bool HasSalt(RadioFrameKind kind)
    {
        return kind >= RadioFrameKind.JoinAnswer && kind <= RadioFrameKind.Resync;
    }

    /// <summary>The least bytes that the text of a kind has; later versions may append to it. 0 for no kind.</summary>
    public static int LeastTextOf(RadioFrameKind kind)
    {
        switch (kind)
        {
            case RadioFrameKind.Report: return RadioLimits.ReportBytes;
            case RadioFrameKind.Acknowledge: return RadioLimits.AcknowledgeBytes;
            case RadioFrameKind.JoinRequest: return RadioLimits.JoinRequestBytes;
            case RadioFrameKind.JoinAnswer: return RadioLimits.JoinAnswerBytes;
            case RadioFrameKind.Order: return RadioLimits.OrderBytes;
            case RadioFrameKind.Resync: return RadioLimits.ResyncBytes;
            default: return 0;
        }
    }

    /// <summary>Forgets the frame and its bytes.</summary>
    public void Clear()
    {
        for (int i = 0; i < Buffer.Length; i++)
        {
            Buffer[i] = 0;
        }

        Length = 0;
        Kind = RadioFrameKind.None;
        DeviceId = 0;
        Counter = 0;
        Salt = 0;
        TextOffset = 0;
        TextCount = 0;
        IsOpen = false;
    }

    /// <summary>Begins a frame to be sent: writes its clear part; the text is all zeros.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="deviceId">The device that it is from or for.</param>
    /// <param name="counter">Its counter.</param>
    /// <param name="salt">Random for a kind that has a salt; else taken as 0.</param>
    /// <returns>False for a kind that is not listed; there is then no frame.</returns>
    public bool Start(RadioFrameKind kind, uint deviceId, uint counter, uint salt)
    {
        Clear();
        if (LeastTextOf(kind) == 0)
        {
            return false;
        }

        Kind = kind;
        DeviceId = deviceId;
        Counter = counter;
        Buffer[0] = (byte)((RadioLimits.Version << 4) | (int)kind);
        LittleEndian.Put(Buffer, 1, deviceId, 4);
        LittleEndian.Put(Buffer, 5, counter, 4);
        TextOffset = RadioLimits.HeaderBytes;
        if (HasSalt(kind))
        {
            Salt = salt;
            LittleEndian.Put(Buffer, RadioLimits.HeaderBytes, salt, RadioLimits.SaltBytes);
            TextOffset += RadioLimits.SaltBytes;
        }

        TextCount = LeastTextOf(kind);
        IsOpen = true;
        return true;
    }

    /// <summary>Encrypts the text that was written since <see cref="Start"/> and appends the tag.</summary>
    /// <param name="ccm">Holds the key.</param>
    /// <returns>False when there is nothing to seal.</returns>
    public bool Seal(Ccm ccm)
    {
        if (!IsOpen)
        {
            return false;
        }

        MakeNonce();
        if (!ccm.Seal(_nonce, Buffer, 0, TextOffset, TextOffset, TextCount))
        {
            return false;
        }

        Length = TextOffset + TextCount + RadioLimits.TagBytes;
        IsOpen = false;
        return true;
    }

    /// <summary>Takes a frame as received and reads its clear part, which proves nothing yet. Never throws.</summary>
    /// <returns>Whether it has the form of a frame of this version; there is none after false.</returns>
    public bool Take(byte[] bytes, int offset, int count)
    {
        Clear();
        if (bytes == null || offset < 0 || count < RadioLimits.MinFrameBytes || count > RadioLimits.MaxFrameBytes
            || offset > bytes.Length - count)
        {
            return false;
        }

        RadioFrameKind kind = (RadioFrameKind)(bytes[offset] & 0x0F);
        int least = LeastTextOf(kind);
        int textOffset = RadioLimits.HeaderBytes + (HasSalt(kind) ? RadioLimits.SaltBytes : 0);
        int textCount = count - textOffset - RadioLimits.TagBytes;
        if (bytes[offset] >> 4 != RadioLimits.Version || least == 0 || textCount < least)
        {
            return false;
        }

        System.Array.Copy(bytes, offset, Buffer, 0, count);
        Length = count;
        Kind = kind;
        DeviceId = LittleEndian.Get(Buffer, 1, 4);
        Counter = LittleEndian.Get(Buffer, 5, 4);
        Salt = HasSalt(kind) ? LittleEndian.Get(Buffer, RadioLimits.HeaderBytes, RadioLimits.SaltBytes) : 0;
        TextOffset = textOffset;
        TextCount = textCount;
        return true;
    }

    /// <summary>Verifies a sealed frame and decrypts its text in place. Says nothing of whether its counter is new.
    /// </summary>
    /// <param name="ccm">Holds the key.</param>
    /// <returns>Whether the frame is from who holds the key; else its bytes are as they were.</returns>
    public bool Open(Ccm ccm)
    {
        if (Length == 0 || IsOpen)
        {
            return false;
        }

        MakeNonce();
        IsOpen = ccm.Open(_nonce, Buffer, 0, TextOffset, TextOffset, TextCount);
        return IsOpen;
    }

    private void MakeNonce()
    {
        _nonce[0] = (byte)(int)Kind;
        LittleEndian.Put(_nonce, 1, DeviceId, 4);
        LittleEndian.Put(_nonce, 5, Counter, 4);
        LittleEndian.Put(_nonce, 9, Salt, 4);
    }
}
