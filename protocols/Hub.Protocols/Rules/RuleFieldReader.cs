// The items that a rule set is made of, read with the first fault kept.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Rules;

/// <summary>Reads keys, numbers, maps and arrays for <see cref="RuleSetReader"/>; after a fault everything reads as 0.
/// </summary>
internal sealed class RuleFieldReader
{
    /// <summary>The fault is in no rule.</summary>
    internal const int NoRule = -1;

    private readonly CborReader _reader = new CborReader(RuleLimits.MaxDocumentBytes);
    private int _currentId;
    private int _place;

    internal RuleFault Fault { get; private set; }

    internal string Field { get; private set; } = "";

    internal int FaultyIndex { get; private set; }

    internal int FaultyId { get; private set; }

    /// <summary>Starts over on a document.</summary>
    internal void Begin(byte[] buffer, int offset, int count)
    {
        Fault = RuleFault.None;
        Field = "";
        FaultyIndex = NoRule;
        FaultyId = 0;
        Enter(NoRule, 0);
        _reader.Reset(buffer, offset, count);
        if (count > RuleLimits.MaxDocumentBytes)
        {
            Fail(RuleFault.TooLong, "");
        }
    }

    /// <summary>Says in which rule what follows is.</summary>
    internal void Enter(int place, int id)
    {
        _place = place;
        _currentId = id;
    }

    /// <summary>Whether everything has been read and nothing is left over.</summary>
    internal bool ReadEnd()
    {
        return _reader.ReadEnd();
    }

    /// <summary>A key that must be there, and its number.</summary>
    internal long Next(ref int pairs, int key, long min, long max, string field)
    {
        NextKey(ref pairs, key, field);
        return Number(min, max, field);
    }

    /// <summary>A key that must be there, in a map whose pairs are counted already, and its number.</summary>
    internal long Keyed(int key, long min, long max, string field)
    {
        Key(key, field);
        return Number(min, max, field);
    }

    /// <summary>A key that must be there.</summary>
    internal void NextKey(ref int pairs, int key, string field)
    {
        if (pairs <= 0)
        {
            Fail(RuleFault.MissingField, field);
            return;
        }

        pairs--;
        Key(key, field);
    }

    /// <summary>A key that must be there, in a map whose pairs are counted already.</summary>
    internal void Key(int key, string field)
    {
        int found = ReadKey();
        if (Fault == RuleFault.None && found != key)
        {
            Fail(found > key ? RuleFault.MissingField : RuleFault.UnknownField, field);
        }
    }

    /// <summary>The next key, or -1 when there is none.</summary>
    internal int OptionalKey(ref int pairs)
    {
        if (pairs <= 0 || Fault != RuleFault.None)
        {
            return -1;
        }

        pairs--;
        return ReadKey();
    }

    private int ReadKey()
    {
        if (Fault != RuleFault.None)
        {
            return 0;
        }

        if (_reader.PeekType() != CborType.UnsignedInteger)
        {
            FailForm("");
            return 0;
        }

        _reader.ReadUInt(out ulong key);
        if (_reader.Error != CborError.None)
        {
            FailForm("");
            return 0;
        }

        return key > 255 ? 255 : (int)key;
    }

    /// <summary>A number in a range.</summary>
    internal long Number(long min, long max, string field)
    {
        if (Fault != RuleFault.None)
        {
            return 0;
        }

        CborType type = _reader.PeekType();
        if (type != CborType.UnsignedInteger && type != CborType.NegativeInteger)
        {
            FailForm(field);
            return 0;
        }

        if (!_reader.ReadInt(out long value))
        {
            Fail(_reader.Error == CborError.OutOfRange ? RuleFault.OutOfRange : RuleFault.BadForm, field);
            return 0;
        }

        if (value < min || value > max)
        {
            Fail(RuleFault.OutOfRange, field);
            return 0;
        }

        return value;
    }

    /// <summary>A text of at most so many bytes; one that is longer is out of range.</summary>
    internal string Text(int maxBytes, string field)
    {
        if (Fault != RuleFault.None)
        {
            return "";
        }

        if (_reader.PeekType() != CborType.Text)
        {
            FailForm(field);
            return "";
        }

        if (!_reader.ReadText(maxBytes, out string text))
        {
            Fail(_reader.Error == CborError.OutOfRange ? RuleFault.OutOfRange : RuleFault.BadForm, field);
            return "";
        }

        return text;
    }

    /// <summary>The start of a map: its pairs.</summary>
    internal int MapStart(string field)
    {
        if (Fault != RuleFault.None || _reader.PeekType() != CborType.Map || !_reader.ReadMapStart(out int pairs))
        {
            FailForm(field);
            return 0;
        }

        return pairs;
    }

    /// <summary>The start of an array: its items, as many as allowed.</summary>
    internal int ArrayStart(int min, int max, string field)
    {
        if (Fault != RuleFault.None || _reader.PeekType() != CborType.Array || !_reader.ReadArrayStart(out int items))
        {
            FailForm(field);
            return 0;
        }

        if (items < min || items > max)
        {
            Fail(RuleFault.WrongCount, field);
            return 0;
        }

        return items;
    }

    /// <summary>The start of an array of so many items.</summary>
    internal void Items(int count, string field)
    {
        ArrayStart(count, count, field);
    }

    /// <summary>Whether an array that was begun has as many items as its kind needs.</summary>
    internal void Expect(int items, int expected, string field)
    {
        if (items != expected)
        {
            Fail(RuleFault.WrongCount, field);
        }
    }

    // Something else stands where an item was expected: nothing at all, what is not deterministic, or another type.
    private void FailForm(string field)
    {
        bool isType = _reader.Error == CborError.None && _reader.PeekType() != CborType.None;
        if (_reader.Error == CborError.TooManyItems)
        {
            Fail(RuleFault.WrongCount, field);
        }
        else
        {
            Fail(isType ? RuleFault.WrongType : RuleFault.BadForm, field);
        }
    }

    /// <summary>Notes a fault, if it is the first.</summary>
    internal bool Fail(RuleFault fault, string field)
    {
        if (Fault == RuleFault.None)
        {
            Fault = fault;
            Field = field;
            FaultyIndex = _place;
            FaultyId = _currentId;
        }

        return false;
    }
}
