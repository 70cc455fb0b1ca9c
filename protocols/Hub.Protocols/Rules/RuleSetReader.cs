// Reads a rule set from bytes nobody trusts, one rule at a time, and names the first fault.
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;

namespace Hub.Protocols.Rules;

/// <summary>
/// Reads the document of <c>protocols/rules.cddl</c> in pieces, so that no step of a hub reads all of it: <see
/// cref="Begin"/>, <see cref="ReadNext"/> for each rule, <see cref="End"/>. Never throws; a fault is final and refuses
/// the whole set. Made once and used again; only the text of a refusal is allocated.
/// </summary>
public sealed class RuleSetReader
{
    private const int HeaderPairs = 5;

    private readonly RuleFieldReader _fields = new RuleFieldReader();
    private int _announced;
    private int _read;
    private int _lastId;

    /// <summary>The first fault.</summary>
    public RuleFault Fault
    {
        get { return _fields.Fault; }
    }

    /// <summary>The field it is in; empty when it is in none.</summary>
    public string Field
    {
        get { return _fields.Field; }
    }

    /// <summary>The place of the rule it is in, from 0; -1 when it is in none.</summary>
    public int FaultyIndex
    {
        get { return _fields.FaultyIndex; }
    }

    /// <summary>The number of the rule it is in; 0 when it has none.</summary>
    public int FaultyId
    {
        get { return _fields.FaultyId; }
    }

    /// <summary>Whether there are rules still to be read.</summary>
    public bool HasMore
    {
        get { return Fault == RuleFault.None && _read < _announced; }
    }

    /// <summary>Starts over: reads all that stands before the rules into an emptied set.</summary>
    /// <returns>False when that is at fault.</returns>
    public bool Begin(RuleSet into, byte[] buffer, int offset, int count)
    {
        into.Clear();
        _announced = 0;
        _read = 0;
        _lastId = 0;
        _fields.Begin(buffer, offset, count);
        int pairs = _fields.MapStart("");
        if (Fault == RuleFault.None && pairs != HeaderPairs)
        {
            return _fields.Fail(pairs < HeaderPairs ? RuleFault.MissingField : RuleFault.UnknownField, "");
        }

        int format = (int)_fields.Keyed(0, 0, int.MaxValue, "formatVersion");
        if (Fault == RuleFault.None && format != RuleLimits.FormatVersion)
        {
            return _fields.Fail(RuleFault.UnknownFormat, "formatVersion");
        }

        into.Version = (uint)_fields.Keyed(1, 1, ProtocolLimits.MaxUInt32, "version");
        into.OffsetMinutes =
            (int)_fields.Keyed(2, RuleLimits.MinOffsetMinutes, RuleLimits.MaxOffsetMinutes, "offsetMinutes");
        into.HasSummerTime = _fields.Keyed(3, 0, 1, "summerTime") == 1;
        _fields.Key(4, "rules");
        _announced = _fields.ArrayStart(0, RuleLimits.MaxRules, "rules");
        return Fault == RuleFault.None;
    }

    /// <summary>Reads the next rule and adds it to the set.</summary>
    /// <returns>False when it is at fault, or there is none.</returns>
    public bool ReadNext(RuleSet into)
    {
        if (!HasMore)
        {
            return false;
        }

        _fields.Enter(_read, 0);
        Rule? rule = into.Add();
        if (rule == null)
        {
            return _fields.Fail(RuleFault.WrongCount, "rules");
        }

        ReadRule(rule);
        if (Fault == RuleFault.None && rule.Id <= _lastId)
        {
            return _fields.Fail(RuleFault.Unordered, "id");
        }

        if (Fault == RuleFault.None)
        {
            string fault = RuleCheck.FindContradiction(rule);
            if (fault.Length > 0)
            {
                return _fields.Fail(RuleFault.Contradiction, fault);
            }
        }

        _lastId = rule.Id;
        _read++;
        return Fault == RuleFault.None;
    }

    /// <summary>Ends the reading: nothing may be left over.</summary>
    /// <returns>Whether the whole document is without fault.</returns>
    public bool End()
    {
        if (Fault == RuleFault.None)
        {
            _fields.Enter(RuleFieldReader.NoRule, 0);
            return (_read == _announced && _fields.ReadEnd()) || _fields.Fail(RuleFault.BadForm, "");
        }

        return Fault == RuleFault.None;
    }

