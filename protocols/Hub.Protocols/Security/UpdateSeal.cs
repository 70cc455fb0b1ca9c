// The seal of updates' orders and states: who does not know the hub's key neither orders nor tells what runs.
using System.Text;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Updates;

namespace Hub.Protocols.Security;

/// <summary>
/// The first 16 bytes of HMAC-SHA256 over the fields in a fixed layout, under a key derived from the hub's:
/// HKDF-SHA256, empty salt, info "valfardshub update v1", 32 bytes. The layout begins with a mark, so an order never
/// passes as a state. Whether a nonce or a sequence is new, the receiver knows. Made once and used again. Not safe for
/// use by two threads at once.
/// </summary>
public sealed class UpdateSeal
{
    /// <summary>The label of the key's derivation.</summary>
    public const string Label = "valfardshub update v1";

    private const int OrderMark = 1;
    private const int StateMark = 2;
    private const int StateBytes = 105;

    private readonly HmacSha256 _hmac = new HmacSha256();
    private readonly byte[] _bytes = new byte[StateBytes];
    private readonly byte[] _tag = new byte[Sha256.HashBytes];
    private int _length;

    /// <summary>Derives the key that a hub's orders and states are sealed with.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>.</param>
    /// <param name="output">Takes <see cref="UpdateLimits.KeyBytes"/>.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public static bool DeriveKey(byte[] hubKey, byte[] output, int offset)
    {
        return hubKey != null && hubKey.Length == ProtocolLimits.HubKeyBytes
            && new Hkdf().Derive(
                hubKey, new byte[0], Encoding.UTF8.GetBytes(Label), output, offset, UpdateLimits.KeyBytes);
    }

    /// <summary>Seals an order whose other fields, the sequence among them, are as they will be sent.</summary>
    /// <param name="order">Takes the seal.</param>
    /// <param name="key">The derived key, <see cref="UpdateLimits.KeyBytes"/>.</param>
    /// <returns>False when the key is of another length; the order then has no seal.</returns>
    public bool Seal(UpdateOrderMessage order, byte[] key)
    {
        order.SealLength = 0;
        Prepare(order);
        if (!Compute(key))
        {
            return false;
        }

        System.Array.Copy(_tag, 0, order.Seal, 0, UpdateLimits.SealBytes);
        order.SealLength = UpdateLimits.SealBytes;
        return true;
    }

    /// <summary>Whether who sealed an order knows the key, and the order is as it was then.</summary>
    /// <param name="order">The order as received.</param>
    /// <param name="key">The derived key, <see cref="UpdateLimits.KeyBytes"/>.</param>
    public bool Proves(UpdateOrderMessage order, byte[] key)
    {
        Prepare(order);
        return order.SealLength == UpdateLimits.SealBytes && Compute(key)
            && ConstantTime.AreEqual(_tag, 0, order.Seal, 0, UpdateLimits.SealBytes);
    }

    /// <summary>Seals a state whose other fields are as they will be sent.</summary>
    /// <param name="state">Takes the seal.</param>
    /// <param name="key">The derived key, <see cref="UpdateLimits.KeyBytes"/>.</param>
    /// <returns>False when the key is of another length; the state then has no seal.</returns>
    public bool Seal(UpdateStateMessage state, byte[] key)
    {
        state.SealLength = 0;
        Prepare(state);
        if (!Compute(key))
        {
            return false;
        }

        System.Array.Copy(_tag, 0, state.Seal, 0, UpdateLimits.SealBytes);
        state.SealLength = UpdateLimits.SealBytes;
        return true;
    }

    /// <summary>Whether a state is the hub's own, and as it was sent.</summary>
    /// <param name="state">The state as received.</param>
    /// <param name="key">The derived key, <see cref="UpdateLimits.KeyBytes"/>.</param>
    public bool Proves(UpdateStateMessage state, byte[] key)
    {
        Prepare(state);
        return state.SealLength == UpdateLimits.SealBytes && Compute(key)
            && ConstantTime.AreEqual(_tag, 0, state.Seal, 0, UpdateLimits.SealBytes);
    }

    private void Prepare(UpdateOrderMessage order)
    {
        _length = 0;
        Put(OrderMark, 1);
        Put((long)order.Action, 1);
        Put(order.ReleaseSequence, 4);
        Put(order.EnvelopeBytes, 4);
        Put(order.ImageIndex, 1);
        Put(order.ExpiresUnixMilliseconds, 8);
        Put(order.BytesPerHour, 4);
        Put(order.BootCount, 4);
        Put((long)order.Sequence, 8);
        Put(order.Nonce, order.NonceLength, UpdateLimits.NonceBytes);
        Put(order.EnvelopeDigest, order.EnvelopeDigestLength, UpdateLimits.DigestBytes);
    }

    private void Prepare(UpdateStateMessage state)
    {
        _length = 0;
        Put(StateMark, 1);
        Put((long)state.Phase, 1);
        Put((long)state.Reason, 1);
        Put(state.RunningSequence, 4);
        Put(state.ReleaseSequence, 4);
        Put(state.BytesDone, 4);
        Put(state.BytesTotal, 4);
        Put(state.Resumes, 2);
        Put(state.SecondsLeft, 2);
        Put(state.Flags, 2);
        Put(state.PreviousSequence, 4);
        Put(state.BootCount, 4);
        Put((long)state.Sequence, 8);
        Put(state.Nonce, state.NonceLength, UpdateLimits.NonceBytes);
        Put(state.ClassId, state.ClassIdLength, UpdateLimits.ClassIdBytes);
        Put(state.RunningDigest, state.RunningDigestLength, UpdateLimits.DigestBytes);
        int keyBytes = UpdateLimits.TrustedKeys * UpdateLimits.SigningKeyIdBytes;
        Put(state.TrustedKeyIds, state.TrustedKeyIdsLength, keyBytes);
    }

    private void Put(long value, int count)
    {
        LittleEndian.Put(_bytes, _length, value, count);
        _length += count;
    }

    // The caller's field may be shorter while it is made; what is not there counts as zeros.
    private void Put(byte[] bytes, int length, int room)
    {
        for (int i = 0; i < room; i++)
        {
            _bytes[_length + i] = i < length ? bytes[i] : (byte)0;
        }

        _length += room;
    }

    // False when the key is of another length.
    private bool Compute(byte[] key)
    {
        if (key == null || key.Length != UpdateLimits.KeyBytes)
        {
            return false;
        }

        _hmac.SetKey(key, 0, key.Length);
        _hmac.Append(_bytes, 0, _length);
        _hmac.Finish(_tag, 0);
        return true;
    }
}
