// Which property may stand in which packet, and of what type it is.
namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>The property table of MQTT 5.0 §2.2.2.2, for the packets a client sends. A set is a bit per
/// identifier.</summary>
internal static class PropertyRules
{
    private const ulong Application =
        (1UL << (int)PropertyId.PayloadFormatIndicator)
        | (1UL << (int)PropertyId.MessageExpiryInterval)
        | (1UL << (int)PropertyId.ContentType)
        | (1UL << (int)PropertyId.ResponseTopic)
        | (1UL << (int)PropertyId.CorrelationData)
        | (1UL << (int)PropertyId.UserProperty);

    /// <summary>CONNECT (§3.1.2.11).</summary>
    internal const ulong Connect =
        (1UL << (int)PropertyId.SessionExpiryInterval)
        | (1UL << (int)PropertyId.ReceiveMaximum)
        | (1UL << (int)PropertyId.MaximumPacketSize)
        | (1UL << (int)PropertyId.TopicAliasMaximum)
        | (1UL << (int)PropertyId.RequestResponseInformation)
        | (1UL << (int)PropertyId.RequestProblemInformation)
        | (1UL << (int)PropertyId.UserProperty)
        | (1UL << (int)PropertyId.AuthenticationMethod)
        | (1UL << (int)PropertyId.AuthenticationData);

    /// <summary>The will in CONNECT (§3.1.3.2).</summary>
    internal const ulong Will = Application | (1UL << (int)PropertyId.WillDelayInterval);

    /// <summary>
    /// PUBLISH (§3.3.2.3). A subscription identifier is known here so that a client's gets the reason code the
    /// standard gives it, a protocol error, and not that of a malformed packet (§3.3.4).
    /// </summary>
    internal const ulong Publish =
        Application
        | (1UL << (int)PropertyId.TopicAlias)
        | (1UL << (int)PropertyId.SubscriptionIdentifier);

    /// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP (§3.4.2.2).</summary>
    internal const ulong Acknowledgement =
        (1UL << (int)PropertyId.ReasonString) | (1UL << (int)PropertyId.UserProperty);

    /// <summary>SUBSCRIBE (§3.8.2.1).</summary>
    internal const ulong Subscribe =
        (1UL << (int)PropertyId.SubscriptionIdentifier) | (1UL << (int)PropertyId.UserProperty);

    /// <summary>UNSUBSCRIBE (§3.10.2.1).</summary>
    internal const ulong Unsubscribe = 1UL << (int)PropertyId.UserProperty;

    /// <summary>DISCONNECT (§3.14.2.2). A server reference is the server's only.</summary>
    internal const ulong Disconnect =
        (1UL << (int)PropertyId.SessionExpiryInterval)
        | (1UL << (int)PropertyId.ReasonString)
        | (1UL << (int)PropertyId.UserProperty);

    /// <summary>AUTH (§3.15.2.2).</summary>
    internal const ulong Authentication =
        (1UL << (int)PropertyId.AuthenticationMethod)
        | (1UL << (int)PropertyId.AuthenticationData)
        | (1UL << (int)PropertyId.ReasonString)
        | (1UL << (int)PropertyId.UserProperty);

    /// <summary>How a property's value is written.</summary>
    internal enum Shape : byte
    {
        Unknown,
        Byte,
        UInt16,
        UInt32,
        VariableInteger,
        Binary,
        Text,
        TextPair,
    }

    internal static Shape ShapeOf(PropertyId id)
    {
        switch (id)
        {
            case PropertyId.PayloadFormatIndicator:
            case PropertyId.RequestProblemInformation:
            case PropertyId.RequestResponseInformation:
            case PropertyId.MaximumQos:
            case PropertyId.RetainAvailable:
            case PropertyId.WildcardSubscriptionAvailable:
            case PropertyId.SubscriptionIdentifierAvailable:
            case PropertyId.SharedSubscriptionAvailable:
                return Shape.Byte;
            case PropertyId.ServerKeepAlive:
            case PropertyId.ReceiveMaximum:
            case PropertyId.TopicAliasMaximum:
            case PropertyId.TopicAlias:
                return Shape.UInt16;
            case PropertyId.MessageExpiryInterval:
            case PropertyId.SessionExpiryInterval:
            case PropertyId.WillDelayInterval:
            case PropertyId.MaximumPacketSize:
                return Shape.UInt32;
            case PropertyId.SubscriptionIdentifier:
                return Shape.VariableInteger;
            case PropertyId.CorrelationData:
            case PropertyId.AuthenticationData:
                return Shape.Binary;
            case PropertyId.ContentType:
            case PropertyId.ResponseTopic:
            case PropertyId.AssignedClientIdentifier:
            case PropertyId.AuthenticationMethod:
            case PropertyId.ResponseInformation:
            case PropertyId.ServerReference:
            case PropertyId.ReasonString:
                return Shape.Text;
            case PropertyId.UserProperty:
                return Shape.TextPair;
            default:
                return Shape.Unknown;
        }
    }
}
