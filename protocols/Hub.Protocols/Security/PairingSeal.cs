// The seal of a pair request: who does not know the hub's key pairs and removes nothing.
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Protocols.Security;

/// <summary>
/// Seals and opens <see cref="PairRequestMessage"/> with AES-128-CCM under a key derived from the hub's
/// (<see cref="RadioKeys.DerivePairing"/>): the text is a device's secret or empty, the additional data all fields of
/// the request, the nonce its sequence. Whether a sequence is new, the hub knows. Made once and used again; nothing is
/// allocated after that. Not safe for use by two threads at once.
/// </summary>
public sealed class PairingSeal
{
    private const int AadBytes = 23;
    private const int NonceMark = 0xFF;

    private readonly Ccm _ccm;
    private readonly byte[] _nonce = new byte[Ccm.NonceBytes];
    private readonly byte[] _bytes = new byte[AadBytes + ProtocolLimits.MaxSealedBytes];

    /// <summary>A seal with a cipher of its own or shared; it sets the key at each use.</summary>
    public PairingSeal(Ccm ccm)
    {
        _ccm = ccm;
    }

    /// <summary>Seals a request whose other fields, the sequence among them, are as they will be sent.</summary>
    /// <param name="request">Takes the seal.</param>
    /// <param name="pairingKey">The derived key, <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <param name="secret">The secret to go with it, <see cref="RadioLimits.SecretBytes"/>; null for none.</param>
    /// <returns>False when a parameter is out of its range; the request then has no seal.</returns>
    public bool Seal(PairRequestMessage request, byte[] pairingKey, byte[]? secret)
    {
        request.SealedLength = 0;
        int secretBytes = secret == null ? 0 : secret.Length;
        if (!IsKey(pairingKey) || (secret != null && secretBytes != RadioLimits.SecretBytes))
        {
            return false;
        }

        Prepare(request, pairingKey);
        if (secret != null)
        {
            System.Array.Copy(secret, 0, _bytes, AadBytes, secretBytes);
        }

        bool isSealed = _ccm.Seal(_nonce, _bytes, 0, AadBytes, AadBytes, secretBytes);
        if (isSealed)
        {
            request.SealedLength = secretBytes + Ccm.TagBytes;
            System.Array.Copy(_bytes, AadBytes, request.Sealed, 0, request.SealedLength);
        }

        Forget();
        return isSealed;
    }

    /// <summary>Proves a request as received.</summary>
    /// <param name="request">The request; its seal stays as it is.</param>
    /// <param name="pairingKey">The derived key, <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <param name="secret">Takes the secret, at least <see cref="RadioLimits.SecretBytes"/>.</param>
    /// <param name="secretBytes">The bytes of the secret: <see cref="RadioLimits.SecretBytes"/>, or 0 for none.</param>
    /// <returns>Whether who sealed it knows the key, and every field is as it was then.</returns>
    public bool Open(PairRequestMessage request, byte[] pairingKey, byte[] secret, out int secretBytes)
    {
        secretBytes = 0;
        int count = request.SealedLength - Ccm.TagBytes;
        if (!IsKey(pairingKey) || !IsSecretLength(count) || secret == null || secret.Length < RadioLimits.SecretBytes)
        {
            return false;
        }

        Prepare(request, pairingKey);
        System.Array.Copy(request.Sealed, 0, _bytes, AadBytes, request.SealedLength);
        bool isOpen = _ccm.Open(_nonce, _bytes, 0, AadBytes, AadBytes, count);
        if (isOpen)
        {
            secretBytes = count;
            System.Array.Copy(_bytes, AadBytes, secret, 0, count);
        }

        Forget();
        return isOpen;
    }

    private static bool IsKey(byte[] key)
    {
        return key != null && key.Length == RadioLimits.KeyBytes;
    }

    private static bool IsSecretLength(int count)
    {
        return count == 0 || count == RadioLimits.SecretBytes;
    }

    private void Prepare(PairRequestMessage request, byte[] pairingKey)
    {
        _ccm.SetKey(pairingKey, 0);
        LittleEndian.Put(_bytes, 0, request.PairingId, 4);
        _bytes[4] = (byte)(int)request.Action;
        LittleEndian.Put(_bytes, 5, request.DeviceId, 4);
        _bytes[9] = (byte)(int)request.DeviceKind;
        LittleEndian.Put(_bytes, 10, request.Seconds, 2);
        LittleEndian.Put(_bytes, 12, request.Location, 2);
        _bytes[14] = (byte)request.Occupant;
        LittleEndian.Put(_bytes, 15, request.ReplacesDeviceId, 4);
        LittleEndian.Put(_bytes, 19, request.Argument, 4);

        for (int i = 0; i < 4; i++)
        {
            _nonce[i] = NonceMark;
        }

        LittleEndian.Put(_nonce, 4, (long)request.Sequence, 8);
        _nonce[12] = 0;
    }

    private void Forget()
    {
        for (int i = AadBytes; i < _bytes.Length; i++)
        {
            _bytes[i] = 0;
        }
    }
}
