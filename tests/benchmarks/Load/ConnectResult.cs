// What it took to connect everybody.
namespace Benchmarks.Load;

/// <summary>The outcome of a connect phase.</summary>
/// <param name="Seconds">From the first attempt until the last hub was ready.</param>
/// <param name="Retries">Attempts that failed and were made again.</param>
/// <param name="Resumed">TLS handshakes that resumed an earlier session.</param>
/// <param name="Ready">From a hub's own attempt until it was ready.</param>
/// <param name="Alarms">From a hub's own attempt until its alarm was acknowledged.</param>
/// <param name="AlarmsFromStart">From the first hub's attempt until an alarm was acknowledged.</param>
internal sealed record ConnectResult(
    double Seconds, int Retries, int Resumed, Histogram Ready, Histogram Alarms, Histogram AlarmsFromStart);
