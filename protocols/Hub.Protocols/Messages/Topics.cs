// The MQTT topics of a hub: hub/{hubId}/up/{kind} and hub/{hubId}/down/{kind}.
namespace Hub.Protocols.Messages;

/// <summary>Makes and reads topics. A hub id is 16 lower-case hexadecimal digits.</summary>
public static class Topics
{
    /// <summary>How many kinds there are, the unknown one among them: room for a table by kind.</summary>
    public const int KindCount = (int)MessageKind.Block + 1;

    /// <summary>Where the hub id starts in every topic, in bytes.</summary>
    public const int HubIdOffset = 4;

    private const string Prefix = "hub/";

    private static readonly string[] Suffixes =
    [
        "", "/up/hello", "/up/heartbeat", "/up/alarm", "/up/event", "/up/ack", "/down/ack", "/down/time",
        "/down/command", "/up/pairing", "/up/device", "/up/walk", "/down/pair",
        "/down/rules", "/down/settings", "/up/settings", "/up/diagnostics",
        "/up/update", "/down/update", "/up/fetch", "/down/block",
    ];

    /// <summary>Whether a text is a hub id.</summary>
    public static bool IsHubId(string text)
    {
        if (text == null || text.Length != ProtocolLimits.HubIdLength)
        {
            return false;
        }

        for (int i = 0; i < ProtocolLimits.HubIdLength; i++)
        {
            if (!IsHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The topic of a kind of message for a hub.</summary>
    /// <returns>The topic, or an empty text for a bad hub id or <see cref="MessageKind.Unknown"/>.</returns>
    public static string For(string hubId, MessageKind kind)
    {
        int index = (int)kind;
        return index < 1 || index >= Suffixes.Length || !IsHubId(hubId) ? "" : Prefix + hubId + Suffixes[index];
    }

    /// <summary>What a hub subscribes to, <c>hub/{hubId}/down/#</c>; an empty text for a bad hub id.</summary>
    public static string DownFilter(string hubId)
    {
        return IsHubId(hubId) ? Prefix + hubId + "/down/#" : "";
    }

    /// <summary>Whether a hub sends this kind.</summary>
    public static bool IsUp(MessageKind kind)
    {
        switch (kind)
        {
            case MessageKind.Hello:
            case MessageKind.Heartbeat:
            case MessageKind.Alarm:
            case MessageKind.Event:
            case MessageKind.UpAcknowledgement:
            case MessageKind.DevicePairing:
            case MessageKind.DeviceState:
            case MessageKind.WalkTest:
            case MessageKind.SettingsState:
            case MessageKind.Diagnostics:
            case MessageKind.UpdateState:
            case MessageKind.Fetch:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the fleet manager sends this kind.</summary>
    public static bool IsDown(MessageKind kind)
    {
        switch (kind)
        {
            case MessageKind.DownAcknowledgement:
            case MessageKind.Time:
            case MessageKind.Command:
            case MessageKind.PairRequest:
            case MessageKind.Rules:
            case MessageKind.Settings:
            case MessageKind.UpdateOrder:
            case MessageKind.Block:
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Reads a topic: the kind of message; the hub id then is the 16 bytes from <see cref="HubIdOffset"/>.
    /// </summary>
    /// <returns>The kind, or <see cref="MessageKind.Unknown"/> for anything that is not exactly a topic.</returns>
    public static MessageKind Parse(byte[] buffer, int offset, int length)
    {
        int suffixOffset = HubIdOffset + ProtocolLimits.HubIdLength;
        if (length <= suffixOffset || length > ProtocolLimits.MaxTopicBytes || !Matches(Prefix, buffer, offset))
        {
            return MessageKind.Unknown;
        }

        for (int i = HubIdOffset; i < suffixOffset; i++)
        {
            if (!IsHexDigit((char)buffer[offset + i]))
            {
                return MessageKind.Unknown;
            }
        }

        for (int i = 1; i < Suffixes.Length; i++)
        {
            if (Suffixes[i].Length == length - suffixOffset && Matches(Suffixes[i], buffer, offset + suffixOffset))
            {
                return (MessageKind)i;
            }
        }

        return MessageKind.Unknown;
    }

    /// <summary>Whether a topic that <see cref="Parse"/> knew is about this hub.</summary>
    public static bool IsAbout(string hubId, byte[] buffer, int offset)
    {
        return hubId.Length == ProtocolLimits.HubIdLength && Matches(hubId, buffer, offset + HubIdOffset);
    }

    private static bool Matches(string text, byte[] buffer, int offset)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (buffer[offset + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHexDigit(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
