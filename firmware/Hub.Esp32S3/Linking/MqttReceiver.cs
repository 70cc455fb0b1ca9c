// Where a receiver is, and what proves that it is the right one.
namespace Hub.Esp32S3.Linking;

/// <summary>A receiver of the hub as an MQTT broker over TLS.</summary>
public sealed class MqttReceiver
{
    /// <summary>Names a receiver.</summary>
    /// <param name="host">Its name or address.</param>
    /// <param name="port">Its port, 1 to 65,535.</param>
    /// <param name="authority">The certificate (DER) that its own must be signed with.</param>
    /// <param name="clientCertificate">The hub's own certificate with its key; null: it signs in with its password
    /// alone.</param>
    public MqttReceiver(string host, int port, byte[] authority, byte[]? clientCertificate)
    {
        Host = host;
        Port = port;
        Authority = authority;
        ClientCertificate = clientCertificate;
    }

    /// <summary>Name or address.</summary>
    public string Host { get; private set; }

    /// <summary>TCP port.</summary>
    public int Port { get; private set; }

    /// <summary>The certificate that the receiver's must be signed with, DER.</summary>
    public byte[] Authority { get; }

    /// <summary>The hub's own certificate, or null.</summary>
    public byte[]? ClientCertificate { get; }

    /// <summary>Connections go there from now on; what proves the receiver stays.</summary>
    internal void Move(string host, int port)
    {
        Host = host;
        Port = port;
    }
}