    /// <summary>Reads a whole document at once.</summary>
    /// <returns>Whether it is without fault; if not, the set holds what stood before the fault.</returns>
    public bool Read(RuleSet into, byte[] buffer, int offset, int count)
    {
        bool isSound = Begin(into, buffer, offset, count);
        while (isSound && HasMore)
        {
            isSound = ReadNext(into);
        }

        return End();
    }

    /// <summary>Why the set was refused, for a technician: ASCII, at most 64 bytes.</summary>
    public string Reason()
    {
        if (Fault == RuleFault.None)
        {
            return "";
        }

        string place = FaultyIndex < 0 ? "rules" : "rule " + Digits(FaultyIndex + 1);
        if (FaultyId != 0)
        {
            place += " (id " + Digits(FaultyId) + ")";
        }

        return place + (Field.Length > 0 ? ", " + Field : "") + ": " + Words(Fault);
    }

    internal static string Digits(int number)
    {
        int length = 1;
        for (int rest = number / 10; rest > 0; rest /= 10)
        {
            length++;
        }

        char[] digits = new char[length];
        for (int i = length - 1; i >= 0; i--)
        {
            digits[i] = (char)('0' + (number % 10));
            number /= 10;
        }

        return new string(digits);
    }

    /// <summary>A fault in words, for a technician: ASCII, at most 14 characters.</summary>
    public static string Words(RuleFault fault)
    {
        switch (fault)
        {
            case RuleFault.UnknownFormat: return "unknown format";
            case RuleFault.TooLong: return "too long";
            case RuleFault.UnknownField: return "unknown field";
            case RuleFault.MissingField: return "missing";
            case RuleFault.WrongType: return "wrong type";
            case RuleFault.OutOfRange: return "out of range";
            case RuleFault.WrongCount: return "wrong count";
            case RuleFault.Unordered: return "not ascending";
            case RuleFault.Contradiction: return "contradiction";
            default: return "bad form";
        }
    }

    // All keys that a rule may have, ascending; an optional one that is absent leaves its key for the next.
    private void ReadRule(Rule rule)
    {
        int pairs = _fields.MapStart("");
        rule.Id = (int)_fields.Next(ref pairs, 0, 1, RuleLimits.MaxRuleId, "id");
        _fields.Enter(_read, rule.Id);
        rule.Kind = (RuleKind)(int)_fields.Next(ref pairs, 1, 1, (int)RuleKind.Call, "kind");
        _fields.NextKey(ref pairs, 2, "start");
        int starts = _fields.ArrayStart(1, RuleLimits.MaxSelectorsInList, "start");
        for (int i = 0; i < starts && Fault == RuleFault.None; i++)
        {
            ReadSelector(rule.AddStart(), "start");
        }

        int key = _fields.OptionalKey(ref pairs);
        if (key == 3)
        {
            int follows = _fields.ArrayStart(1, RuleLimits.MaxSelectorsInList, "follow");
            for (int i = 0; i < follows && Fault == RuleFault.None; i++)
            {
                ReadSelector(rule.AddFollow(), "follow");
            }

            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 4)
        {
            int cancels = _fields.ArrayStart(1, RuleLimits.MaxSelectorsInList, "cancel");
            for (int i = 0; i < cancels && Fault == RuleFault.None; i++)
            {
                ReadSelector(rule.AddCancel(), "cancel");
            }

            key = _fields.OptionalKey(ref pairs);
        }

        key = ReadConditions(rule, key, ref pairs);
        if (key != 12)
        {
            _fields.Fail(key < 0 ? RuleFault.MissingField : RuleFault.UnknownField, key < 0 ? "actions" : "");
        }

        int actions = _fields.ArrayStart(0, RuleLimits.MaxActions, "actions");
        for (int i = 0; i < actions && Fault == RuleFault.None; i++)
        {
            ReadAction(rule.AddAction());
        }

        if (pairs > 0)
        {
            _fields.Fail(RuleFault.UnknownField, "");
        }
    }

    private int ReadConditions(Rule rule, int key, ref int pairs)
    {
        if (key == 5)
        {
            ReadWindow(rule);
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 6)
        {
            rule.Presence = (RulePresence)(int)_fields.Number(0, (int)RulePresence.Away, "presence");
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 7)
        {
            rule.DelaySeconds = (int)_fields.Number(0, RuleLimits.MaxDelaySeconds, "delaySeconds");
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 8)
        {
            rule.CancelAfterSeconds = (int)_fields.Number(0, RuleLimits.MaxCancelAfterSeconds, "cancelAfterSeconds");
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 9)
        {
            _fields.Items(2, "reminder");
            rule.ReminderPhrase = (int)_fields.Number(RuleLimits.MinPhrase, RuleLimits.MaxPhrase, "reminder");
            rule.ReactSeconds = (int)_fields.Number(0, RuleLimits.MaxReactSeconds, "reactSeconds");
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 10)
        {
            rule.CooldownSeconds = (int)_fields.Number(0, RuleLimits.MaxCooldownSeconds, "cooldownSeconds");
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 11)
        {
            rule.Flags = (int)_fields.Number(0, RuleFlags.All, "flags");
            key = _fields.OptionalKey(ref pairs);
        }

        return key;
    }

