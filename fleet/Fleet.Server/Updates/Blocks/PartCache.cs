// The bytes of releases that hubs fetch, in memory.
using System.Collections.Generic;
using Fleet.Server.Updates.Releases;

namespace Fleet.Server.Updates.Blocks;

/// <summary>
/// Whole parts, the least lately used of which goes when there would be too many bytes: a rollout has a few parts that
/// all of its hubs read. Used by one thread at a time.
/// </summary>
internal sealed class PartCache
{
    private readonly ReleaseFiles _files;
    private readonly int _mostBytes;
    private readonly Dictionary<string, LinkedListNode<(string Name, byte[] Bytes)>> _parts = [];
    private readonly LinkedList<(string Name, byte[] Bytes)> _order = new();

    /// <param name="files">Where the parts lie.</param>
    /// <param name="mostBytes">Bytes held at most, but for the part that is read last.</param>
    public PartCache(ReleaseFiles files, int mostBytes = Limits.Updates.CachedBytes)
    {
        _files = files;
        _mostBytes = mostBytes;
    }

    /// <summary>Bytes held.</summary>
    public int Bytes { get; private set; }

    /// <summary>Parts that were read from a file.</summary>
    public long Misses { get; private set; }

    /// <summary>A part; null when its file is gone.</summary>
    public byte[]? Find(string name)
    {
        if (_parts.TryGetValue(name, out LinkedListNode<(string Name, byte[] Bytes)>? node))
        {
            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.Bytes;
        }

        Misses++;
        if (_files.Read(name) is not { } bytes)
        {
            return null;
        }

        while (_order.Last is { } oldest && Bytes + bytes.Length > _mostBytes)
        {
            _order.RemoveLast();
            _parts.Remove(oldest.Value.Name);
            Bytes -= oldest.Value.Bytes.Length;
        }

        _parts[name] = _order.AddFirst((name, bytes));
        Bytes += bytes.Length;
        return bytes;
    }
}
