// Settings of the TLS listener.
namespace Fleet.Server.Gateway;

/// <summary>Settings under <c>Fleet:Gateway:MqttTls</c>. The listener is on when a certificate is configured.</summary>
public sealed class MqttTlsListenerOptions
{
    /// <summary>IP address to listen on.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port, 0..65535; 0 lets the system choose one.</summary>
    public int Port { get; set; } = 8883;

    /// <summary>PEM file with the server's certificate and its chain; empty turns the listener off.</summary>
    public string CertificatePath { get; set; } = string.Empty;

    /// <summary>PEM file with the certificate's private key.</summary>
    public string CertificateKeyPath { get; set; } = string.Empty;

    /// <summary>True to ask the hub for a client certificate, which is then handed to
    /// <see cref="IHubAuthenticator"/>.</summary>
    public bool RequestClientCertificate { get; set; }
}
