// What happened in a simulation: a fingerprint of all of it, and the last of it in words.
using System;
using System.Collections.Generic;
using System.Globalization;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <summary>Two runs with equal fingerprints did the same things at the same times.</summary>
public sealed class Trace : IUplinkObserver
{
    private const int Kept = 100;
    private readonly IWorldClock _clock;
    private readonly Queue<string> _lines = new();

    /// <summary>An empty trace.</summary>
    public Trace(IWorldClock clock)
    {
        _clock = clock;
    }

    /// <summary>FNV-1a over every happening with its time.</summary>
    public ulong Fingerprint { get; private set; } = 14695981039346656037;

    /// <summary>How many things have happened.</summary>
    public long Count { get; private set; }

    /// <summary>Called with each happening.</summary>
    public Action<string>? Written { get; set; }

    /// <summary>The last happenings, one a line.</summary>
    public string Tail() => string.Join('\n', _lines);

    /// <summary>Notes something that was done to the home.</summary>
    public void Note(string what) => Add(what);

    /// <summary>Notes a lamp.</summary>
    public void Lamp(Lamp lamp, LampColour colour)
    {
        // The lamp Radio only says what the air says.
        if (lamp != Hub.Core.Ports.Lamp.Radio)
        {
            Add($"lamp {lamp} {colour}");
        }
    }

    /// <summary>Notes a frame on the air.</summary>
    public void Sent(Transmission sent) =>
        Add($"air {sent.From.Name}: {Convert.ToHexStringLower(sent.Frame.AsSpan(0, Math.Min(9, sent.Frame.Length)))}");

    /// <summary>Notes that a press was acknowledged to its trigger.</summary>
    public void Accepted(Press press) => Add($"press {press.TriggerId}/{press.Token} accepted");

    /// <inheritdoc/>
    public void OnReady() => Add("session ready");

    /// <inheritdoc/>
    public void OnClosed() => Add("session closed");

    /// <inheritdoc/>
    public void OnPublished(MessageKind kind, ReadOnlySpan<byte> body) =>
        Add($"up {kind} {Convert.ToHexStringLower(body)}");

    /// <inheritdoc/>
    public void OnReceived(MessageKind kind, ReadOnlySpan<byte> body) =>
        Add($"down {kind} {Convert.ToHexStringLower(body)}");

    private void Add(string what)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{_clock.NowMilliseconds,12} {what}");
        foreach (char c in line)
        {
            Fingerprint = (Fingerprint ^ c) * 1099511628211;
        }

        Count++;
        Written?.Invoke(line);
        _lines.Enqueue(line);
        if (_lines.Count > Kept)
        {
            _lines.Dequeue();
        }
    }
}
