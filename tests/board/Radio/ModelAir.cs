// The air between model chips: who hears a frame whole, and what it takes to spoil it.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.World;

namespace Board.Tests.Radio;

/// <summary>Everybody hears everybody with the same level. Two frames at once spoil each other.</summary>
internal sealed class ModelAir(VirtualWorld world)
{
    // Preamble and sync word.
    private const int SyncMilliseconds = 7;

    private readonly List<Transmission> _now = [];

    internal List<ModelChip> Chips { get; } = [];

    /// <summary>All that has been on the air, whole or not.</summary>
    internal List<AirFrame> Sent { get; } = [];

    /// <summary>The level when nobody sends; a jammer raises it.</summary>
    internal int NoiseDbm { get; set; } = -118;

    internal int LevelAt(ModelChip? chip) =>
        _now.Where(t => t.From != chip).Select(t => t.Frame.LevelDbm).Append(NoiseDbm).Max();

    internal static int Milliseconds(AirFrame frame) =>
        (int)Math.Ceiling(frame.Bytes.Length * 8_000 / frame.BitsPerSecond);

    internal void Send(ModelChip? from, AirFrame frame, Action? sent = null)
    {
        Sent.Add(frame);
        Transmission transmission = new(from, frame, [.. Chips.Where(c => c != from && c.IsListening)
            .Select(c => (c, c.ListenSession))]);
        foreach (Transmission other in _now)
        {
            other.IsSpoilt = transmission.IsSpoilt = true;
        }

        _now.Add(transmission);
        world.After(SyncMilliseconds, () => HearSync(transmission));
        world.After(Milliseconds(frame), () => End(transmission, sent));
    }

    /// <summary>A transmitter lost its power.</summary>
    internal void Cut(ModelChip from)
    {
        foreach (Transmission transmission in _now.Where(t => t.From == from))
        {
            transmission.IsCut = true;
        }
    }

    private void End(Transmission transmission, Action? sent)
    {
        _now.Remove(transmission);
        if (transmission.IsCut)
        {
            return;
        }

        sent?.Invoke();
        foreach ((ModelChip chip, int session) in transmission.Listeners)
        {
            if (!chip.IsListening || chip.ListenSession != session)
            {
                continue;
            }

            if (transmission.IsSpoilt)
            {
                chip.Lose();
            }
            else
            {
                chip.Hear(transmission.Frame);
            }
        }
    }

    private static void HearSync(Transmission transmission)
    {
        foreach ((ModelChip chip, int session) in transmission.Listeners)
        {
            if (!transmission.IsCut && !transmission.IsSpoilt && chip.IsListening && chip.ListenSession == session)
            {
                chip.HearSync(transmission.Frame);
            }
        }
    }

    private sealed class Transmission(ModelChip? from, AirFrame frame, (ModelChip, int)[] listeners)
    {
        internal ModelChip? From { get; } = from;

        internal AirFrame Frame { get; } = frame;

        internal (ModelChip Chip, int Session)[] Listeners { get; } = listeners;

        internal bool IsSpoilt { get; set; }

        internal bool IsCut { get; set; }
    }
}
