// Writes an identity as the document that a hub takes.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Bench;

/// <summary>Writes deterministic CBOR as in <c>protocols/hub.cddl</c>, rule <c>identity</c>; an optional field that is
/// 0 or empty is left out.</summary>
public sealed class IdentityWriter
{
    private readonly CborWriter _writer = new CborWriter();
    private readonly IdentityCheck _check = new IdentityCheck();

    /// <summary>Why nothing was written.</summary>
    public IdentityFault Fault { get; private set; }

    /// <summary>The field that is wrong, or empty.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Writes an identity.</summary>
    /// <returns>The bytes written; 0 when it is not sound (<see cref="Fault"/>), or does not fit.</returns>
    public int Write(HubIdentity identity, byte[] buffer, int offset, int count)
    {
        bool isSound = _check.Look(identity);
        Fault = _check.Fault;
        Field = _check.Field;
        if (!isSound)
        {
            return 0;
        }

        int room = count < BenchLimits.MaxIdentityBytes ? count : BenchLimits.MaxIdentityBytes;
        _writer.Reset(buffer, offset, room);
        _writer.WriteMapStart(
            5 + One(identity.AccessPoint.Length) + One(identity.Pin.Length) + One(identity.WifiName.Length)
                + One(identity.WifiPassphrase.Length) + One(identity.ShortMessageNumbers.Length)
                + One(identity.VoiceNumbers.Length) + One(identity.AnsweredNumbers.Length)
                + One(identity.HeartbeatIntervalSeconds) + One(identity.KitInstallCodes.Length)
                + One(identity.ReleaseKeys.Length));
        PutNumber(0, BenchLimits.IdentityFormatVersion);
        PutText(1, identity.HubId);
        PutBytes(2, identity.Key);
        PutText(3, identity.Model);
        _writer.WriteUInt(4);
        _writer.WriteArrayStart(identity.Receivers.Length);
        for (int i = 0; i < identity.Receivers.Length; i++)
        {
            PutReceiver(identity.Receivers[i]);
        }

        PutText(5, identity.AccessPoint);
        PutText(6, identity.Pin);
        PutText(7, identity.WifiName);
        PutText(8, identity.WifiPassphrase);
        PutTexts(9, identity.ShortMessageNumbers);
        PutTexts(10, identity.VoiceNumbers);
        PutTexts(11, identity.AnsweredNumbers);
        PutNumber(12, identity.HeartbeatIntervalSeconds);
        PutTexts(13, identity.KitInstallCodes);
        PutKeys(14, identity.ReleaseKeys);
        if (_writer.Failed)
        {
            Fault = IdentityFault.Long;
            return 0;
        }

        return _writer.Length;
    }

    private static int One(int value)
    {
        return value > 0 ? 1 : 0;
    }

    private void PutReceiver(IdentityReceiver receiver)
    {
        _writer.WriteMapStart(
            2 + One(receiver.Authority.Length) + One(receiver.ClientCertificate.Length)
                + One(receiver.ClientKey.Length));
        PutText(0, receiver.Host);
        PutNumber(1, receiver.Port);
        PutBytes(2, receiver.Authority);
        PutBytes(3, receiver.ClientCertificate);
        PutBytes(4, receiver.ClientKey);
    }

    private void PutNumber(int key, int value)
    {
        if (value > 0)
        {
            _writer.WriteUInt((ulong)key);
            _writer.WriteUInt((ulong)value);
        }
    }

    private void PutText(int key, string text)
    {
        if (text.Length > 0)
        {
            _writer.WriteUInt((ulong)key);
            _writer.WriteText(text);
        }
    }

    private void PutBytes(int key, byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            _writer.WriteUInt((ulong)key);
            _writer.WriteBytes(bytes, 0, bytes.Length);
        }
    }

    private void PutKeys(int key, byte[][] keys)
    {
        if (keys.Length == 0)
        {
            return;
        }

        _writer.WriteUInt((ulong)key);
        _writer.WriteArrayStart(keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            _writer.WriteBytes(keys[i], 0, keys[i].Length);
        }
    }

    private void PutTexts(int key, string[] texts)
    {
        if (texts.Length == 0)
        {
            return;
        }

        _writer.WriteUInt((ulong)key);
        _writer.WriteArrayStart(texts.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            _writer.WriteText(texts[i]);
        }
    }
}
