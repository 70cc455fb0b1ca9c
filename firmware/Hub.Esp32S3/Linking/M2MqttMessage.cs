// One message that the MQTT library has received, kept until the loop takes it.
using Hub.Protocols;

namespace Hub.Esp32S3.Linking;

/// <summary>Topic and body in buffers of a fixed size.</summary>
internal sealed class M2MqttMessage
{
    /// <summary>The topic from the start of the buffer.</summary>
    internal byte[] Topic { get; } = new byte[ProtocolLimits.MaxTopicBytes];

    /// <summary>Its bytes.</summary>
    internal int TopicLength { get; private set; }

    /// <summary>The body from the start of the buffer.</summary>
    internal byte[] Body { get; } = new byte[BoardLimits.M2MqttMessageBytes];

    /// <summary>Its bytes.</summary>
    internal int BodyLength { get; private set; }

    /// <summary>Copies a message in.</summary>
    /// <returns>False when it fits no message of a hub; nothing has then changed.</returns>
    internal bool TrySet(string? topic, byte[]? body)
    {
        if (topic == null || body == null || topic.Length > Topic.Length || body.Length > Body.Length)
        {
            return false;
        }

        char[] letters = topic.ToCharArray(0, topic.Length);
        for (int i = 0; i < letters.Length; i++)
        {
            if (letters[i] > 126)
            {
                return false;
            }

            Topic[i] = (byte)letters[i];
        }

        TopicLength = letters.Length;
        System.Array.Copy(body, 0, Body, 0, body.Length);
        BodyLength = body.Length;
        return true;
    }

    /// <summary>Copies another message in.</summary>
    internal void Set(M2MqttMessage other)
    {
        System.Array.Copy(other.Topic, 0, Topic, 0, other.TopicLength);
        System.Array.Copy(other.Body, 0, Body, 0, other.BodyLength);
        TopicLength = other.TopicLength;
        BodyLength = other.BodyLength;
    }
}
