// The gateway as it really runs: Kestrel, TCP and TLS, around doubles of the ingest and the registry.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Gateway.Mqtt;
using Fleet.Server.Gateway.Mqtt.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Doubles;

/// <summary>A host on ports the system chose.</summary>
internal sealed class GatewayOnKestrel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _files;

    private GatewayOnKestrel(WebApplication app, DirectoryInfo files)
    {
        _app = app;
        _files = files;
    }

    internal IngestDouble Ingest { get; } = new() { CommitsAtOnce = true };

    internal HubsDouble Hubs { get; } = new();

    internal IDownlink Downlink => _app.Services.GetRequiredService<IDownlink>();

    internal MqttGateway Server => _app.Services.GetRequiredService<MqttGateway>();

    internal IPEndPoint Tcp => _app.Services.GetRequiredService<HubAddresses>().Tcp!;

    internal IPEndPoint Tls => _app.Services.GetRequiredService<HubAddresses>().Tls!;

    /// <summary>The server's certificate, which is its own authority, as a PEM file.</summary>
    internal string CertificatePath => Path.Combine(_files.FullName, "server.crt");

    /// <summary>Starts a host.</summary>
    /// <param name="settings">Settings below <c>Fleet:Gateway</c>, besides the ports.</param>
    /// <param name="environment">The host's environment.</param>
    internal static async Task<GatewayOnKestrel> StartAsync(
        Dictionary<string, string?>? settings = null, string environment = "Development")
    {
        var files = Directory.CreateTempSubdirectory("gateway-tests-");
        WriteCertificate(files.FullName);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        var all = new Dictionary<string, string?>
        {
            ["Fleet:Gateway:Mqtt:Port"] = "0",
            ["Fleet:Gateway:MqttTls:Port"] = "0",
            ["Fleet:Gateway:MqttTls:CertificatePath"] = Path.Combine(files.FullName, "server.crt"),
            ["Fleet:Gateway:MqttTls:CertificateKeyPath"] = Path.Combine(files.FullName, "server.key"),
        };
        foreach (var (name, value) in settings ?? [])
        {
            all["Fleet:Gateway:" + name] = value;
        }

        builder.Configuration.AddInMemoryCollection(all);
        builder.Services.AddHubGateway(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenHubGateway());
        GatewayOnKestrel? gateway = null;
        builder.Services.AddSingleton<IUplinkSink>(_ => gateway!.Ingest);
        builder.Services.AddSingleton<IHubAuthenticator>(_ => gateway!.Hubs);
        gateway = new GatewayOnKestrel(builder.Build(), files);
        try
        {
            await gateway._app.StartAsync();
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }

        return gateway;
    }

    internal Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _files.Delete(recursive: true);
    }

    private static void WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
