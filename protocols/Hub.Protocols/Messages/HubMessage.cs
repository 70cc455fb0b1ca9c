// What all messages share: the three common fields, and one encoder and decoder driven by each message's field rules.
using System.Text;
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Messages;

/// <summary>
/// A message body between hub and fleet manager. An instance is made once and used again: encoding allocates nothing,
/// decoding only the strings of text fields. A byte string lies in an array of the message's own.
/// Not safe for use by two threads at once.
/// </summary>
public abstract class HubMessage
{
    private static readonly byte[] NoBytes = new byte[0];

    /// <summary>The version the body is written in, 1 to <see cref="ProtocolLimits.MaxProtocolVersion"/>.</summary>
    public int ProtocolVersion { get; set; } = ProtocolLimits.MaxProtocolVersion;

    /// <summary>The sender's count of starts, 32 bits: the hub's boots, or the fleet node's epoch.</summary>
    public long BootCount { get; set; }

    /// <summary>A number that never repeats for this hub in this direction, whatever restarts lie between.</summary>
    public ulong Sequence { get; set; }

    /// <summary>How many fields the message knows, the three common ones included.</summary>
    public int FieldCount
    {
        get { return Rules.Length; }
    }

    /// <summary>The message's fields, by ascending key; the first three are the common ones.</summary>
    protected abstract FieldRule[] Rules { get; }

    /// <summary>The rule of a field, by its place from 0 to <see cref="FieldCount"/> − 1.</summary>
    public FieldRule GetRule(int index)
    {
        return Rules[index];
    }

    /// <summary>Puts every field to its default: 0 or empty, and the highest protocol version.</summary>
    public void Clear()
    {
        FieldRule[] rules = Rules;
        for (int i = 0; i < rules.Length; i++)
        {
            if (rules[i].Type == FieldType.Text)
            {
                SetText(rules[i].Key, "");
            }
            else if (rules[i].Type == FieldType.Bytes)
            {
                SetBytesLength(rules[i].Key, 0);
            }
            else
            {
                Put(rules[i].Key, 0);
            }
        }

        ProtocolVersion = ProtocolLimits.MaxProtocolVersion;
    }

    /// <summary>Checks the fields as the encoder does.</summary>
    /// <returns><see cref="MessageError.None"/> when the message may be sent.</returns>
    public MessageError Check()
    {
        FieldRule[] rules = Rules;
        for (int i = 0; i < rules.Length; i++)
        {
            FieldRule rule = rules[i];
            if (rule.Type != FieldType.Text)
            {
                if (!rule.Allows(rule.Type == FieldType.Bytes ? GetBytesLength(rule.Key) : Take(rule.Key)))
                {
                    return MessageError.FieldOutOfRange;
                }
            }
            else
            {
                string text = GetText(rule.Key);
                int bytes = text == null ? -1 : Utf8.Measure(text);
                if (bytes < 0 || bytes > rule.Max)
                {
                    return bytes < 0 ? MessageError.InvalidUtf8 : MessageError.FieldOutOfRange;
                }
            }
        }

        return CheckTogether();
    }

    /// <summary>Writes the body; allocates nothing.</summary>
    /// <returns>The bytes written, or 0 when the buffer is too small or a field is not as <see cref="Check"/>
    /// demands; the buffer may then hold part of a body.</returns>
    public int Encode(CborWriter writer, byte[] buffer, int offset, int count)
    {
        if (Check() != MessageError.None)
        {
            return 0;
        }

        FieldRule[] rules = Rules;
        int pairs = 0;
        for (int i = 0; i < rules.Length; i++)
        {
            if (IsWritten(rules[i]))
            {
                pairs++;
            }
        }

        writer.Reset(buffer, offset, count < ProtocolLimits.MaxMessageBytes ? count : ProtocolLimits.MaxMessageBytes);
        writer.WriteMapStart(pairs);
        for (int i = 0; i < rules.Length; i++)
        {
            FieldRule rule = rules[i];
            if (!IsWritten(rule))
            {
                continue;
            }

            writer.WriteUInt((ulong)rule.Key);
            switch (rule.Type)
            {
                case FieldType.Text: writer.WriteText(GetText(rule.Key)); break;
                case FieldType.Signed: writer.WriteInt(Take(rule.Key)); break;
                case FieldType.Bytes: writer.WriteBytes(GetBytes(rule.Key), 0, GetBytesLength(rule.Key)); break;
                default: writer.WriteUInt((ulong)Take(rule.Key)); break;
            }
        }

        return writer.Failed ? 0 : writer.Length;
    }

    /// <summary>
    /// Reads a whole body. Keys the message does not know are passed over, whatever lies in them. Never throws.
    /// </summary>
    /// <returns>The fault, found in this order: the size; the version; the form of the CBOR, to its end; the fields by
    /// ascending key; what must hold between fields. After a fault every field holds its default.</returns>
    public MessageError Decode(CborReader reader, byte[] buffer, int offset, int count)
    {
        Clear();
        MessageError error = MessageError.Oversized;
        if (count <= ProtocolLimits.MaxMessageBytes)
        {
            reader.Reset(buffer, offset, count);
            error = DecodeFields(reader, buffer);
        }

        if (error == MessageError.None)
        {
            error = CheckTogether();
        }

        if (error != MessageError.None)
        {
            Clear();
        }

        return error;
    }

    /// <summary>A number field by its key; 3 and above.</summary>
    protected abstract long GetNumber(int key);

    /// <summary>Sets a number field by its key; the value is in range.</summary>
    protected abstract void SetNumber(int key, long value);

