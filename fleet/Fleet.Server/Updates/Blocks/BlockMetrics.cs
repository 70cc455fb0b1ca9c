// What is counted of the bytes that hubs fetch.
using System.Diagnostics.Metrics;
using System.Threading;

namespace Fleet.Server.Updates.Blocks;

/// <summary>Counters of the meter <c>Fleet.Server.Updates</c>; read when somebody listens.</summary>
internal sealed class BlockMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Fleet.Server.Updates";

    private readonly Meter _meter;
    private long _asked;
    private long _refused;
    private long _blocks;
    private long _bytes;
    private long _delayed;

    /// <param name="meters">Makes the meter.</param>
    public BlockMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        Count("fleet.updates.requests", "Requests for bytes of releases.", () => Volatile.Read(ref _asked));
        Count("fleet.updates.requests.refused", "Requests of hubs that had no order, or that were none.",
            () => RefusedCount);
        Count("fleet.updates.blocks", "Blocks sent.", () => BlocksSent);
        Count("fleet.updates.bytes", "Bytes of releases sent.", () => BytesSent);
        Count("fleet.updates.delays", "Rounds in which requests waited for bytes of the second.",
            () => Volatile.Read(ref _delayed));
    }

    public long RefusedCount => Volatile.Read(ref _refused);

    public long BlocksSent => Volatile.Read(ref _blocks);

    public long BytesSent => Volatile.Read(ref _bytes);

    public void Asked() => Interlocked.Increment(ref _asked);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Delayed() => Interlocked.Increment(ref _delayed);

    public void Sent(int blocks, int bytes)
    {
        Interlocked.Add(ref _blocks, blocks);
        Interlocked.Add(ref _bytes, bytes);
    }

    private void Count(string name, string description, System.Func<long> read)
    {
        _meter.CreateObservableCounter(name, read, description: description);
    }
}
