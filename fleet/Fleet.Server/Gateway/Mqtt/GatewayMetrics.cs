// The gateway's counters.
using System;
using System.Diagnostics.Metrics;
using System.Threading;

namespace Fleet.Server.Gateway.Mqtt;

/// <summary>
/// Counters of the meter <c>Fleet.Server.Gateway</c>. They are plain numbers that are read when somebody listens, and
/// the busy ones are added to once a read or commit, so that counting costs next to nothing.
/// </summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    internal const string MeterName = "Fleet.Server.Gateway";

    private readonly Meter _meter;
    private long _accepted;
    private long _refused;
    private long _received;
    private long _acknowledged;
    private long _publishesRefused;
    private long _dropped;
    private long _faults;
    private long _keepAliveTimeouts;
    private long _takenOver;
    private long _pauses;
    private long _stalls;
    private long _notCommitted;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        Count("fleet.gateway.connects.accepted", "CONNECTs accepted.", () => Volatile.Read(ref _accepted));
        Count("fleet.gateway.connects.refused", "CONNECTs refused.", () => ConnectsRefused);
        Count("fleet.gateway.publishes.received", "PUBLISH packets taken.", () => PublishesReceived);
        Count("fleet.gateway.publishes.acknowledged", "Uplink messages acknowledged after their commit.",
            () => Volatile.Read(ref _acknowledged));
        Count("fleet.gateway.publishes.refused", "PUBLISH packets refused.", () => PublishesRefused);
        Count("fleet.gateway.messages.dropped", "Messages to clients dropped at a limit.", () => MessagesDropped);
        Count("fleet.gateway.faults", "Connections closed for a fault of the client.", () =>
            Volatile.Read(ref _faults));
        Count("fleet.gateway.keepalive.timeouts", "Connections closed for silence.",
            () => Volatile.Read(ref _keepAliveTimeouts));
        Count("fleet.gateway.takeovers", "Connections taken over by the same client.", () =>
            Volatile.Read(ref _takenOver));
        Count("fleet.gateway.pauses", "Times a connection waited for the ingest.", () => Volatile.Read(ref _pauses));
        Count("fleet.gateway.stalls", "Times a client did not read what was sent to it.", () => Stalls);
        Count("fleet.gateway.uncommitted", "Uplink messages whose commit failed.", () =>
            Volatile.Read(ref _notCommitted));
    }

    internal long ConnectsRefused => Volatile.Read(ref _refused);

    internal long PublishesReceived => Volatile.Read(ref _received);

    internal long PublishesRefused => Volatile.Read(ref _publishesRefused);

    internal long MessagesDropped => Volatile.Read(ref _dropped);

    internal long Stalls => Volatile.Read(ref _stalls);

    internal void Watch(Func<int> connections, Func<int> sessions)
    {
        _meter.CreateObservableGauge("fleet.gateway.connections", connections, "{connection}", "Connections open.");
        _meter.CreateObservableGauge("fleet.gateway.sessions", sessions, "{session}", "Sessions held.");
    }

    internal void ConnectAccepted() => Interlocked.Increment(ref _accepted);

    internal void ConnectRefused() => Interlocked.Increment(ref _refused);

    internal void PublishesTaken(int count) => Interlocked.Add(ref _received, count);

    internal void Acknowledged() => Interlocked.Increment(ref _acknowledged);

    internal void PublishRefused() => Interlocked.Increment(ref _publishesRefused);

    internal void MessageDropped() => Interlocked.Increment(ref _dropped);

    internal void Faulted() => Interlocked.Increment(ref _faults);

    internal void KeepAliveTimedOut() => Interlocked.Increment(ref _keepAliveTimeouts);

    internal void TakenOver() => Interlocked.Increment(ref _takenOver);

    internal void Paused() => Interlocked.Increment(ref _pauses);

    internal void Stalled() => Interlocked.Increment(ref _stalls);

    internal void NotCommitted() => Interlocked.Increment(ref _notCommitted);

    private void Count(string name, string description, Func<long> read) =>
        _meter.CreateObservableCounter(name, () => new Measurement<long>(read()), unit: null, description);
}
