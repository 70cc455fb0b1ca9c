// The nano core library's window on a byte array, for the host.
namespace System;

public readonly ref struct SpanByte
{
    private readonly byte[] _array;
    private readonly int _start;

    public SpanByte(byte[] array, int start, int length)
    {
        if (start < 0 || length < 0 || start > array.Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(length));
        }

        _array = array;
        _start = start;
        Length = length;
    }

    public int Length { get; }

    public bool IsEmpty => Length == 0;

    public static implicit operator SpanByte(byte[] array) => new(array, 0, array.Length);

    /// <summary>Only for tests: the bytes.</summary>
    public Span<byte> AsSpan() => _array.AsSpan(_start, Length);

    /// <summary>Only for tests: the bytes.</summary>
    public ReadOnlySpan<byte> AsReadOnlySpan() => _array.AsSpan(_start, Length);
}
