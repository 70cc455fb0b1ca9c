// What MQTT allows in a text field and in a topic name.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Mqtt;

/// <summary>Checks on UTF-8 text, MQTT 5.0 §1.5.4 and §4.7.</summary>
internal static class MqttText
{
    /// <summary>True for well-formed UTF-8 without U+0000: no overlong form, no surrogate, nothing above U+10FFFF.
    /// </summary>
    public static bool IsWellFormed(byte[] buffer, int offset, int count)
    {
        return Utf8.Check(buffer, offset, count) == CborError.None;
    }

    /// <summary>True when there is no wildcard in it, as a topic name must not have (MQTT-3.3.2-2).</summary>
    public static bool IsTopicName(byte[] buffer, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (buffer[offset + i] == (byte)'#' || buffer[offset + i] == (byte)'+')
            {
                return false;
            }
        }

        return count > 0;
    }
}
