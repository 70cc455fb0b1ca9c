// The gateway without a network: its real parts around doubles of the rest.
using System;
using System.Diagnostics.Metrics;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Mqtt;
using Fleet.Server.Gateway.Mqtt.Timing;
using Gateway.Tests.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Doubles;

/// <summary>A gateway whose clock, ingest, hubs and connections are the test's.</summary>
internal sealed class GatewayInMemory : IDisposable
{
    private const int SocketBytes = 64 * 1024;
    private readonly ServiceProvider _services;
    private readonly FaultLog<MqttGateway> _log = new();
    private readonly FaultLog<TimerWheel> _wheelLog = new();

    internal GatewayInMemory(Action<GatewayOptions>? change = null, bool isConformance = false)
    {
        var options = new GatewayOptions();
        options.Mqtt.Conformance = isConformance;
        change?.Invoke(options);
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddSingleton<IUplinkSink>(Ingest);
        services.AddSingleton<IHubAuthenticator>(Hubs);
        _services = services.BuildServiceProvider();
        var wheel = new TimerWheel(Time, _wheelLog);
        Metrics = new GatewayMetrics(_services.GetRequiredService<IMeterFactory>());
        Server = new MqttGateway(
            Options.Create(options), _services, wheel, Metrics, _log);
        Downlink = new MqttDownlink(Server);
        Limits = options.Limits;
    }

    internal ManualTime Time { get; } = new();

    internal IngestDouble Ingest { get; } = new();

    internal HubsDouble Hubs { get; } = new();

    internal MqttGateway Server { get; }

    internal MqttDownlink Downlink { get; }

    internal GatewayMetrics Metrics { get; }

    internal GatewayLimits Limits { get; }

    /// <summary>Opens a connection; nothing is sent yet.</summary>
    /// <param name="socketBytes">What the server may send before the client has to read.</param>
    internal RawClient Open(int socketBytes = SocketBytes)
    {
        var connection = new MemoryConnection(socketBytes);
        var served = new MqttConnectionHandler(Server).OnConnectedAsync(connection);
        return new RawClient(connection, served);
    }

    /// <summary>Opens a connection and signs in.</summary>
    internal async Task<RawClient> ConnectAsync(ConnectBytes connect, int socketBytes = SocketBytes)
    {
        var client = Open(socketBytes);
        await client.ConnectAsync(connect);
        return client;
    }

    /// <summary>Waits until as many flushes have found their peer not reading.</summary>
    internal async Task StalledAsync(int times)
    {
        for (var tried = 0; Metrics.Stalls < times; tried++)
        {
            Assert.True(tried < 10_000_000);
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        Server.Wheel.Dispose();
        _services.Dispose();

        // Whatever a client does, the gateway itself must not fail.
        Assert.Empty(_log.Faults);
        Assert.Empty(_wheelLog.Faults);
    }
}
