// Reads an identity from bytes nobody trusts yet.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Bench;

/// <summary>Reads what <see cref="IdentityWriter"/> writes and refuses all else, naming the field. Never throws.
/// </summary>
public sealed class IdentityReader
{
    // Longer than any text of the document may be, in UTF-8; what is longer fails the check by its length.
    private const int MaxTextBytes = 256;

    private readonly CborReader _reader = new CborReader(BenchLimits.MaxIdentityBytes);
    private readonly IdentityCheck _check = new IdentityCheck();
    private byte[] _buffer = new byte[0];
    private int _pairs;
    private int _key;

    /// <summary>What is wrong with the document.</summary>
    public IdentityFault Fault { get; private set; }

    /// <summary>The field that is wrong, or empty.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Reads a document.</summary>
    /// <returns>The identity, or null; then <see cref="Fault"/> and <see cref="Field"/> say why.</returns>
    public HubIdentity? Read(byte[] buffer, int offset, int count)
    {
        Fault = IdentityFault.None;
        Field = "";
        _buffer = buffer;
        _reader.Reset(buffer, offset, count);
        if (count > BenchLimits.MaxIdentityBytes)
        {
            Fail(IdentityFault.Long, "");
            return null;
        }

        HubIdentity identity = new HubIdentity();
        Begin("");
        ReadHead(identity);
        ReadReceivers(identity);
        ReadTail(identity);
        End("");
        if (Fault == IdentityFault.None && !_reader.ReadEnd())
        {
            Fail(IdentityFault.Form, "");
        }

        if (Fault == IdentityFault.None && !_check.Look(identity))
        {
            Fail(_check.Fault, _check.Field);
        }

        return Fault == IdentityFault.None ? identity : null;
    }

    private void ReadHead(HubIdentity identity)
    {
        Need(0, IdentityFields.FormatVersion);
        int version = Number(IdentityFields.FormatVersion);
        if (Fault == IdentityFault.None && version != BenchLimits.IdentityFormatVersion)
        {
            Fail(IdentityFault.Format, IdentityFields.FormatVersion);
        }

        Need(1, IdentityFields.HubId);
        identity.HubId = Text(IdentityFields.HubId);
        Need(2, IdentityFields.Key);
        identity.Key = Bytes(IdentityFields.Key);
        Need(3, IdentityFields.Model);
        identity.Model = Text(IdentityFields.Model);
    }

    private void ReadReceivers(HubIdentity identity)
    {
        Need(4, IdentityFields.Receivers);
        int count = ArrayStart(BenchLimits.MaxReceivers, IdentityFields.Receivers);
        IdentityReceiver[] receivers = new IdentityReceiver[count];
        int pairs = _pairs;
        for (int i = 0; i < count; i++)
        {
            receivers[i] = new IdentityReceiver();
            ReadReceiver(receivers[i], IdentityFields.Receiver(i));
        }

        _pairs = pairs;
        identity.Receivers = receivers;
        Next();
    }

    private void ReadReceiver(IdentityReceiver receiver, string place)
    {
        Begin(place);
        Need(0, place + IdentityFields.Host);
        receiver.Host = Text(place + IdentityFields.Host);
        Need(1, place + IdentityFields.Port);
        receiver.Port = Number(place + IdentityFields.Port);
        if (Has(2))
        {
            receiver.Authority = Bytes(place + IdentityFields.Authority);
        }

        if (Has(3))
        {
            receiver.ClientCertificate = Bytes(place + IdentityFields.ClientCertificate);
        }

        if (Has(4))
        {
            receiver.ClientKey = Bytes(place + IdentityFields.ClientKey);
        }

        End(place);
    }

    private void ReadTail(HubIdentity identity)
    {
        if (Has(5))
        {
            identity.AccessPoint = Text(IdentityFields.AccessPoint);
        }

        if (Has(6))
        {
            identity.Pin = Text(IdentityFields.Pin);
        }

        if (Has(7))
        {
            identity.WifiName = Text(IdentityFields.WifiName);
        }

        if (Has(8))
        {
            identity.WifiPassphrase = Text(IdentityFields.WifiPassphrase);
        }

        if (Has(9))
        {
            identity.ShortMessageNumbers = Texts(BenchLimits.MaxNumbers, IdentityFields.ShortMessageNumbers);
        }

        if (Has(10))
        {
            identity.VoiceNumbers = Texts(BenchLimits.MaxNumbers, IdentityFields.VoiceNumbers);
        }

        if (Has(11))
        {
            identity.AnsweredNumbers = Texts(BenchLimits.MaxNumbers, IdentityFields.AnsweredNumbers);
        }

        if (Has(12))
        {
            identity.HeartbeatIntervalSeconds = Number(IdentityFields.HeartbeatIntervalSeconds);
        }

        if (Has(13))
        {
            identity.KitInstallCodes = Texts(BenchLimits.MaxKitDevices, IdentityFields.KitInstallCodes);
        }

        if (Has(14))
        {
            identity.ReleaseKeys = Keys(BenchLimits.MaxReleaseKeys, IdentityFields.ReleaseKeys);
        }
    }

