// A transceiver on the air: one antenna, which either sends or listens.
using System;

namespace Hub.Simulator.World.OnAir;

/// <summary>Sends frames, and hears those of others while it listens from their first bit to their last.</summary>
public sealed class AirStation
{
    private readonly Air _air;
    private long _listensFrom;

    internal AirStation(Air air, string name, Spot spot)
    {
        _air = air;
        Name = name;
        Spot = spot;
    }

    /// <summary>What it is called in traces.</summary>
    public string Name { get; }

    /// <summary>Where it stands.</summary>
    public Spot Spot { get; set; }

    /// <summary>Its time on the air.</summary>
    public AirTimeMeter Meter { get; } = new();

    /// <summary>Whether the band's rules are its concern; a jammer's or a test's transmitter has none.</summary>
    public bool IsLawful { get; init; } = true;

    /// <summary>True takes its ears away, as interference close by would; it can still send.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>World time until which its receiver is on, in ms.</summary>
    public long ListensUntil { get; private set; } = long.MinValue;

    /// <summary>Whether its receiver is on.</summary>
    public bool IsListening => _air.NowMilliseconds <= ListensUntil;

    /// <summary>World time at which its own transmission ends, in ms; in the past when it does not send.</summary>
    public long SendingUntil { get; private set; } = long.MinValue;

    /// <summary>Whether it is sending.</summary>
    public bool IsSending => SendingUntil > _air.NowMilliseconds;

    /// <summary>Whether it hears anybody, or noise, too strong to be talked over.</summary>
    public bool IsChannelBusy => _air.IsBusyAt(this);

    /// <summary>Called when a frame has been received whole, with its level in dBm.</summary>
    public Action<Transmission, int>? Received { get; set; }

    /// <summary>Sends a frame, at once.</summary>
    /// <returns>The transmission, or null while the one before is still under way.</returns>
    public Transmission? Send(ReadOnlySpan<byte> frame)
    {
        if (IsSending)
        {
            return null;
        }

        Transmission sent = _air.Begin(this, frame);
        SendingUntil = sent.EndsAt;
        Meter.Add(sent.StartsAt, sent.Microseconds);
        _air.Sent?.Invoke(sent);
        return sent;
    }

    /// <summary>Turns the receiver on, or leaves it on, until a time.</summary>
    /// <param name="milliseconds">World time; long.MaxValue for a receiver that is never off.</param>
    public void ListenUntil(long milliseconds)
    {
        _listensFrom = IsListening ? _listensFrom : _air.NowMilliseconds;
        ListensUntil = milliseconds;
    }

    /// <summary>Turns the receiver off.</summary>
    public void StopListening() => ListensUntil = long.MinValue;

    internal bool HasListenedSince(long milliseconds) =>
        IsListening && !IsDeaf && _listensFrom <= milliseconds && SendingUntil <= milliseconds;
}
