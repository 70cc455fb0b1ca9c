// Finds the next control packet in what has been received.
using System;
using System.Buffers;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>Reads fixed headers (MQTT 5.0 §2.1) from a sequence that may end anywhere.</summary>
internal static class FrameReader
{
    /// <summary>What a sequence starts with.</summary>
    internal enum Found : byte
    {
        /// <summary>Not a whole packet yet.</summary>
        Partial,

        /// <summary>A whole packet.</summary>
        Whole,

        /// <summary>Nothing that can become a packet the gateway takes.</summary>
        Fault,
    }

    /// <summary>Looks at the first packet of a sequence.</summary>
    /// <param name="buffer">What has been received and not consumed.</param>
    /// <param name="maximumBytes">Largest packet taken, fixed header included.</param>
    /// <param name="headerLength">Length of the fixed header, 2..5.</param>
    /// <param name="bodyLength">Length of what follows the fixed header.</param>
    /// <param name="fault">
    /// <see cref="ReasonCode.MalformedPacket"/> or <see cref="ReasonCode.PacketTooLarge"/>; told as soon as the header
    /// shows it, so that an oversized packet is never gathered.
    /// </param>
    internal static Found TryRead(
        in ReadOnlySequence<byte> buffer,
        int maximumBytes,
        out int headerLength,
        out int bodyLength,
        out ReasonCode fault)
    {
        Span<byte> copied = stackalloc byte[5];
        scoped var start = buffer.FirstSpan;
        if (start.Length < 5 && !buffer.IsSingleSegment)
        {
            var head = buffer.Slice(0, Math.Min(5, buffer.Length));
            head.CopyTo(copied);
            start = copied[..(int)head.Length];
        }

        headerLength = 0;
        bodyLength = 0;
        fault = ReasonCode.Success;
        for (var index = 1; index < start.Length; index++)
        {
            var next = start[index];
            bodyLength |= (next & 0x7F) << (7 * (index - 1));
            if (next < 0x80)
            {
                headerLength = index + 1;
                if (next == 0 && index > 1)
                {
                    fault = ReasonCode.MalformedPacket;
                    return Found.Fault;
                }

                if (headerLength + bodyLength > maximumBytes)
                {
                    fault = ReasonCode.PacketTooLarge;
                    return Found.Fault;
                }

                return buffer.Length >= headerLength + bodyLength ? Found.Whole : Found.Partial;
            }

            if (index == 4)
            {
                fault = ReasonCode.MalformedPacket;
                return Found.Fault;
            }
        }

        return Found.Partial;
    }
}
