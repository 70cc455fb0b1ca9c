// At the start: keeps the public key, and sees that every log ends as its head says.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Audit;

/// <summary>
/// A log that does not end as its head says is told of and kept as it is: alarms go on, and the gap shows in every
/// check.
/// </summary>
internal sealed partial class TenantLogStartup : IStoreStartup
{
    private readonly LogSigner _signer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public TenantLogStartup(LogSigner signer, TimeProvider time, ILogger<TenantLogStartup> logger)
    {
        _signer = signer;
        _time = time;
        _logger = logger;
    }

    public void Start(StoreSession session)
    {
        TenantLogStore.KeepKey(
            session, _signer.KeyId, _signer.PublicKey, _time.GetUtcNow().ToUnixTimeMilliseconds());
        KeyInUse(_logger, Convert.ToHexStringLower(_signer.KeyId));
        foreach (Guid tenantId in Broken(session))
        {
            EndsWrong(_logger, tenantId);
        }
    }

    private static List<Guid> Broken(StoreSession session)
    {
        var broken = new List<Guid>();
        using DbDataReader reader = session.Sql(
            """
            SELECT head.tenant_id FROM care.tenant_log_head AS head
            LEFT JOIN care.tenant_log AS log ON log.tenant_id = head.tenant_id AND log.number = head.number
            WHERE log.hash IS NULL OR log.hash <> head.hash
               OR EXISTS (
                   SELECT 1 FROM care.tenant_log AS later
                   WHERE later.tenant_id = head.tenant_id AND later.number > head.number)
            """).Read();
        while (reader.Read())
        {
            broken.Add(reader.GetGuid(0));
        }

        return broken;
    }

    [LoggerMessage(8001, LogLevel.Information, "Logs are signed with the key {KeyId}")]
    private static partial void KeyInUse(ILogger logger, string keyId);

    [LoggerMessage(8002, LogLevel.Critical,
        "The log of tenant {TenantId} does not end as its head says: entries were removed or changed in the store")]
    private static partial void EndsWrong(ILogger logger, Guid tenantId);
}
