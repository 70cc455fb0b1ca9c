// Reads an image and checks every byte of it before anything is loaded.
using System;

namespace Hub.Loader;

/// <summary>Reads slots. Nothing that it is given is trusted before its digest has been found right.</summary>
internal sealed class SlotReader
{
    private readonly ISlotStore _store;
    private readonly IImageDigest _digest;
    private readonly IBootWatchdog _watchdog;

    internal SlotReader(ISlotStore store, IImageDigest digest, IBootWatchdog watchdog)
    {
        _store = store;
        _digest = digest;
        _watchdog = watchdog;
    }

    /// <summary>The image that was read last; null when it is not good.</summary>
    internal SlotImage? Image { get; private set; }

    /// <summary>Reads and checks a slot.</summary>
    /// <param name="slot">A or B.</param>
    /// <param name="version">The version that it is to have.</param>
    /// <param name="assemblies">The assemblies' bytes; none when the image is not good.</param>
    /// <returns><see cref="SlotReason.None"/>, or what is wrong.</returns>
    internal SlotReason Read(Slot slot, uint version, out byte[][] assemblies)
    {
        assemblies = new byte[0][];
        Image = null;
        try
        {
            return ReadAll(slot, version, ref assemblies);
        }
        catch (Exception)
        {
            // What can fail here is memory for the image; the digest's part counts as the same.
            assemblies = new byte[0][];
            return SlotReason.NoMemory;
        }
    }

    private SlotReason ReadAll(Slot slot, uint version, ref byte[][] assemblies)
    {
        int stored = _store.Length(slot);
        if (stored <= 0)
        {
            return stored == 0 ? SlotReason.NoImage : SlotReason.Unreadable;
        }

        byte[] head = new byte[SlotImage.HeadBytes];
        if (stored < head.Length)
        {
            return SlotReason.BadHeader;
        }

        if (!ReadWithPatience(slot, 0, head))
        {
            return SlotReason.Unreadable;
        }

        int headerBytes = SlotImage.HeaderBytesOf(head);
        if (headerBytes == 0 || headerBytes > stored)
        {
            return SlotReason.BadHeader;
        }

        byte[] header = new byte[headerBytes];
        if (!ReadWithPatience(slot, 0, header))
        {
            return SlotReason.Unreadable;
        }

        // The first bytes have been read twice: what they said the second time must be the same.
        SlotImage? image = SlotImage.HeaderBytesOf(header) == headerBytes ? SlotImage.Parse(header, _digest) : null;
        if (image == null)
        {
            return SlotReason.BadHeader;
        }

        SlotReason reason = image.Interface != LoaderLimits.InterfaceVersion ? SlotReason.OtherInterface
            : image.Version != version ? SlotReason.OtherVersion
            : image.ImageBytes > stored ? SlotReason.Damaged
            : SlotReason.None;
        byte[][] read = new byte[image.Count][];
        int offset = headerBytes;
        for (int i = 0; i < image.Count && reason == SlotReason.None; i++)
        {
            byte[] assembly = new byte[image.Length(i)];
            reason = !ReadWithPatience(slot, offset, assembly) ? SlotReason.Unreadable
                : image.HasDigest(i, _digest.Compute(assembly)) ? SlotReason.None
                : SlotReason.Damaged;
            offset += assembly.Length;
            read[i] = assembly;
            _watchdog.Feed();
        }

        if (reason == SlotReason.None)
        {
            Image = image;
            assemblies = read;
        }

        return reason;
    }

    private bool ReadWithPatience(Slot slot, int offset, byte[] into)
    {
        for (int attempt = 0; attempt < LoaderLimits.ReadTries; attempt++)
        {
            if (_store.Read(slot, offset, into))
            {
                return true;
            }
        }

        return false;
    }
}
