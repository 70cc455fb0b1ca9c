// Which hub may fetch which release.
using System.Collections.Concurrent;
using System.Collections.Generic;
using Fleet.Server.Gateway;

namespace Fleet.Server.Updates.Blocks;

/// <summary>The files of a release for one hub.</summary>
/// <param name="Sequence">The release.</param>
/// <param name="ImageIndex">Which image is for the hub.</param>
/// <param name="EnvelopeFile">The envelope.</param>
/// <param name="ListFile">The image's list of digests.</param>
/// <param name="ImageFile">The image.</param>
internal sealed record OrderedRelease(
    long Sequence, int ImageIndex, string EnvelopeFile, string ListFile, string ImageFile);

/// <summary>In memory, so that a request costs a look-up. Safe from many threads.</summary>
internal sealed class OrderedReleases
{
    private readonly ConcurrentDictionary<HubPrincipal, OrderedRelease> _hubs = new();

    /// <summary>A hub is ordered a release, in place of the one before.</summary>
    public void Put(HubPrincipal hub, OrderedRelease release)
    {
        _hubs[hub] = release;
    }

    /// <summary>A hub has nothing to fetch any more.</summary>
    public void Remove(HubPrincipal hub)
    {
        _hubs.TryRemove(hub, out _);
    }

    /// <summary>What a hub may fetch; null for nothing.</summary>
    public OrderedRelease? Find(HubPrincipal hub)
    {
        return _hubs.GetValueOrDefault(hub);
    }
}
