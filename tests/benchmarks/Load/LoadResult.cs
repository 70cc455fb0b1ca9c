// What came back during a measurement.
namespace Benchmarks.Load;

/// <summary>The outcome of a load phase.</summary>
/// <param name="Seconds">Length of the measurement.</param>
/// <param name="Acknowledged">Publishes acknowledged in it.</param>
/// <param name="Latency">Until the PUBACK: from sending in a closed loop, from when it was due in an open one.</param>
/// <param name="Alarms">The same for alarms.</param>
/// <param name="Overruns">Publishes that were due and not sent, because the hub had too many unacknowledged.</param>
/// <param name="GeneratorCpuSeconds">Processor time of the load generator's own thread.</param>
internal sealed record LoadResult(
    double Seconds,
    long Acknowledged,
    Histogram Latency,
    Histogram Alarms,
    long Overruns,
    double GeneratorCpuSeconds)
{
    private const double Busy = 0.97;

    /// <summary>True when the generator had no time left, so that the server may have had more to give.</summary>
    public bool IsGeneratorBound => GeneratorCpuSeconds > Busy * Seconds;

    public double PerSecond => Acknowledged / Seconds;
}
