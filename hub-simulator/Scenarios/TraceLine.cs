// One happening of a trace, kept so that words can be made of it later.
using System;
using System.Globalization;

namespace Hub.Simulator.Scenarios;

/// <summary>Used again and again: a trace allocates nothing for what nobody reads.</summary>
internal sealed class TraceLine
{
    private long _at;
    private string _before = "";
    private string _what = "";
    private string _after = "";
    private byte[] _bytes = [];
    private int _count;

    internal void Set(long atMilliseconds, string before, string what, string after, ReadOnlySpan<byte> bytes)
    {
        _at = atMilliseconds;
        _before = before;
        _what = what;
        _after = after;
        _bytes = bytes.Length > _bytes.Length ? new byte[bytes.Length] : _bytes;
        bytes.CopyTo(_bytes);
        _count = bytes.Length;
    }

    /// <summary>The time in ms, what happened, and the bytes of it.</summary>
    public override string ToString()
    {
        string bytes = _count == 0 ? "" : $" {Convert.ToHexStringLower(_bytes, 0, _count)}";
        return string.Create(CultureInfo.InvariantCulture, $"{_at,12} {_before}{_what}{_after}{bytes}");
    }
}
