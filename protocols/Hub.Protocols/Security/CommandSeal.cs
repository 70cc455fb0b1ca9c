// The seal of a command: who does not know the hub's key neither restarts a hub nor makes it call or speak.
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Protocols.Security;

/// <summary>
/// Seals and opens <see cref="CommandMessage"/> with AES-128-CCM under the key of requests about devices
/// (<see cref="RadioKeys.DerivePairing"/>): no text, the additional data what is commanded until when, the nonce its
/// sequence behind a mark of its own, so that no nonce serves a command and a request. Whether a sequence is new, the
/// hub knows. Made once and used again; nothing is allocated after that. Not safe for use by two threads at once.
/// </summary>
public sealed class CommandSeal
{
    private const int AadBytes = 13;
    private const int NonceMark = 0xFE;

    private readonly Ccm _ccm;
    private readonly byte[] _nonce = new byte[Ccm.NonceBytes];
    private readonly byte[] _bytes = new byte[AadBytes + ProtocolLimits.CommandSealBytes];

    /// <summary>A seal with a cipher of its own or shared; it sets the key at each use.</summary>
    public CommandSeal(Ccm ccm)
    {
        _ccm = ccm;
    }

    /// <summary>Seals a command whose other fields, the sequence among them, are as they will be sent.</summary>
    /// <param name="command">Takes the seal.</param>
    /// <param name="key">The derived key, <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <returns>False when the key is of another length; the command then has no seal.</returns>
    public bool Seal(CommandMessage command, byte[] key)
    {
        command.SealedLength = 0;
        if (!IsKey(key))
        {
            return false;
        }

        Prepare(command, key);
        if (!_ccm.Seal(_nonce, _bytes, 0, AadBytes, AadBytes, 0))
        {
            return false;
        }

        command.SealedLength = ProtocolLimits.CommandSealBytes;
        System.Array.Copy(_bytes, AadBytes, command.Sealed, 0, command.SealedLength);
        return true;
    }

    /// <summary>Proves a command as received.</summary>
    /// <param name="command">The command; its seal stays as it is.</param>
    /// <param name="key">The derived key, <see cref="RadioLimits.KeyBytes"/>.</param>
    /// <returns>Whether who sealed it knows the key, and what is commanded is as it was then.</returns>
    public bool Open(CommandMessage command, byte[] key)
    {
        if (!IsKey(key) || command.SealedLength != ProtocolLimits.CommandSealBytes)
        {
            return false;
        }

        Prepare(command, key);
        System.Array.Copy(command.Sealed, 0, _bytes, AadBytes, command.SealedLength);
        return _ccm.Open(_nonce, _bytes, 0, AadBytes, AadBytes, 0);
    }

    private static bool IsKey(byte[] key)
    {
        return key != null && key.Length == RadioLimits.KeyBytes;
    }

    private void Prepare(CommandMessage command, byte[] key)
    {
        _ccm.SetKey(key, 0);
        _bytes[0] = (byte)(int)command.Command;
        LittleEndian.Put(_bytes, 1, command.ExpiresUnixMilliseconds, 8);
        LittleEndian.Put(_bytes, 9, command.Argument, 4);
        for (int i = 0; i < 4; i++)
        {
            _nonce[i] = NonceMark;
        }

        LittleEndian.Put(_nonce, 4, (long)command.Sequence, 8);
        _nonce[12] = 0;
    }
}
