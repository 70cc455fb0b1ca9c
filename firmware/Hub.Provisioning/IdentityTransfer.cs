// The identity on its way in over the console.
using Hub.Protocols.Bench;
using Hub.Protocols.Security;

namespace Hub.Provisioning;

/// <summary>Takes a document in parts, in order; the part before may come again.</summary>
internal sealed class IdentityTransfer
{
    private uint _crc;
    private int _partAt;
    private long _movedAtMilliseconds;

    /// <summary>Whether one is under way.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Whether it may only confirm the identity that the hub has: no reset code came.</summary>
    internal bool IsConfirmation { get; private set; }

    /// <summary>The document, in its first <see cref="Received"/> bytes.</summary>
    internal byte[] Document { get; } = new byte[BenchLimits.MaxIdentityBytes];

    /// <summary>Bytes received.</summary>
    internal int Received { get; private set; }

    /// <summary>Bytes announced.</summary>
    internal int Length { get; private set; }

    internal void Begin(int length, uint crc, bool isConfirmation, long nowMilliseconds)
    {
        Drop();
        IsOpen = true;
        IsConfirmation = isConfirmation;
        Length = length;
        _crc = crc;
        _movedAtMilliseconds = nowMilliseconds;
    }

    /// <summary>Forgets all of it: it holds a key.</summary>
    internal void Drop()
    {
        for (int i = 0; i < Received; i++)
        {
            Document[i] = 0;
        }

        IsOpen = false;
        Received = 0;
        Length = 0;
        _partAt = 0;
    }

    /// <summary>Drops a transfer that stands still.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (IsOpen && nowMilliseconds - _movedAtMilliseconds >= BenchLimits.TransferIdleMilliseconds)
        {
            Drop();
        }
    }

    /// <summary>Takes a part.</summary>
    /// <returns>False when it is neither the one due nor the one before it, or goes beyond the end.</returns>
    internal bool Take(int offset, byte[] part, int count, long nowMilliseconds)
    {
        bool isAgain = offset == _partAt && offset + count == Received;
        if ((offset != Received && !isAgain) || offset + count > Length)
        {
            return false;
        }

        if (!isAgain)
        {
            _partAt = offset;
            Received = offset + count;
        }

        System.Array.Copy(part, 0, Document, offset, count);
        _movedAtMilliseconds = nowMilliseconds;
        return true;
    }

    internal bool IsWhole
    {
        get { return Received == Length; }
    }

    internal bool IsUndamaged
    {
        get { return Crc32.Compute(Document, 0, Received) == _crc; }
    }
}
