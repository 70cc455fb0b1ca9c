// Asks for a run of bytes of a release, and puts together what comes.
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>
/// One request at a time, and no more bytes in it than the way out carries in about half a second: what is on its way
/// delays an acknowledgement by no more than that. How many that is shows in how long answers take. After each answer
/// the hub rests for as long as it took. A session that ends, or blocks that do not come, cost nothing that has come
/// already.
/// </summary>
internal sealed class ReleaseFetch
{
    private readonly UplinkSession _session;
    private readonly HubMemory _memory;
    private readonly FetchMessage _request = new FetchMessage();
    private byte[] _into = new byte[0];
    private int _partBytes;
    private int _start;
    private int _end;
    private int _askedEnd;
    private int _window = Limits.FirstFetchBytes;
    private int _misses;
    private bool _isAsking;
    private long _askedAtMilliseconds;
    private long _askAtMilliseconds;

    internal ReleaseFetch(UplinkSession session, HubMemory memory)
    {
        _session = session;
        _memory = memory;
    }

    /// <summary>The message that blocks are decoded into.</summary>
    internal BlockMessage Block { get; } = new BlockMessage();

    /// <summary>Whether the run is whole.</summary>
    internal bool IsWhole
    {
        get { return _end > 0 && Next >= _end; }
    }

    /// <summary>Where in the part the next byte lies.</summary>
    internal int Next { get; private set; }

    /// <summary>Whether the fleet manager has said that it does not have the part.</summary>
    internal bool IsNotThere { get; private set; }

    /// <summary>Whether it has sent a part of another length than it must have.</summary>
    internal bool IsOfOtherLength { get; private set; }

    /// <summary>Bytes of blocks that have come, those that were of no use among them.</summary>
    internal long BytesTaken { get; private set; }

    /// <summary>When something is due; long.MaxValue when nothing is.</summary>
    internal long NextDueAtMilliseconds
    {
        get
        {
            return IsWhole || _end == 0 ? long.MaxValue
                : _isAsking ? _askedAtMilliseconds + Limits.FetchAnswerMilliseconds
                : _session.IsReady ? _askAtMilliseconds
                : long.MaxValue;
        }
    }

    /// <summary>Begins a run of bytes.</summary>
    /// <param name="release">The release.</param>
    /// <param name="part">What of it.</param>
    /// <param name="imageIndex">Which image.</param>
    /// <param name="partBytes">The bytes that the whole part must have.</param>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="count">How many.</param>
    /// <param name="into">Takes them from its beginning.</param>
    internal void Begin(
        uint release, ReleasePart part, int imageIndex, int partBytes, int offset, int count, byte[] into)
    {
        _request.ReleaseSequence = release;
        _request.Part = part;
        _request.ImageIndex = imageIndex;
        _partBytes = partBytes;
        _into = into;
        _start = offset;
        _end = offset + count;
        Next = offset;
        IsNotThere = false;
        IsOfOtherLength = false;
        _isAsking = false;
    }

    /// <summary>Begins the same run again.</summary>
    internal void Again()
    {
        Next = _start;
        IsOfOtherLength = false;
        _isAsking = false;
    }

    /// <summary>Wants nothing more.</summary>
    internal void End()
    {
        _end = 0;
        IsNotThere = false;
        _isAsking = false;
    }

    /// <summary>Sends the request that is due.</summary>
    /// <returns>True when it could not be sent.</returns>
    internal bool SendDue(long nowMilliseconds)
    {
        if (_end == 0 || IsWhole || IsNotThere || IsOfOtherLength || !_session.IsReady)
        {
            return false;
        }

        if (_isAsking)
        {
            if (nowMilliseconds < _askedAtMilliseconds + Limits.FetchAnswerMilliseconds)
            {
                return false;
            }

            Miss(nowMilliseconds);
        }

        if (nowMilliseconds < _askAtMilliseconds)
        {
            return false;
        }

        int count = _end - Next < _window ? _end - Next : _window;
        _request.BootCount = _memory.State.BootCount;
        _request.Sequence = _memory.Sequences.Next();
        _request.Offset = Next;
        _request.Bytes = count;
        if (_session.Publish(MessageKind.Fetch, _request, 0, false, nowMilliseconds) == 0)
        {
            return true;
        }

        _askedEnd = Next + count;
        _isAsking = true;
        _askedAtMilliseconds = nowMilliseconds;
        return false;
    }

    /// <summary>Takes the block that has been decoded into <see cref="Block"/>.</summary>
    internal void Take(long nowMilliseconds)
    {
        BytesTaken += Block.BlockLength;
        if (!_isAsking || Block.ReleaseSequence != _request.ReleaseSequence || Block.Part != _request.Part
            || Block.ImageIndex != _request.ImageIndex || Block.Offset != Next)
        {
            // Of an earlier request, or doubled.
            return;
        }

        if (Block.TotalBytes == 0)
        {
            IsNotThere = true;
            _isAsking = false;
            return;
        }

        if (Block.TotalBytes != _partBytes || Block.BlockLength > _askedEnd - Next)
        {
            IsOfOtherLength = true;
            _isAsking = false;
            return;
        }

        System.Array.Copy(Block.Block, 0, _into, Next - _start, Block.BlockLength);
        Next += Block.BlockLength;
        if (Next >= _askedEnd)
        {
            Answered(nowMilliseconds);
        }
    }

    /// <summary>What was asked for does not come any more.</summary>
    internal void OnSessionEnded()
    {
        _isAsking = false;
        _misses = 0;
        _window = Limits.FirstFetchBytes;
    }

    /// <summary>A new session: nothing need be waited for.</summary>
    internal void OnSessionReady(long nowMilliseconds)
    {
        _askAtMilliseconds = nowMilliseconds;
    }

    private void Answered(long nowMilliseconds)
    {
        _isAsking = false;
        _misses = 0;
        long took = nowMilliseconds - _askedAtMilliseconds;
        _askAtMilliseconds = nowMilliseconds + took;
        if (took > Limits.FetchTargetMilliseconds)
        {
            _window = _window / 2 < Limits.MinFetchBytes ? Limits.MinFetchBytes : _window / 2;
        }
        else if (took < Limits.FetchTargetMilliseconds / 2)
        {
            _window = _window * 2 > UpdateLimits.ChunkBytes ? UpdateLimits.ChunkBytes : _window * 2;
        }
    }

    private void Miss(long nowMilliseconds)
    {
        _isAsking = false;
        _window = Limits.MinFetchBytes;
        long rest = Limits.FetchRestMilliseconds;
        for (int i = 0; i < _misses && rest < Limits.FetchMaxRestMilliseconds; i++)
        {
            rest *= 2;
        }

        rest = rest > Limits.FetchMaxRestMilliseconds ? Limits.FetchMaxRestMilliseconds : rest;
        _misses++;
        _askAtMilliseconds = nowMilliseconds + rest;
    }
}
