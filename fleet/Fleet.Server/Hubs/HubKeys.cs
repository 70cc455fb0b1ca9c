// Reads a hub's sealed key and opens it.
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Hubs;

/// <inheritdoc cref="IHubKeys"/>
internal sealed class HubKeys : IHubKeys
{
    private readonly HubKeyVault _vault;

    public HubKeys(HubKeyVault vault)
    {
        _vault = vault;
    }

    public byte[]? Open(StoreSession session, long hubRowId)
    {
        using DbDataReader reader = session.Sql("SELECT hub_id, sealed_key FROM device.hub WHERE hub_row_id = @hub")
            .With("@hub", hubRowId)
            .Read();
        return reader.Read() ? _vault.Unseal(reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }
}
