// Takes the connections Kestrel accepts for hubs.
using System.Threading.Tasks;
using Fleet.Server.Gateway.Mqtt.Connections;
using Microsoft.AspNetCore.Connections;

namespace Fleet.Server.Gateway.Mqtt;

/// <summary>Serves MQTT on the connections Kestrel accepts.</summary>
internal sealed class MqttConnectionHandler : ConnectionHandler
{
    private readonly MqttGateway _gateway;

    public MqttConnectionHandler(MqttGateway gateway)
    {
        _gateway = gateway;
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        if (_gateway.IsStopping || !_gateway.TryEnter())
        {
            connection.Abort();
            return Task.CompletedTask;
        }

        return new MqttConnection(_gateway, connection).RunAsync();
    }
}
