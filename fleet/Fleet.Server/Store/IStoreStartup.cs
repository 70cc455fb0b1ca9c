// What a slice reads or mends in the store before the server takes connections.
namespace Fleet.Server.Store;

/// <summary>Called once at the start, in a transaction, after the migrations and before any hub or person.</summary>
public interface IStoreStartup
{
    /// <summary>Reads or mends.</summary>
    void Start(StoreSession session);
}