    // A map and its first key; keys come in ascending order, so one is held until its field asks for it.
    private void Begin(string place)
    {
        _pairs = 0;
        if (Fault == IdentityFault.None)
        {
            if (_reader.PeekType() == CborType.Map && _reader.ReadMapStart(out int pairs))
            {
                _pairs = pairs;
            }
            else
            {
                FailForm(place);
            }
        }

        Next();
    }

    private void Next()
    {
        _key = -1;
        if (_pairs <= 0 || Fault != IdentityFault.None)
        {
            return;
        }

        _pairs--;
        if (_reader.PeekType() != CborType.UnsignedInteger || !_reader.ReadUInt(out ulong key))
        {
            FailForm("");
            return;
        }

        _key = key > 255 ? 255 : (int)key;
    }

    private bool Has(int key)
    {
        return Fault == IdentityFault.None && _key == key;
    }

    private void Need(int key, string field)
    {
        if (_key != key)
        {
            Fail(_key >= 0 && _key < key ? IdentityFault.Unknown : IdentityFault.Missing, field);
        }
    }

    private void End(string place)
    {
        if (_key >= 0)
        {
            Fail(IdentityFault.Unknown, place);
        }
    }

    private int Number(string field)
    {
        if (Fault != IdentityFault.None)
        {
            return 0;
        }

        if (_reader.PeekType() != CborType.UnsignedInteger || !_reader.ReadUInt(out ulong value))
        {
            FailForm(field);
            return 0;
        }

        Next();
        if (value > int.MaxValue)
        {
            Fail(IdentityFault.Range, field);
            return 0;
        }

        return (int)value;
    }

    private string Text(string field)
    {
        string text = Item(field);
        Next();
        return text;
    }

    private string Item(string field)
    {
        if (Fault != IdentityFault.None)
        {
            return "";
        }

        if (_reader.PeekType() != CborType.Text || !_reader.ReadText(MaxTextBytes, out string text))
        {
            FailForm(field);
            return "";
        }

        return text;
    }

    private byte[] Bytes(string field)
    {
        byte[] bytes = BytesItem(field);
        if (Fault == IdentityFault.None)
        {
            Next();
        }

        return bytes;
    }

    private byte[] BytesItem(string field)
    {
        if (Fault != IdentityFault.None)
        {
            return new byte[0];
        }

        if (_reader.PeekType() != CborType.Bytes || !_reader.ReadBytes(out int offset, out int length))
        {
            FailForm(field);
            return new byte[0];
        }

        if (length > BenchLimits.MaxCertificateBytes)
        {
            Fail(IdentityFault.Range, field);
            return new byte[0];
        }

        byte[] bytes = new byte[length];
        System.Array.Copy(_buffer, offset, bytes, 0, length);
        return bytes;
    }

    private string[] Texts(int max, string field)
    {
        string[] texts = new string[ArrayStart(max, field)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Item(field);
        }

        Next();
        return texts;
    }

    private byte[][] Keys(int max, string field)
    {
        byte[][] keys = new byte[ArrayStart(max, field)][];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = BytesItem(field);
        }

        Next();
        return keys;
    }

    private int ArrayStart(int max, string field)
    {
        if (Fault != IdentityFault.None)
        {
            return 0;
        }

        if (_reader.PeekType() != CborType.Array || !_reader.ReadArrayStart(out int items))
        {
            FailForm(field);
            return 0;
        }

        if (items < 1 || items > max)
        {
            Fail(IdentityFault.Count, field);
            return 0;
        }

        return items;
    }

    // Something else stands where an item was expected: nothing at all, what is not deterministic, or another type.
    private void FailForm(string field)
    {
        if (_reader.Error == CborError.TooManyItems)
        {
            Fail(IdentityFault.Count, field);
        }
        else if (_reader.Error == CborError.OutOfRange)
        {
            Fail(IdentityFault.Range, field);
        }
        else
        {
            bool isType = _reader.Error == CborError.None && _reader.PeekType() != CborType.None;
            Fail(isType ? IdentityFault.Type : IdentityFault.Form, field);
        }
    }

    private void Fail(IdentityFault fault, string field)
    {
        if (Fault == IdentityFault.None)
        {
            Fault = fault;
            Field = field;
        }
    }
}
