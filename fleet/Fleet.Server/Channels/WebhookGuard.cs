// Who may post to a provider's webhooks.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Fleet.Server.Time;

namespace Fleet.Server.Channels;

/// <summary>Checks the secret in the address, where the post comes from, and how many there are.</summary>
internal sealed class WebhookGuard
{
    private readonly SteadyClock _clock;
    private readonly Dictionary<string, Door> _doors = new(StringComparer.Ordinal);

    public WebhookGuard(SteadyClock clock, ChannelOptions options, IEnumerable<IWebhookSource> sources)
    {
        _clock = clock;
        foreach (IWebhookSource source in sources)
        {
            ProviderOptions? its = options.Providers.FirstOrDefault(one => one.Name == source.Name);
            if (its?.WebhookSecret is { } secret)
            {
                _doors[source.Name] = new Door(source, Digest(secret), its.AllowedAddresses ?? []);
            }
        }
    }

    /// <summary>The provider whose secret this is; null when it is nobody's or comes from elsewhere.</summary>
    public IWebhookSource? Find(string provider, string secret, IPAddress? from)
    {
        // Digests have one length, so that the comparison takes the same time for whatever is given.
        return _doors.TryGetValue(provider, out Door? door)
            && CryptographicOperations.FixedTimeEquals(Digest(secret), door.Secret) && door.IsFrom(from)
            ? door.Source
            : null;
    }

    /// <summary>Counts a post.</summary>
    /// <returns>False when there are too many.</returns>
    public bool TryCount(string provider)
    {
        Door door = _doors[provider];
        lock (door.Lock)
        {
            return door.Rate.Take(_clock.Now) == 0;
        }
    }

    private static byte[] Digest(string secret)
    {
        return SHA256.HashData(Encoding.UTF8.GetBytes(secret));
    }

    private sealed record Door(IWebhookSource Source, byte[] Secret, IReadOnlyList<string> Allowed)
    {
        public Lock Lock { get; } = new();

        public TokenBucket Rate { get; } = new(
            Limits.Channels.WebhooksPerSecond, Limits.Channels.WebhooksPerSecond / 1000.0);

        public bool IsFrom(IPAddress? address)
        {
            IPAddress? plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
            return Allowed.Count == 0 || (plain is not null && Allowed.Any(word =>
                IPNetwork.TryParse(word, out IPNetwork network)
                    ? network.Contains(plain)
                    : IPAddress.TryParse(word, out IPAddress? one) && one.Equals(plain)));
        }
    }
}
