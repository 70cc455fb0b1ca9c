// Composes the web application: settings, slices, gateway, console, interface.
using System;
using System.IO;
using System.Net;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Commands;
using Fleet.Server.Audit;
using Fleet.Server.Console;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Residents;
using Fleet.Server.Reports;
using Fleet.Server.Store;
using Fleet.Server.Updates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Server;

/// <summary>Builds the fleet manager, for the program and for tests.</summary>
public static class FleetHost
{
    /// <summary>Builds the application; nothing is opened before it is started.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    /// <param name="configure">Lets a test replace services before the application is built.</param>
    /// <exception cref="SettingsException">A setting is wrong; the message names every one.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        FleetSettings settings = ReadSettings(builder.Configuration, builder.Environment.ContentRootPath);
        string keys = Path.Combine(settings.DataDirectory, "keys", "data-protection");
        PrivateFile.MakeDirectory(settings.DataDirectory);
        PrivateFile.MakeDirectory(keys);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        // The data directory, and with it the keys, is this user's own; and what keeps the host from starting is said
        // in a sentence by the command line.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        configure?.Invoke(builder);
        builder.Services.AddFleet(settings);
        builder.Services.AddHubGateway(builder.Configuration);
        builder.Services.AddConsole();
        builder.Services.AddFleetAuthentication(settings.Access);
        builder.Services.AddProblemAnswers();
        builder.Services.AddDataProtection()
            .SetApplicationName("fleet")
            .PersistKeysToFileSystem(new DirectoryInfo(keys));
        builder.Services.Configure<JsonOptions>(options => JsonSettings.Apply(options.SerializerOptions));
        builder.Services.AddOpenApi();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings.HttpUrl));
        WebApplication app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>Reads and checks the settings.</summary>
    public static FleetSettings ReadSettings(IConfiguration configuration, string contentRoot)
    {
        var reader = new SettingsReader(configuration);
        FleetSettings settings = FleetSettings.Read(configuration, contentRoot, reader);
        return reader.Errors.Count == 0 ? settings : throw new SettingsException(reader.Errors);
    }

    private static void Listen(KestrelServerOptions kestrel, Uri url)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Limits.Http.RequestBodyBytes;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        void Protocols(ListenOptions options)
        {
            // HTTP/2 needs TLS to be agreed on.
            options.Protocols = HttpProtocols.Http1;
            if (url.Scheme == "https")
            {
                options.Protocols = HttpProtocols.Http1AndHttp2;
                options.UseHttps();
            }
        }

        if (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            kestrel.Listen(IPAddress.Parse(url.DnsSafeHost), url.Port, Protocols);
        }
        else if (url.IsLoopback)
        {
            kestrel.ListenLocalhost(url.Port, Protocols);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, Protocols);
        }

        kestrel.ListenHubGateway();
    }

    private static void Map(WebApplication app)
    {
        app.UseProblemAnswers();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapProblemPages();
        app.MapOpenApi().AllowAnonymous();
        app.MapAccess();
        app.MapCases();
        app.MapHubs();
        app.MapDevices();
        app.MapCommands();
        app.MapProgramming();
        app.MapUpdates();
        app.MapChannels();
        app.MapHomes();
        app.MapDispatch();
        app.MapRespond();
        app.MapAudit();
        app.MapReports();
        app.MapTechnical();
        app.MapConsole();
    }
}
