// The air that everything wireless in a home and its neighbourhood shares.
using System;
using System.Collections.Generic;
using Hub.Protocols.Radio;

namespace Hub.Simulator.World.OnAir;

/// <summary>
/// One channel of the social-alarm band (requirements 2.3). A frame is heard by those who listen, are near enough, and
/// are reached by nothing else at the same time that is not clearly weaker. Everything left to chance comes from the
/// seed; nothing here has a thread or a clock of its own.
/// </summary>
public sealed class Air
{
    /// <summary>What everybody sends with, in dBm: 10 mW.</summary>
    public const int PowerDbm = 10;

    /// <summary>The weakest frame that a receiver understands, in dBm.</summary>
    public const int SensitivityDbm = RadioLimits.SensitivityDbm;

    /// <summary>The level from which the channel counts as taken, in dBm.</summary>
    public const int BusyDbm = -100;

    /// <summary>How much stronger than everything else a frame must be to be understood all the same, in dB.</summary>
    public const int CaptureDb = 6;

    // People walk about and doors open: no two frames arrive alike.
    private const int FadingDb = 7;

    private readonly Agenda _agenda;
    private readonly SeededRandom _random;
    private readonly List<AirStation> _stations = [];
    private readonly List<Jammer> _jammers = [];
    private readonly List<Transmission> _lately = [];
    private readonly RadioFrame _clear = new();

    /// <summary>Air with nobody on it.</summary>
    public Air(Agenda agenda, SeededRandom random)
    {
        _agenda = agenda;
        _random = random;
    }

    /// <summary>The time now, in ms.</summary>
    public long NowMilliseconds => _agenda.NowMilliseconds;

    /// <summary>Everybody who sends or listens.</summary>
    public IReadOnlyList<AirStation> Stations => _stations;

    /// <summary>How many frames in a hundred are lost on their way for no reason that can be seen.</summary>
    public int LossPercent { get; set; }

    /// <summary>Frames that reached a listener and were spoilt by another transmission.</summary>
    public long CollisionCount { get; private set; }

    /// <summary>Frames that reached a listener and were spoilt by a jammer.</summary>
    public long JammedCount { get; private set; }

    /// <summary>Frames lost by <see cref="LossPercent"/>.</summary>
    public long LostCount { get; private set; }

    /// <summary>Frames received.</summary>
    public long ReceivedCount { get; private set; }

    /// <summary>Called when a transmission begins.</summary>
    public Action<Transmission>? Sent { get; set; }

    /// <summary>Adds a transceiver; it does not listen yet.</summary>
    public AirStation Add(string name, Spot spot, bool isLawful = true)
    {
        AirStation station = new(this, name, spot) { IsLawful = isLawful };
        _stations.Add(station);
        return station;
    }

    /// <summary>Takes a transceiver away; what it is sending still arrives.</summary>
    public void Remove(AirStation station)
    {
        station.StopListening();
        _stations.Remove(station);
    }

    /// <summary>Adds a jammer, which is off.</summary>
    public Jammer AddJammer(Spot spot)
    {
        Jammer jammer = new(_agenda, spot);
        _jammers.Add(jammer);
        return jammer;
    }

    /// <summary>The level at which one hears the other, fading left out, in dBm.</summary>
    public static int LevelDbm(AirStation from, AirStation at) => PowerDbm - PathLoss.Db(from.Spot, at.Spot);

    internal bool IsBusyAt(AirStation station)
    {
        foreach (Jammer jammer in _jammers)
        {
            if (jammer.IsOn && jammer.LevelAt(station.Spot) >= BusyDbm)
            {
                return true;
            }
        }

        foreach (Transmission other in _lately)
        {
            if (other.EndsAt > NowMilliseconds && other.From != station && LevelDbm(other.From, station) >= BusyDbm)
            {
                return true;
            }
        }

        return false;
    }

    internal Transmission Begin(AirStation from, ReadOnlySpan<byte> frame)
    {
        long now = NowMilliseconds;
        int microseconds = AirTime.Microseconds(frame.Length);
        byte[] bytes = frame.ToArray();
        _clear.Take(bytes, 0, bytes.Length);
        Transmission sent = new(from, bytes, now, now + ((microseconds + 999) / 1000), microseconds)
        {
            Kind = _clear.Kind,
            DeviceId = _clear.DeviceId,
            Counter = _clear.Counter,
        };
        Forget(now);
        _lately.Add(sent);
        _agenda.At(sent.EndsAt, () => End(sent));
        return sent;
    }

    private void End(Transmission sent)
    {
        // Backwards: what hears a frame may put up or take away a station.
        for (int i = _stations.Count - 1; i >= 0; i--)
        {
            AirStation station = i < _stations.Count ? _stations[i] : sent.From;
            if (station != sent.From && station.HasListenedSince(sent.StartsAt))
            {
                Arrive(sent, station);
            }
        }
    }

    private void Arrive(Transmission sent, AirStation at)
    {
        int level = LevelDbm(sent.From, at) - (int)_random.Next(0, FadingDb);
        if (level < SensitivityDbm)
        {
            return;
        }

        if (IsTalkedOver(sent, at, level))
        {
            CollisionCount++;
        }
        else if (IsJammed(sent, at, level))
        {
            JammedCount++;
        }
        else if (LossPercent > 0 && _random.Chance(LossPercent))
        {
            LostCount++;
        }
        else
        {
            ReceivedCount++;
            at.Received?.Invoke(sent, level);
        }
    }

    private bool IsTalkedOver(Transmission sent, AirStation at, int level)
    {
        foreach (Transmission other in _lately)
        {
            if (other != sent && other.From != at && other.Overlaps(sent)
                && level - LevelDbm(other.From, at) < CaptureDb)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsJammed(Transmission sent, AirStation at, int level)
    {
        foreach (Jammer jammer in _jammers)
        {
            if (jammer.WasOnSince(sent.StartsAt) && level - jammer.LevelAt(at.Spot) < CaptureDb)
            {
                return true;
            }
        }

        return false;
    }

    // What ended before the oldest transmission still under way began can spoil nothing any more.
    private void Forget(long now)
    {
        long needed = now;
        foreach (Transmission one in _lately)
        {
            needed = one.EndsAt >= now ? Math.Min(needed, one.StartsAt) : needed;
        }

        _lately.RemoveAll(one => one.EndsAt < needed);
    }
}
