// The key that proves a short message to come from a hub.
using System.Text;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;

namespace Hub.Protocols.Alarms;

/// <summary>HKDF-SHA256 of the hub's key: salt empty, info "valfardshub short message v1", 16 bytes.</summary>
public static class AlarmTextKey
{
    /// <summary>The label of this derivation.</summary>
    public const string Label = "valfardshub short message v1";

    /// <summary>Derives the key.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>.</param>
    /// <param name="output">Takes <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public static bool Derive(byte[] hubKey, byte[] output, int offset)
    {
        return hubKey != null && hubKey.Length == ProtocolLimits.HubKeyBytes
            && new Hkdf().Derive(
                hubKey, new byte[0], Encoding.UTF8.GetBytes(Label), output, offset, RadioLimits.KeyBytes);
    }
}
