// The keys of the radio and of pairing, each derived for one purpose.
using System.Text;
using Hub.Protocols.Security;

namespace Hub.Protocols.Radio;

/// <summary>
/// HKDF-SHA256 with a label and a device id as info. Made once and used again; nothing is allocated after that.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class RadioKeys
{
    /// <summary>The label of join keys; the device id follows, lowest byte first.</summary>
    public const string JoinLabel = "valfardshub radio join v1";

    /// <summary>The label of link keys; the device id follows, lowest byte first.</summary>
    public const string LinkLabel = "valfardshub radio link v1";

    /// <summary>The label of the key that pairing requests are sealed with.</summary>
    public const string PairingLabel = "valfardshub pairing v1";

    private const int DeviceIdBytes = 4;

    private readonly Hkdf _hkdf = new Hkdf();
    private readonly byte[] _joinInfo = MakeInfo(JoinLabel, DeviceIdBytes);
    private readonly byte[] _linkInfo = MakeInfo(LinkLabel, DeviceIdBytes);
    private readonly byte[] _pairingInfo = MakeInfo(PairingLabel, 0);
    private readonly byte[] _noSalt = new byte[0];
    private readonly byte[] _linkSalt = new byte[2 * RadioLimits.JoinNonceBytes];

    /// <summary>Derives the key of join requests and answers.</summary>
    /// <param name="secret">The secret of the install code, <see cref="RadioLimits.SecretBytes"/>.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="output">Takes <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public bool DeriveJoin(byte[] secret, uint deviceId, byte[] output, int offset)
    {
        if (!Has(secret, RadioLimits.SecretBytes))
        {
            return false;
        }

        PutDeviceId(_joinInfo, deviceId);
        return _hkdf.Derive(secret, _noSalt, _joinInfo, output, offset, RadioLimits.KeyBytes);
    }

    /// <summary>Derives the key of reports, acknowledgements, orders and resyncs.</summary>
    /// <param name="secret">The secret of the install code, <see cref="RadioLimits.SecretBytes"/>.</param>
    /// <param name="deviceNonce">From the join request, <see cref="RadioLimits.JoinNonceBytes"/>.</param>
    /// <param name="hubNonce">From the join answer, <see cref="RadioLimits.JoinNonceBytes"/>.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="output">Takes <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public bool DeriveLink(
        byte[] secret, byte[] deviceNonce, byte[] hubNonce, uint deviceId, byte[] output, int offset)
    {
        if (!Has(secret, RadioLimits.SecretBytes) || !Has(deviceNonce, RadioLimits.JoinNonceBytes)
            || !Has(hubNonce, RadioLimits.JoinNonceBytes))
        {
            return false;
        }

        System.Array.Copy(deviceNonce, 0, _linkSalt, 0, RadioLimits.JoinNonceBytes);
        System.Array.Copy(hubNonce, 0, _linkSalt, RadioLimits.JoinNonceBytes, RadioLimits.JoinNonceBytes);
        PutDeviceId(_linkInfo, deviceId);
        return _hkdf.Derive(secret, _linkSalt, _linkInfo, output, offset, RadioLimits.KeyBytes);
    }

    /// <summary>Derives the key that pairing requests are sealed with.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>.</param>
    /// <param name="output">Takes <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public bool DerivePairing(byte[] hubKey, byte[] output, int offset)
    {
        return Has(hubKey, ProtocolLimits.HubKeyBytes)
            && _hkdf.Derive(hubKey, _noSalt, _pairingInfo, output, offset, RadioLimits.KeyBytes);
    }

    private static bool Has(byte[] bytes, int count)
    {
        return bytes != null && bytes.Length == count;
    }

    private static byte[] MakeInfo(string label, int room)
    {
        byte[] text = Encoding.UTF8.GetBytes(label);
        byte[] info = new byte[text.Length + room];
        System.Array.Copy(text, 0, info, 0, text.Length);
        return info;
    }

    private static void PutDeviceId(byte[] info, uint deviceId)
    {
        LittleEndian.Put(info, info.Length - DeviceIdBytes, deviceId, DeviceIdBytes);
    }
}
