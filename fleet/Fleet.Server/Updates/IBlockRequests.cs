// Where the gateway's side hands over what hubs ask of releases.
using System.Buffers;
using Fleet.Server.Gateway;

namespace Fleet.Server.Updates;

/// <summary>
/// Takes requests for bytes of releases. They pass by the store: a request that is lost is asked again, and nothing
/// of it means anything later.
/// </summary>
public interface IBlockRequests
{
    /// <summary>Takes a request in place of the one before of the same hub. Never blocks, from any thread.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="body">The message.</param>
    /// <returns>False when the body is no request.</returns>
    bool Ask(HubPrincipal hub, in ReadOnlySequence<byte> body);
}
