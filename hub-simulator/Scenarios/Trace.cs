// What happened in a simulation: a fingerprint of all of it, and the last of it in words.
using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <summary>Two runs with equal fingerprints did the same things at the same times. Words are only made of what
/// somebody reads: nearly all that happens is just hashed.</summary>
public sealed class Trace : IUplinkObserver
{
    private const int Kept = 100;
    private const int ShownFrameBytes = 9;
    private readonly IWorldClock _clock;
    private readonly TraceLine[] _lines = new TraceLine[Kept];

    /// <summary>An empty trace.</summary>
    public Trace(IWorldClock clock)
    {
        _clock = clock;
        for (int i = 0; i < Kept; i++)
        {
            _lines[i] = new TraceLine();
        }
    }

    /// <summary>A hash of every happening with its time: FNV-1a by words of 64 bits, each folded once.</summary>
    public ulong Fingerprint { get; private set; } = 14695981039346656037;

    /// <summary>How many things have happened.</summary>
    public long Count { get; private set; }

    /// <summary>Called with each happening.</summary>
    public Action<string>? Written { get; set; }

    /// <summary>The last happenings, one a line.</summary>
    public string Tail()
    {
        int kept = (int)Math.Min(Count, Kept);
        return string.Join('\n', Enumerable.Range(0, kept).Select(i => _lines[(Count - kept + i) % Kept].ToString()));
    }

    /// <summary>Notes something that was done to the home.</summary>
    public void Note(string what) => Add(what, []);

    /// <summary>Notes a lamp.</summary>
    public void Lamp(Lamp lamp, LampColour colour)
    {
        // The lamp Radio only says what the air says.
        if (lamp != Hub.Core.Ports.Lamp.Radio)
        {
            Add($"lamp {lamp} {colour}", []);
        }
    }

    /// <summary>Notes a frame on the air.</summary>
    public void Sent(Transmission sent) =>
        Add(sent.From.Name, sent.Frame.AsSpan(0, Math.Min(ShownFrameBytes, sent.Frame.Length)), "air ", ":");

    /// <summary>Notes that a press was acknowledged to its trigger.</summary>
    public void Accepted(Press press) => Add($"press {press.TriggerId}/{press.Token} accepted", []);

    /// <inheritdoc/>
    public void OnReady() => Add("session ready", []);

    /// <inheritdoc/>
    public void OnClosed() => Add("session closed", []);

    /// <inheritdoc/>
    public void OnPublished(MessageKind kind, ReadOnlySpan<byte> body) => Add(NameOf(kind), body, "up ");

    /// <inheritdoc/>
    public void OnReceived(MessageKind kind, ReadOnlySpan<byte> body) => Add(NameOf(kind), body, "down ");

    private static string NameOf(MessageKind kind) =>
        Enum.GetName(kind) ?? ((int)kind).ToString(CultureInfo.InvariantCulture);

    private void Add(string what, ReadOnlySpan<byte> bytes, string before = "", string after = "")
    {
        TraceLine line = _lines[Count % Kept];
        line.Set(_clock.NowMilliseconds, before, what, after, bytes);
        Mix((ulong)_clock.NowMilliseconds);
        Mix(MemoryMarshal.AsBytes(before.AsSpan()));
        Mix(MemoryMarshal.AsBytes(what.AsSpan()));
        Mix(bytes);
        Count++;
        Written?.Invoke(line.ToString());
    }

    private void Mix(ReadOnlySpan<byte> bytes)
    {
        Mix((ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        ulong rest = 0;
        foreach (byte one in bytes)
        {
            rest = (rest << 8) | one;
        }

        Mix(rest);
    }

    // The multiplication only carries upwards; folding lets the upper half of a word reach the lower ones.
    private void Mix(ulong word)
    {
        ulong mixed = (Fingerprint ^ word) * 1099511628211;
        Fingerprint = mixed ^ (mixed >> 32);
    }
}
