// Registers hubs once for each key.
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Hub.Protocols.Security;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <summary>
/// The key is kept with what was asked, and with each hub in the very transaction that makes the hub. So whatever is
/// cut off, the next request with the key sees what is there and makes no more than what lacks.
/// </summary>
internal sealed class HubAdditions : IHubAdditions
{
    private readonly FleetStore _store;
    private readonly HubRegistry _registry;
    private readonly HubMaker _maker;
    private readonly HubKeyVault _vault;
    private readonly SteadyClock _clock;
    private readonly ILogger _logger;

    public HubAdditions(
        FleetStore store,
        HubRegistry registry,
        HubMaker maker,
        HubKeyVault vault,
        SteadyClock clock,
        ILogger<HubAdditions> logger)
    {
        _store = store;
        _registry = registry;
        _maker = maker;
        _vault = vault;
        _clock = clock;
        _logger = logger;
    }

    public async Task<IReadOnlyList<NewHub>?> AddOnceAsync(
        Actor actor,
        string idempotencyKey,
        int count,
        string? namePrefix,
        bool withKeys,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Limits.Hubs.PerAdd);
        string prefix = HubMaker.Prefix(namePrefix);
        if (!HubMaker.IsPrefix(prefix))
        {
            throw new ArgumentException("Not a name prefix.", nameof(namePrefix));
        }

        string asked = string.Create(CultureInfo.InvariantCulture, $"{count} {withKeys} {prefix}");
        var addition = new Addition(actor.TenantId, idempotencyKey, asked, prefix, count);
        int made = 0;
        Portion portion;
        do
        {
            portion = await _store.WriteAsync(session => WritePortion(session, addition), cancellationToken)
                .ConfigureAwait(false);
            foreach (LiveHub hub in portion.Added)
            {
                _registry.Add(hub);
            }

            made += portion.Added.Count;
            if (portion.IsOther)
            {
                return null;
            }
        }
        while (portion.Lacking > 0);

        HubLog.Registered(_logger, made, actor.UserId);
        if (made < count)
        {
            HubLog.ToldAgain(_logger, count - made, actor.UserId);
        }

        return Read(addition, withKeys);
    }

    private Portion WritePortion(StoreSession session, Addition addition)
    {
        long now = _clock.UnixNow;
        Forget(session, now - (Limits.Hubs.AdditionDays * 86_400_000L));
        using (DbDataReader reader = session.Sql(
            """
            INSERT INTO device.hub_addition (tenant_id, idempotency_key, request, created_at)
            VALUES (@tenant_id, @key, @request, @at)
            ON CONFLICT (tenant_id, idempotency_key) DO UPDATE SET created_at = device.hub_addition.created_at
            RETURNING request
            """)
            .With("@tenant_id", addition.TenantId)
            .With("@key", addition.Key)
            .With("@request", addition.Asked)
            .With("@at", now)
            .Read())
        {
            // The update locks the row: whoever asks with the same key at the same time waits for this transaction.
            reader.Read();
            if (reader.GetString(0) != addition.Asked)
            {
                return new Portion([], 0, IsOther: true);
            }
        }

        int lacking = addition.Count - (int)session.Sql(
            """
            SELECT COUNT(*) FROM device.hub_addition_hub WHERE tenant_id = @tenant_id AND idempotency_key = @key
            """)
            .With("@tenant_id", addition.TenantId)
            .With("@key", addition.Key)
            .Number()!.Value;
        if (lacking <= 0)
        {
            return new Portion([], 0, IsOther: false);
        }

        List<LiveHub> added = _maker.Insert(
            session,
            addition.TenantId,
            addition.Prefix,
            _maker.Make(Math.Min(lacking, Limits.Store.RowsPerBackgroundWrite), withKeys: false));
        foreach (LiveHub hub in added)
        {
            session.Sql(
                """
                INSERT INTO device.hub_addition_hub (tenant_id, idempotency_key, hub_row_id)
                VALUES (@tenant_id, @key, @hub)
                """)
                .With("@tenant_id", addition.TenantId)
                .With("@key", addition.Key)
                .With("@hub", hub.RowId)
                .Run();
        }

        return new Portion(added, lacking - added.Count, IsOther: false);
    }

    private static void Forget(StoreSession session, long before)
    {
        session.Sql(
            """
            DELETE FROM device.hub_addition_hub WHERE EXISTS (
                SELECT 1 FROM device.hub_addition a WHERE a.created_at < @before
                AND a.tenant_id = device.hub_addition_hub.tenant_id
                AND a.idempotency_key = device.hub_addition_hub.idempotency_key)
            """).With("@before", before).Run();
        session.Sql("DELETE FROM device.hub_addition WHERE created_at < @before").With("@before", before).Run();
    }

    private List<NewHub> Read(Addition addition, bool withKeys)
    {
        using StoreSession session = _store.OpenSession();
        using DbDataReader reader = session.Sql(
            """
            SELECT h.hub_id, h.name, h.sealed_key
            FROM device.hub_addition_hub a JOIN device.hub h ON h.hub_row_id = a.hub_row_id
            WHERE a.tenant_id = @tenant_id AND a.idempotency_key = @key
            ORDER BY a.hub_row_id
            """)
            .With("@tenant_id", addition.TenantId)
            .With("@key", addition.Key)
            .Read();
        var found = new List<NewHub>(addition.Count);
        while (reader.Read())
        {
            string hubId = reader.GetString(0);
            byte[] key = _vault.Unseal(hubId, reader.GetFieldValue<byte[]>(2))
                ?? throw new InvalidDataException($"The master key does not open the key of hub {hubId}.");
            found.Add(new NewHub(
                hubId,
                reader.GetString(1),
                hubId,
                SignInPassword.Derive(key),
                withKeys ? Base64Url.EncodeToString(key) : null));
            CryptographicOperations.ZeroMemory(key);
        }

        return found;
    }

    private sealed record Addition(Guid TenantId, string Key, string Asked, string Prefix, int Count);

    private sealed record Portion(List<LiveHub> Added, int Lacking, bool IsOther);
}