    private void ReadWindow(Rule rule)
    {
        _fields.Items(3, "window");
        rule.HasWindow = true;
        rule.WindowStartMinute = (int)_fields.Number(0, RuleLimits.MinutesPerDay - 1, "windowStart");
        rule.WindowEndMinute = (int)_fields.Number(0, RuleLimits.MinutesPerDay - 1, "windowEnd");
        rule.Weekdays = (int)_fields.Number(1, RuleLimits.AllWeekdays, "weekdays");
    }

    private void ReadSelector(RuleSelector? selector, string field)
    {
        if (selector == null)
        {
            _fields.Fail(RuleFault.WrongCount, field);
            return;
        }

        int pairs = _fields.MapStart(field);
        int key = _fields.OptionalKey(ref pairs);
        if (key == 0)
        {
            selector.DeviceKind = (DeviceKind)(int)_fields.Number(0, DeviceCatalogue.LastKind, field);
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 1)
        {
            selector.Cause = (DeviceCause)(int)_fields.Number(0, DeviceCatalogue.LastCause, field);
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 2)
        {
            selector.DeviceId = (uint)_fields.Number(0, ProtocolLimits.MaxUInt32, field);
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 3)
        {
            selector.Location = (int)_fields.Number(0, ProtocolLimits.MaxScaipLocation, field);
            key = _fields.OptionalKey(ref pairs);
        }

        if (key == 4)
        {
            selector.Occupant = (int)_fields.Number(0, ProtocolLimits.MaxOccupant, field);
            key = _fields.OptionalKey(ref pairs);
        }

        if (key >= 0)
        {
            _fields.Fail(RuleFault.UnknownField, field);
        }
        else if (selector.IsEmpty)
        {
            _fields.Fail(RuleFault.MissingField, field);
        }
    }

    private void ReadAction(RuleAction? action)
    {
        int items = _fields.ArrayStart(1, int.MaxValue, "action");
        int kind = (int)_fields.Number(1, (int)RuleActionKind.Speak, "action");
        if (action == null || Fault != RuleFault.None)
        {
            _fields.Fail(RuleFault.WrongCount, "actions");
            return;
        }

        action.Kind = (RuleActionKind)kind;
        switch (action.Kind)
        {
            case RuleActionKind.Alarm:
                _fields.Expect(items, 8, "alarm");
                action.AlarmKind = (AlarmKind)(int)_fields.Number(0, (int)AlarmKind.Technical, "alarmKind");
                action.Priority = (int)_fields.Number(1, 9, "priority");
                action.DeviceType = (int)_fields.Number(0, ProtocolLimits.MaxScaipCode, "deviceType");
                action.StatusCode = (int)_fields.Number(0, ProtocolLimits.MaxScaipCode, "statusCode");
                action.Location = (int)_fields.Number(0, ProtocolLimits.MaxScaipLocation, "location");
                action.Occupant = (int)_fields.Number(0, ProtocolLimits.MaxOccupant, "occupant");
                action.Recipients = (int)_fields.Number(0, RuleRecipients.All, "recipients");
                break;
            case RuleActionKind.Switch:
                _fields.Expect(items, 4, "switch");
                action.Argument = (int)_fields.Number(1, 2, "order");
                action.DeviceId = (uint)_fields.Number(0, ProtocolLimits.MaxUInt32, "deviceId");
                action.Location = (int)_fields.Number(0, ProtocolLimits.MaxScaipLocation, "location");
                break;
            case RuleActionKind.Presence:
                _fields.Expect(items, 2, "presence");
                action.Argument = (int)_fields.Number((int)RulePresence.Home, (int)RulePresence.Away, "presence");
                break;
            default:
                _fields.Expect(items, 2, "speak");
                action.Argument = (int)_fields.Number(RuleLimits.MinPhrase, RuleLimits.MaxPhrase, "phrase");
                break;
        }
    }
}
