// The properties of a message that travel with it to subscribers.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>
/// Takes from a PUBLISH or will the properties that subscribers get unaltered and in order (MQTT 5.0 §3.3.2.3): payload
/// format, content type, response topic, correlation data and user properties. Expiry, alias and delay are the
/// broker's own business.
/// </summary>
internal static class ForwardedProperties
{
    private const ulong Own =
        (1UL << (int)PropertyId.MessageExpiryInterval)
        | (1UL << (int)PropertyId.TopicAlias)
        | (1UL << (int)PropertyId.WillDelayInterval);

    /// <summary>Copies what is forwarded from a block that has been checked.</summary>
    internal static byte[] Take(ReadOnlySpan<byte> block)
    {
        var length = Walk(block, default);
        if (length == 0)
        {
            return [];
        }

        var taken = new byte[length];
        Walk(block, taken);
        return taken;
    }

    private static int Walk(ReadOnlySpan<byte> block, Span<byte> destination)
    {
        var length = 0;
        var properties = new PropertyReader(block, ulong.MaxValue);
        while (properties.MoveNext())
        {
            if ((Own & (1UL << (int)properties.Id)) != 0)
            {
                continue;
            }

            var property = block[properties.Start..properties.End];
            if (!destination.IsEmpty)
            {
                property.CopyTo(destination[length..]);
            }

            length += property.Length;
        }

        return length;
    }
}
