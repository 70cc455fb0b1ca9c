// Sends the board's paths to other receivers.
using Hub.Core.Ports;
using Hub.Esp32S3.Linking;
using Hub.Esp32S3.Modem;

namespace Hub.Esp32S3.Wiring;

/// <summary>Where modem and Wi-Fi connect to; each reads it when it opens a connection.</summary>
internal sealed class BoardReceivers : IReceivers
{
    private readonly ModemReceiver[] _modem;
    private readonly MqttReceiver[] _network;

    internal BoardReceivers(ModemReceiver[] modem, MqttReceiver[] network)
    {
        _modem = modem;
        _network = network;
    }

    /// <inheritdoc/>
    public int Count
    {
        get { return _network.Length; }
    }

    /// <inheritdoc/>
    public void Use(int receiver, string host, int port)
    {
        if (receiver < _modem.Length)
        {
            _modem[receiver].Host = host;
            _modem[receiver].Port = port;
        }

        if (receiver < _network.Length)
        {
            _network[receiver].Move(host, port);
        }
    }
}
