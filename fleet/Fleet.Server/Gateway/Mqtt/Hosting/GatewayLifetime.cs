// Starts and stops the gateway with its host.
using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>
/// Refuses settings that must not be used, and tells every client that the server stops before the listeners close.
/// </summary>
internal sealed partial class GatewayLifetime : IHostedService
{
    private readonly MqttGateway _gateway;
    private readonly HubAddresses _addresses;
    private readonly ILogger<GatewayLifetime> _log;
    private readonly CancellationTokenRegistration _started;
    private readonly CancellationTokenRegistration _stopping;

    public GatewayLifetime(
        MqttGateway gateway,
        HubAddresses addresses,
        IOptions<GatewayOptions> options,
        IHostEnvironment environment,
        IHostApplicationLifetime lifetime,
        ILogger<GatewayLifetime> log)
    {
        _gateway = gateway;
        _addresses = addresses;
        _log = log;
        var mqtt = options.Value.Mqtt;
        if (mqtt.Conformance && environment.IsProduction() && !mqtt.ConformanceInProduction)
        {
            throw new InvalidOperationException(
                "Fleet:Gateway:Mqtt:Conformance lets anybody connect and is meant for test suites; "
                + "it is refused in the "
                + "Production environment. Turn it off, set the environment to Development, or, knowing what it does, "
                + "set Fleet:Gateway:Mqtt:ConformanceInProduction to true.");
        }

        _started = lifetime.ApplicationStarted.Register(OnStarted);
        _stopping = lifetime.ApplicationStopping.Register(OnStopping);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _gateway.CheckParts();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _started.Dispose();
        _stopping.Dispose();
        return Task.CompletedTask;
    }

    private void OnStarted()
    {
        if (_addresses.Tcp is not null)
        {
            LogListening(_log, _addresses.Tcp.ToString(), "TCP");
        }

        if (_addresses.Tls is not null)
        {
            LogListening(_log, _addresses.Tls.ToString(), "TLS");
        }
    }

    private void OnStopping()
    {
        _gateway.IsStopping = true;
        _gateway.Sessions.StopAll();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening for hubs on {Address} (MQTT over {Transport}).")]
    private static partial void LogListening(ILogger logger, string address, string transport);
}
