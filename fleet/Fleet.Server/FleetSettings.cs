// All settings of the fleet manager, read once at start.
using System;
using System.Collections.Generic;
using System.IO;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.CareRecord;
using Fleet.Server.Channels;
using Fleet.Server.Dispatch;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Supervision;
using Microsoft.Extensions.Configuration;

namespace Fleet.Server;

/// <summary>
/// All settings of the fleet manager, except those of the gateway and the console, which read their own.
/// </summary>
/// <param name="DataDirectory">Where the store, keys and generated secrets live; absolute.</param>
/// <param name="HttpUrl">Where console and API listen.</param>
/// <param name="Store">The store.</param>
/// <param name="Ingest">The ingest.</param>
/// <param name="Hubs">The hubs.</param>
/// <param name="Alarms">The alarm cases.</param>
/// <param name="Supervision">The supervision of hubs.</param>
/// <param name="Access">Sign-in.</param>
public sealed record FleetSettings(
    string DataDirectory,
    Uri HttpUrl,
    StoreOptions Store,
    IngestOptions Ingest,
    HubOptions Hubs,
    AlarmOptions Alarms,
    SupervisionOptions Supervision,
    AccessOptions Access)
{
    /// <summary>Dispatching.</summary>
    public DispatchOptions Dispatch { get; init; } = new();

    /// <summary>Furnish the demo municipality with groups, a rota and homes for its hubs.</summary>
    public bool HasDemoTown { get; init; }

    private const string StandardUrl = "http://127.0.0.1:8080";
    private static readonly string[] SecretKeys = ["Fleet:Store:ConnectionString", "Fleet:Demo:Password"];

    /// <summary>Where the documentation of closed cases is sent.</summary>
    public CareRecordOptions CareRecord { get; init; } = new();

    /// <summary>Messages and calls.</summary>
    public ChannelOptions Channels { get; init; } = ChannelOptions.Simulated;

    /// <summary>Reads the settings; faults are in the reader.</summary>
    public static FleetSettings Read(IConfiguration configuration, string contentRoot, SettingsReader reader)
    {
        string directory = Path.GetFullPath(reader.Text("Fleet:DataDirectory", "data")!, contentRoot);
        string url = reader.Text("Fleet:Http:Url", StandardUrl)!;
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? httpUrl) || httpUrl.Scheme is not ("http" or "https"))
        {
            reader.Refuse(
                "Fleet:Http:Url", $"must be an http or https address such as {StandardUrl}, is \"{url}\".");
            httpUrl = new Uri(StandardUrl);
        }

        StoreProvider provider = reader.Choice("Fleet:Store:Provider", StoreProvider.Sqlite);
        string? connection = reader.Text("Fleet:Store:ConnectionString", null);
        if (provider == StoreProvider.PostgreSql && connection is null)
        {
            reader.Refuse("Fleet:Store:ConnectionString", "must be given when Fleet:Store:Provider is PostgreSql.");
        }

        var settings = new FleetSettings(
            directory,
            httpUrl,
            new StoreOptions(
                provider,
                connection ?? "Data Source=" + Path.Combine(directory, "fleet.db"),
                reader.Int("Fleet:Store:BusyTimeoutMilliseconds", 5_000, 0, 60_000)),
            new IngestOptions(
                reader.Int("Fleet:Ingest:GatherMilliseconds", 2, 0, 100),
                reader.Int("Fleet:Ingest:RawRetentionMinutes", 60, 0, 60 * 24 * 30),
                reader.Int("Fleet:Ingest:RawRetentionMegabytes", 256, 1, 1_000_000)),
            new HubOptions(
                reader.Int("Fleet:Hubs:ProjectionMilliseconds", 2_000, 100, 60_000),
                reader.Int("Fleet:Hubs:StateMilliseconds", 60_000, 50, 600_000),
                reader.Int("Fleet:Hubs:HeartbeatHistoryMinutes", 60, 1, 1_440),
                reader.Int("Fleet:Hubs:HeartbeatHistoryDays", 30, 1, 3_650),
                reader.Int("Fleet:Hubs:HistoryDays", 400, 1, 3_650)),
            new AlarmOptions(
                reader.Int("Fleet:Alarms:UnclaimedPersonSeconds", 60, 1, 3_600),
                reader.Int("Fleet:Alarms:UnclaimedTechnicalSeconds", 300, 1, 86_400),
                reader.Int("Fleet:Alarms:UnclaimedTestSeconds", 900, 1, 86_400),
                reader.Int("Fleet:Alarms:ClaimedReminderSeconds", 1_800, 1, 86_400)),
            new SupervisionOptions(
                reader.Int("Fleet:Supervision:HeartbeatIntervalSeconds", 120, 1, 86_400),
                reader.Int("Fleet:Supervision:MissedHeartbeats", 3, 1, 100),
                reader.Int("Fleet:Supervision:FlapsPerHour", 3, 1, 100),
                reader.Int("Fleet:Supervision:FlapHoldSeconds", 600, 0, 86_400)),
            new AccessOptions(
                reader.Bool("Fleet:Demo:Enabled", false),
                reader.Text("Fleet:Demo:Password", configuration["FLEET_DEMO_PASSWORD"]),
                reader.Int("Fleet:Access:SessionMinutes", 720, 1, 60 * 24 * 30)))
        {
            Channels = ChannelSettings.Read(reader),
            CareRecord = CareRecordOptions.Read(reader),
            Dispatch = new DispatchOptions(LinkAddress(reader)),
            HasDemoTown = reader.Bool("Fleet:Demo:Town", false),
        };
        if (settings is { HasDemoTown: true, Access.DemoEnabled: false })
        {
            reader.Refuse("Fleet:Demo:Town", "needs Fleet:Demo:Enabled.");
        }

        reader.RefuseUnknown("Fleet", "Fleet:Gateway", "Fleet:Console");
        return settings;
    }

    private static Uri? LinkAddress(SettingsReader reader)
    {
        const string Key = "Fleet:Dispatch:LinkAddress";
        string? text = reader.Text(Key, null);
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.Scheme is ("http" or "https")))
        {
            return text is null ? null : new Uri(text);
        }

        reader.Refuse(Key, $"must be an http or https address such as https://larm.example.se, is \"{text}\".");
        return null;
    }

    /// <summary>The settings in force as lines of <c>key = value</c>.</summary>
    /// <param name="reader">What read them.</param>
    /// <param name="redact">Replace secrets by asterisks.</param>
    public static IEnumerable<string> Print(SettingsReader reader, bool redact)
    {
        foreach (KeyValuePair<string, string> pair in reader.Values)
        {
            bool isSecret = (Array.IndexOf(SecretKeys, pair.Key) >= 0 || reader.IsSecret(pair.Key))
                && pair.Value.Length > 0;
            yield return $"{pair.Key} = {(isSecret && redact ? "********" : pair.Value)}";
        }
    }
}
