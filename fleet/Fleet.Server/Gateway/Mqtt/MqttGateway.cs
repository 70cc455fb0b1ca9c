// What all connections of the gateway share.
using System;
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway.Mqtt.Routing;
using Fleet.Server.Gateway.Mqtt.Sessions;
using Fleet.Server.Gateway.Mqtt.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Server.Gateway.Mqtt;

/// <summary>The gateway's shared parts: settings, clock, sessions, routing, and the ways into the fleet
/// manager.</summary>
internal sealed partial class MqttGateway
{
    private readonly IServiceProvider _services;
    private readonly ILogger<MqttGateway> _log;
    private IUplinkSink? _sink;
    private IHubAuthenticator? _authenticator;
    private int _connections;

    public MqttGateway(
        IOptions<GatewayOptions> options,
        IServiceProvider services,
        TimerWheel wheel,
        GatewayMetrics metrics,
        ILogger<MqttGateway> log)
    {
        Options = options.Value;
        _services = services;
        Wheel = wheel;
        Metrics = metrics;
        _log = log;
        Router = new MessageRouter(this);
        Sessions = new SessionRegistry(this);
        metrics.Watch(() => Connections, () => Sessions.Count);
    }

    internal GatewayOptions Options { get; }

    internal GatewayLimits Limits => Options.Limits;

    /// <summary>The ingest. Looked up when first used, because it needs <see cref="IDownlink"/> itself.</summary>
    internal IUplinkSink Sink => _sink ??= _services.GetRequiredService<IUplinkSink>();

    internal IHubAuthenticator Authenticator =>
        _authenticator ??= _services.GetRequiredService<IHubAuthenticator>();

    internal TimerWheel Wheel { get; }

    internal GatewayMetrics Metrics { get; }

    internal ILogger Log => _log;

    internal MessageRouter Router { get; }

    internal SessionRegistry Sessions { get; }

    /// <summary>Connections open now.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>True once the host is stopping: connections end without their wills.</summary>
    internal bool IsStopping { get; set; }

    internal int MaximumPacketBytes(bool isHub) =>
        isHub ? Limits.MaximumPacketBytes : Limits.ConformanceMaximumPacketBytes;

    internal int QueuedMessagesPerSession(bool isHub) =>
        isHub ? Limits.QueuedMessagesPerHubSession : Limits.QueuedMessagesPerConformanceSession;

    internal int SubscriptionsPerSession(bool isHub) =>
        isHub ? Limits.SubscriptionsPerHubSession : Limits.SubscriptionsPerConformanceSession;

    /// <summary>Throws when the host lacks what the gateway needs, so that it fails at its start.</summary>
    internal void CheckParts()
    {
        _ = Sink;
        _ = Authenticator;
    }

    /// <summary>Counts a connection in.</summary>
    /// <returns>False when there are as many as allowed; it is not counted then.</returns>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _connections) <= Limits.Connections)
        {
            return true;
        }

        Interlocked.Decrement(ref _connections);
        return false;
    }

    internal void Exit() => Interlocked.Decrement(ref _connections);

    /// <summary>Publishes a will: a hub's to the ingest, another client's to its subscribers.</summary>
    internal void PublishWill(HubPrincipal? hub, WillMessage will, MqttSession? publisher)
    {
        if (IsStopping)
        {
            return;
        }

        if (hub is not null)
        {
            var payload = new ReadOnlySequence<byte>(will.Payload);
            if (!Sink.TryEnqueue(hub, will.UplinkKind, payload, receipt: null, token: 0))
            {
                _ = OfferAgainAsync(hub, will);
            }

            return;
        }

        var expiresAt = will.HasExpiry ? Wheel.Now + (will.ExpirySeconds * 1000L) : 0;
        var message = new BrokerMessage(
            will.Topic, will.Payload, will.Properties, will.Qos, will.Retain, expiresAt);
        Router.Publish(message, publisher);
    }

    /// <summary>Waits for the ingest; there is at most one of these a session, so their number is bounded.</summary>
    private async Task OfferAgainAsync(HubPrincipal hub, WillMessage will)
    {
        try
        {
            var payload = new ReadOnlySequence<byte>(will.Payload);
            do
            {
                await Sink.WaitForRoomAsync(CancellationToken.None);
            }
            while (!Sink.TryEnqueue(hub, will.UplinkKind, payload, receipt: null, token: 0));
        }
        catch (Exception fault)
        {
            Metrics.MessageDropped();
            LogWillLost(_log, hub.HubId, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The will of hub {HubId} could not be handed over.")]
    private static partial void LogWillLost(ILogger logger, string hubId, Exception fault);
}
