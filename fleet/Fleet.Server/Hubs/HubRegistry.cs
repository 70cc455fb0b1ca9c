// All hubs in memory, by id, by row and by tenant.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Hubs;

/// <summary>
/// The hubs this node knows. Loaded at start and kept for the life of the process, because a reconnect storm asks for
/// every hub at once.
/// </summary>
internal sealed class HubRegistry : IHubNames
{
    private readonly ConcurrentDictionary<ulong, LiveHub> _byId = new();
    private readonly ConcurrentDictionary<Guid, TenantHubs> _byTenant = new();
    private volatile LiveHub?[] _byRow = new LiveHub?[1024];

    /// <summary>How many hubs are known.</summary>
    public int Count => _byId.Count;

    /// <summary>The tenants that have hubs.</summary>
    public IEnumerable<Guid> Tenants => _byTenant.Keys;

    /// <summary>Reads a hub id: 16 lower-case hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ulong id)
    {
        id = 0;
        if (utf8.Length != 16)
        {
            return false;
        }

        foreach (byte digit in utf8)
        {
            int value = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                _ => -1,
            };
            if (value < 0)
            {
                return false;
            }

            id = (id << 4) | (uint)value;
        }

        return true;
    }

    /// <summary>Reads a hub id.</summary>
    public static bool TryParse(string text, out ulong id)
    {
        id = 0;
        if (text.Length != 16)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[16];
        for (int i = 0; i < 16; i++)
        {
            utf8[i] = text[i] < 128 ? (byte)text[i] : (byte)0;
        }

        return TryParse(utf8, out id);
    }

    /// <summary>A hub by its id as a number; null when unknown.</summary>
    public LiveHub? Find(ulong id)
    {
        return _byId.GetValueOrDefault(id);
    }

    /// <summary>A tenant's hub by its id; null when unknown or another tenant's.</summary>
    public LiveHub? Find(Guid tenantId, string hubId)
    {
        return TryParse(hubId, out ulong id) && _byId.TryGetValue(id, out LiveHub? hub) && hub.TenantId == tenantId
            ? hub
            : null;
    }

    /// <summary>A hub by its row; null when unknown.</summary>
    public LiveHub? FindRow(long rowId)
    {
        LiveHub?[] rows = _byRow;
        return rowId > 0 && rowId < rows.Length ? rows[rowId] : null;
    }

    HubName IHubNames.Find(long rowId)
    {
        return FindRow(rowId) is { } hub ? new HubName(hub.HubId, hub.Name) : new HubName("", "");
    }

    long? IHubNames.FindRow(Guid tenantId, string hubId)
    {
        return Find(tenantId, hubId)?.RowId;
    }

    HubPrincipal? IHubNames.FindPrincipal(Guid tenantId, string hubId)
    {
        return Find(tenantId, hubId);
    }

    IReadOnlyList<HubPrincipal> IHubNames.OfTenant(Guid tenantId)
    {
        return OfTenant(tenantId);
    }

    HubGlance IHubNames.GlanceOf(HubPrincipal hub)
    {
        HubFacts facts = ((LiveHub)hub).Facts;
        return new HubGlance(
            facts.PowerSource > 1 ? null : facts.PowerSource == 1,
            facts.BatteryPercent > 100 ? null : facts.BatteryPercent,
            facts.PendingAlarms);
    }

    string IHubNames.ModelOf(HubPrincipal hub)
    {
        return ((LiveHub)hub).Facts.HardwareModel ?? "";
    }

    /// <summary>The tenant's hubs, sorted by name. The array is not to be changed.</summary>
    public LiveHub[] OfTenant(Guid tenantId)
    {
        return _byTenant.TryGetValue(tenantId, out TenantHubs? hubs) ? hubs.Sorted() : [];
    }

    /// <summary>All hubs, in no order.</summary>
    public IEnumerable<LiveHub> All()
    {
        return _byId.Values;
    }

    /// <summary>Adds a hub that is in the store.</summary>
    public void Add(LiveHub hub)
    {
        ulong id = ulong.Parse(hub.HubId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!_byId.TryAdd(id, hub))
        {
            throw new InvalidOperationException($"The hub {hub.HubId} is in the registry already.");
        }

        lock (_byId)
        {
            LiveHub?[] rows = _byRow;
            if (hub.RowId >= rows.Length)
            {
                Array.Resize(ref rows, (int)Math.Max(hub.RowId + 1, rows.Length * 2L));
            }

            rows[hub.RowId] = hub;
            _byRow = rows;
        }

        _byTenant.GetOrAdd(hub.TenantId, static _ => new TenantHubs()).Add(hub);
    }

    /// <summary>Loads all hubs with what was last known of them.</summary>
    public void Load(StoreSession session)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT h.hub_row_id, h.tenant_id, h.hub_id, h.name, h.password_hash, h.created_at,
                   s.last_heard_at, s.well_since, s.boot_count, s.heartbeat_interval_seconds, s.firmware_version,
                   s.hardware_model, s.uptime_seconds, s.bearer, s.signal_dbm, s.power_source, s.battery_percent,
                   s.pending_alarms, s.settings_version, s.fault_flags, s.last_test_at, s.last_test_sequence,
                   s.last_person_alarm_at, s.last_sample_at, s.silent_since, s.link_flags, s.network_code
            FROM device.hub h LEFT JOIN device.hub_state s ON s.hub_row_id = h.hub_row_id
            """).Read();
        var shared = new Dictionary<string, string>();
        while (reader.Read())
        {
            var hub = new LiveHub(
                reader.GetInt64(0),
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetFieldValue<byte[]>(4),
                reader.GetInt64(5));
            if (!reader.IsDBNull(6))
            {
                hub.Restore(ReadFacts(reader, shared));
            }

            Add(hub);
        }
    }

    private static HubFacts ReadFacts(DbDataReader reader, Dictionary<string, string> shared)
    {
        return new HubFacts
        {
            LastHeardAt = reader.GetInt64(6),
            WellSince = reader.GetInt64(7),
            BootCount = reader.GetInt64(8),
            HeartbeatIntervalSeconds = reader.GetInt32(9),
            FirmwareVersion = Shared(reader, 10, shared),
            HardwareModel = Shared(reader, 11, shared),
            UptimeSeconds = reader.GetInt64(12),
            Bearer = (byte)reader.GetInt32(13),
            SignalDbm = reader.GetInt32(14),
            PowerSource = (byte)reader.GetInt32(15),
            BatteryPercent = (byte)reader.GetInt32(16),
            PendingAlarms = reader.GetInt32(17),
            SettingsVersion = reader.GetInt64(18),
            FaultFlags = reader.GetInt64(19),
            LastTestAt = reader.IsDBNull(20) ? 0 : reader.GetInt64(20),
            LastTestSequence = (ulong)reader.GetInt64(21),
            LastPersonAlarmAt = reader.IsDBNull(22) ? 0 : reader.GetInt64(22),
            LastSampleAt = reader.GetInt64(23),
            SilentSince = reader.IsDBNull(24) ? 0 : reader.GetInt64(24),
            LinkFlags = reader.GetInt32(25),
            NetworkCode = reader.GetInt32(26),
        };
    }

    private static string? Shared(DbDataReader reader, int column, Dictionary<string, string> shared)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        // A hundred thousand hubs run a handful of versions: one string each.
        string text = reader.GetString(column);
        return shared.TryAdd(text, text) ? text : shared[text];
    }

    private sealed class TenantHubs
    {
        private readonly List<LiveHub> _hubs = [];
        private LiveHub[]? _sorted;

        public void Add(LiveHub hub)
        {
            lock (_hubs)
            {
                _hubs.Add(hub);
                _sorted = null;
            }
        }

        public LiveHub[] Sorted()
        {
            lock (_hubs)
            {
                if (_sorted is null)
                {
                    _sorted = [.. _hubs];
                    Array.Sort(_sorted, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
                }

                return _sorted;
            }
        }
    }
}
