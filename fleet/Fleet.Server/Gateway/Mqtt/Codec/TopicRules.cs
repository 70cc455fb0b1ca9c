// What a topic name and a topic filter may be, and when they match.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>Topic names and filters (MQTT 5.0 §4.7), as UTF-8.</summary>
internal static class TopicRules
{
    private const byte Separator = (byte)'/';
    private const byte Single = (byte)'+';
    private const byte Multiple = (byte)'#';

    /// <summary>True when the text is within the limits on length and levels.</summary>
    internal static bool IsWithin(ReadOnlySpan<byte> topic, int maximumBytes, int maximumLevels) =>
        topic.Length > 0 && topic.Length <= maximumBytes && topic.Count(Separator) < maximumLevels;

    /// <summary>True when wildcards stand alone in their level, and <c>#</c> only in the last one (§4.7.1).</summary>
    internal static bool IsFilter(ReadOnlySpan<byte> filter)
    {
        if (filter.IsEmpty)
        {
            return false;
        }

        for (var index = 0; index < filter.Length; index++)
        {
            var symbol = filter[index];
            if (symbol is not Single and not Multiple)
            {
                continue;
            }

            var startsLevel = index == 0 || filter[index - 1] == Separator;
            var isLast = index == filter.Length - 1;
            var endsLevel = isLast || (symbol == Single && filter[index + 1] == Separator);
            if (!startsLevel || !endsLevel)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Cuts <c>$share/{name}/{filter}</c> into its parts (§4.8.2).</summary>
    /// <returns>False when the text starts with <c>$share/</c> but is not a shared subscription.</returns>
    internal static bool TrySplitShared(
        ReadOnlySpan<byte> text, out ReadOnlySpan<byte> shareName, out ReadOnlySpan<byte> filter)
    {
        shareName = default;
        filter = text;
        var prefix = "$share/"u8;
        if (!text.StartsWith(prefix))
        {
            return !text.SequenceEqual("$share"u8);
        }

        var rest = text[prefix.Length..];
        var end = rest.IndexOf(Separator);
        if (end <= 0)
        {
            return false;
        }

        shareName = rest[..end];
        filter = rest[(end + 1)..];
        return !filter.IsEmpty && !shareName.ContainsAny(Single, Multiple);
    }

    /// <summary>True when a well-formed filter matches a topic name.</summary>
    internal static bool Matches(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> topic)
    {
        // A wildcard in the first level does not reach topics starting with $ (§4.7.2).
        if (topic.Length > 0 && topic[0] == (byte)'$' && filter.Length > 0 && filter[0] is Single or Multiple)
        {
            return false;
        }

        while (true)
        {
            if (filter.Length == 1 && filter[0] == Multiple)
            {
                return true;
            }

            var isLastFilterLevel = !NextLevel(ref filter, out var filterLevel);
            var isLastTopicLevel = !NextLevel(ref topic, out var topicLevel);
            var isSingle = filterLevel.Length == 1 && filterLevel[0] == Single;
            if (!isSingle && !filterLevel.SequenceEqual(topicLevel))
            {
                return false;
            }

            if (isLastTopicLevel)
            {
                // "a/#" matches "a" as well (§4.7.1.2).
                return isLastFilterLevel || (filter.Length == 1 && filter[0] == Multiple);
            }

            if (isLastFilterLevel)
            {
                return false;
            }
        }
    }

    /// <summary>Takes the first level off a topic.</summary>
    /// <returns>False when it was the last.</returns>
    internal static bool NextLevel(ref ReadOnlySpan<byte> topic, out ReadOnlySpan<byte> level)
    {
        var end = topic.IndexOf(Separator);
        if (end < 0)
        {
            level = topic;
            topic = default;
            return false;
        }

        level = topic[..end];
        topic = topic[(end + 1)..];
        return true;
    }
}
