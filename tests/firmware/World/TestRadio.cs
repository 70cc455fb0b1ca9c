// A transceiver whose channel a test decides: free, busy, broken, with devices around it.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Radio;

namespace Firmware.Tests.World;

internal sealed class TestRadio(Supply supply) : IRadio
{
    /// <summary>Who hears what the hub sends.</summary>
    internal List<RadioDevice> Devices { get; } = [];

    internal List<(long At, byte[] Frame)> Sent { get; } = [];

    internal IEnumerable<(long At, byte[] Frame)> SentOf(RadioFrameKind kind) =>
        Sent.Where(s => (s.Frame[0] & 15) == (int)kind);

    internal long AirMicroseconds { get; private set; }

    public bool IsWorking => !IsBroken;

    public bool IsChannelBusy { get; set; }

    /// <summary>Whether the transceiver refuses to send.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>Whether devices hear nothing of the hub.</summary>
    internal bool IsDeaf { get; set; }

    /// <summary>Called at each sending, before anybody hears it.</summary>
    internal Action<byte[]>? Sending { get; set; }

    /// <summary>Tests that count bytes keep no frames.</summary>
    internal bool IsSilent { get; set; }

    public bool Send(byte[] frame, int offset, int count, long nowMilliseconds)
    {
        if (IsBroken || supply.IsCut)
        {
            return false;
        }

        AirMicroseconds += AirTime.Microseconds(count);
        if (IsSilent)
        {
            return true;
        }

        byte[] bytes = frame[offset..(offset + count)];
        Sending?.Invoke(bytes);
        Sent.Add((nowMilliseconds, bytes));
        foreach (RadioDevice device in Devices.Where(_ => !IsDeaf))
        {
            device.Hear(bytes);
        }

        return true;
    }
}