    /// <summary>A text field by its key.</summary>
    protected virtual string GetText(int key)
    {
        return "";
    }

    /// <summary>Sets a text field by its key; the value is in range.</summary>
    protected virtual void SetText(int key, string value)
    {
    }

    /// <summary>The array that holds a byte string from its start, as long as the field's rule allows.</summary>
    protected virtual byte[] GetBytes(int key)
    {
        return NoBytes;
    }

    /// <summary>The bytes that a byte string has in its array.</summary>
    protected virtual int GetBytesLength(int key)
    {
        return 0;
    }

    /// <summary>Says how many bytes a byte string has after they were put into its array.</summary>
    protected virtual void SetBytesLength(int key, int length)
    {
    }

    /// <summary>What must hold between fields that each are in range.</summary>
    protected virtual MessageError CheckTogether()
    {
        return MessageError.None;
    }

    // Faults of the fields are held back until the whole body has proved well-formed: another implementation may
    // check the CBOR first and the fields after, and must come to the same answer.
    private MessageError DecodeFields(CborReader reader, byte[] buffer)
    {
        if (reader.PeekType() != CborType.Map)
        {
            return reader.SkipValue() && reader.ReadEnd() ? MessageError.NotAMap : (MessageError)(int)reader.Error;
        }

        reader.ReadMapStart(out int pairs);
        FieldRule[] rules = Rules;
        MessageError fault = MessageError.None;
        int next = 0;
        for (int i = 0; i < pairs && reader.Error == CborError.None; i++)
        {
            if (reader.PeekType() != CborType.UnsignedInteger)
            {
                reader.SkipValue();
                reader.SkipValue();
                fault = First(fault, MessageError.UnexpectedType);
                continue;
            }

            reader.ReadUInt(out ulong key);

            // Both the rules and the keys ascend, so a required field whose key has been passed is missing.
            while (next < rules.Length && (ulong)rules[next].Key < key)
            {
                fault = First(fault, rules[next++].IsRequired ? MessageError.MissingField : MessageError.None);
            }

            if (next >= rules.Length || (ulong)rules[next].Key != key)
            {
                reader.SkipValue();
                continue;
            }

            MessageError error = DecodeField(reader, buffer, rules[next++]);
            if (error == MessageError.UnsupportedVersion)
            {
                return error;
            }

            fault = First(fault, error);
        }

        while (next < rules.Length)
        {
            fault = First(fault, rules[next++].IsRequired ? MessageError.MissingField : MessageError.None);
        }

        return reader.ReadEnd() ? fault : (MessageError)(int)reader.Error;
    }

    // What this returns counts only as long as the reader has no fault of its own.
    private MessageError DecodeField(CborReader reader, byte[] buffer, FieldRule rule)
    {
        if (!Fits(rule.Type, reader.PeekType()))
        {
            reader.SkipValue();
            return MessageError.UnexpectedType;
        }

        if (rule.Type == FieldType.Bytes)
        {
            bool isTaken = reader.ReadBytes(out int at, out int bytes);
            if (!isTaken || !rule.Allows(bytes))
            {
                return MessageError.FieldOutOfRange;
            }

            System.Array.Copy(buffer, at, GetBytes(rule.Key), 0, bytes);
            SetBytesLength(rule.Key, bytes);
            return MessageError.None;
        }

        if (rule.Type == FieldType.Text)
        {
            bool isRead = reader.ReadText(out int start, out int length);
            if (!isRead || length > rule.Max)
            {
                return MessageError.FieldOutOfRange;
            }

            SetText(rule.Key, length == 0 ? "" : Encoding.UTF8.GetString(buffer, start, length));
            return MessageError.None;
        }

        long value;
        if (reader.PeekType() == CborType.NegativeInteger)
        {
            // No field goes down to the lowest number of 64 bits, so it may stand for all that lie below it.
            reader.ReadNegative(out ulong below);
            value = below > long.MaxValue ? long.MinValue : -1 - (long)below;
        }
        else
        {
            reader.ReadUInt(out ulong number);
            value = rule.Type != FieldType.Unsigned64 && number > long.MaxValue ? long.MaxValue : (long)number;
        }

        if (reader.Error != CborError.None || !rule.Allows(value))
        {
            return rule.Key == 0 && value > 0 ? MessageError.UnsupportedVersion : MessageError.FieldOutOfRange;
        }

        Put(rule.Key, value);
        return MessageError.None;
    }

    private static bool Fits(FieldType field, CborType read)
    {
        if (field == FieldType.Text || field == FieldType.Bytes)
        {
            return read == (field == FieldType.Text ? CborType.Text : CborType.Bytes);
        }

        return read == CborType.UnsignedInteger || (field == FieldType.Signed && read == CborType.NegativeInteger);
    }

    private static MessageError First(MessageError first, MessageError second)
    {
        return first == MessageError.None ? second : first;
    }

    private bool IsWritten(FieldRule rule)
    {
        if (rule.IsRequired)
        {
            return true;
        }

        return rule.Type == FieldType.Text ? GetText(rule.Key).Length > 0 : Take(rule.Key) != 0;
    }

    private long Take(int key)
    {
        switch (key)
        {
            case 0: return ProtocolVersion;
            case 1: return BootCount;
            case 2: return (long)Sequence;
            default: return GetNumber(key);
        }
    }

    private void Put(int key, long value)
    {
        switch (key)
        {
            case 0: ProtocolVersion = (int)value; break;
            case 1: BootCount = value; break;
            case 2: Sequence = (ulong)value; break;
            default: SetNumber(key, value); break;
        }
    }
}
