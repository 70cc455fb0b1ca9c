// Which topics a hub may use.
using System;
using System.Text;
using Fleet.Server.Gateway.Mqtt.Codec;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>
/// The topics of hubs: <c>hub/{hubId}/up/{kind}</c> to publish to, <c>hub/{hubId}/down/{kind}</c> to subscribe to. A
/// hub touches only its own.
/// </summary>
internal static class HubTopics
{
    /// <summary>Room for the longest downlink topic in bytes.</summary>
    internal const int MaximumDownlinkBytes = 160;

    /// <summary>What a publishing hub may do with a topic.</summary>
    internal enum Access : byte
    {
        /// <summary>Not the hub's own uplink.</summary>
        Foreign,

        /// <summary>The hub's own uplink, but no kind the fleet manager takes.</summary>
        UnknownKind,

        /// <summary>The hub's own uplink.</summary>
        Own,
    }

    private static ReadOnlySpan<byte> Root => "hub/"u8;

    /// <summary>Looks at the topic of a PUBLISH.</summary>
    internal static Access ForPublish(ReadOnlySpan<byte> topic, string hubId, out UplinkKind kind)
    {
        kind = default;
        if (!TryTakeOwn(ref topic, hubId) || !topic.StartsWith("/up/"u8))
        {
            return Access.Foreign;
        }

        kind = KindOf(topic[4..]);
        return kind == default ? Access.UnknownKind : Access.Own;
    }

    /// <summary>True when a well-formed filter can match nothing but the hub's own downlink, and can match
    /// that.</summary>
    internal static bool MaySubscribe(ReadOnlySpan<byte> filter, string hubId)
    {
        if (!TryTakeOwn(ref filter, hubId) || filter.IsEmpty || filter[0] != (byte)'/')
        {
            return false;
        }

        filter = filter[1..];
        TopicRules.NextLevel(ref filter, out var direction);
        return direction.SequenceEqual("down"u8) || direction.SequenceEqual("+"u8) || direction.SequenceEqual("#"u8);
    }

    /// <summary>True for a topic or filter that clients without a user name may not touch.</summary>
    internal static bool IsReserved(ReadOnlySpan<byte> topic)
    {
        TopicRules.NextLevel(ref topic, out var root);
        return root.SequenceEqual("hub"u8) || root.SequenceEqual("$SYS"u8);
    }

    /// <summary>Writes <c>hub/{hubId}/down/{kind}</c>.</summary>
    /// <returns>Its length.</returns>
    internal static int WriteDownlink(Span<byte> destination, string hubId, DownlinkKind kind)
    {
        var length = Root.Length;
        Root.CopyTo(destination);
        length += Encoding.ASCII.GetBytes(hubId, destination[length..]);
        var rest = kind switch
        {
            DownlinkKind.Acknowledgement => "/down/ack"u8,
            DownlinkKind.Time => "/down/time"u8,
            DownlinkKind.Command => "/down/command"u8,
            DownlinkKind.Pair => "/down/pair"u8,
            DownlinkKind.Rules => "/down/rules"u8,
            DownlinkKind.Settings => "/down/settings"u8,
            DownlinkKind.Update => "/down/update"u8,
            DownlinkKind.Block => "/down/block"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        rest.CopyTo(destination[length..]);
        return length + rest.Length;
    }

    private static bool TryTakeOwn(ref ReadOnlySpan<byte> topic, string hubId)
    {
        if (!topic.StartsWith(Root) || topic.Length < Root.Length + hubId.Length)
        {
            return false;
        }

        if (!Ascii.Equals(topic.Slice(Root.Length, hubId.Length), hubId))
        {
            return false;
        }

        topic = topic[(Root.Length + hubId.Length)..];
        return true;
    }

    private static UplinkKind KindOf(ReadOnlySpan<byte> level)
    {
        if (level.SequenceEqual("heartbeat"u8))
        {
            return UplinkKind.Heartbeat;
        }

        if (level.SequenceEqual("alarm"u8))
        {
            return UplinkKind.Alarm;
        }

        if (level.SequenceEqual("event"u8))
        {
            return UplinkKind.Event;
        }

        if (level.SequenceEqual("ack"u8))
        {
            return UplinkKind.Acknowledgement;
        }

        if (level.SequenceEqual("device"u8))
        {
            return UplinkKind.Device;
        }

        if (level.SequenceEqual("pairing"u8))
        {
            return UplinkKind.Pairing;
        }

        if (level.SequenceEqual("walk"u8))
        {
            return UplinkKind.Walk;
        }

        if (level.SequenceEqual("diagnostics"u8))
        {
            return UplinkKind.Diagnostics;
        }

        if (level.SequenceEqual("settings"u8))
        {
            return UplinkKind.Settings;
        }

        if (level.SequenceEqual("update"u8))
        {
            return UplinkKind.Update;
        }

        if (level.SequenceEqual("fetch"u8))
        {
            return UplinkKind.Fetch;
        }

        return level.SequenceEqual("hello"u8) ? UplinkKind.Hello : default;
    }
}
