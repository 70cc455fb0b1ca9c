// Writes a rule set as the document that a hub takes.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Rules;

/// <summary>Writes deterministic CBOR as in <c>protocols/rules.cddl</c>; a field that holds its default is left out.
/// Whether the rules make sense, <see cref="RuleCheck"/> says.</summary>
public sealed class RuleSetWriter
{
    private readonly CborWriter _writer = new CborWriter();

    /// <summary>Writes a set.</summary>
    /// <returns>The bytes written; 0 when they do not fit, or are more than a document may have.</returns>
    public int Write(RuleSet rules, byte[] buffer, int offset, int count)
    {
        int room = count < RuleLimits.MaxDocumentBytes ? count : RuleLimits.MaxDocumentBytes;
        _writer.Reset(buffer, offset, room);
        _writer.WriteMapStart(5);
        PutNumber(0, RuleLimits.FormatVersion);
        PutNumber(1, rules.Version);
        _writer.WriteUInt(2);
        _writer.WriteInt(rules.OffsetMinutes);
        PutNumber(3, rules.HasSummerTime ? 1 : 0);
        _writer.WriteUInt(4);
        _writer.WriteArrayStart(rules.Count);
        for (int i = 0; i < rules.Count; i++)
        {
            PutRule(rules.At(i));
        }

        return _writer.Failed ? 0 : _writer.Length;
    }

    private static int One(bool isThere)
    {
        return isThere ? 1 : 0;
    }

    private void PutRule(Rule rule)
    {
        int optional = One(rule.FollowCount > 0) + One(rule.CancelCount > 0) + One(rule.HasWindow)
            + One(rule.Presence != RulePresence.Any) + One(rule.DelaySeconds != 0) + One(rule.CancelAfterSeconds != 0)
            + One(rule.ReminderPhrase != 0) + One(rule.CooldownSeconds != 0) + One(rule.Flags != 0);
        _writer.WriteMapStart(4 + optional);
        PutNumber(0, rule.Id);
        PutNumber(1, (int)rule.Kind);
        _writer.WriteUInt(2);
        _writer.WriteArrayStart(rule.StartCount);
        for (int i = 0; i < rule.StartCount; i++)
        {
            PutSelector(rule.StartAt(i));
        }

        PutOtherSelectors(rule);
        if (rule.HasWindow)
        {
            _writer.WriteUInt(5);
            _writer.WriteArrayStart(3);
            _writer.WriteInt(rule.WindowStartMinute);
            _writer.WriteInt(rule.WindowEndMinute);
            _writer.WriteInt(rule.Weekdays);
        }

        PutOptional(6, (int)rule.Presence);
        PutOptional(7, rule.DelaySeconds);
        PutOptional(8, rule.CancelAfterSeconds);
        if (rule.ReminderPhrase != 0)
        {
            _writer.WriteUInt(9);
            _writer.WriteArrayStart(2);
            _writer.WriteInt(rule.ReminderPhrase);
            _writer.WriteInt(rule.ReactSeconds);
        }

        PutOptional(10, rule.CooldownSeconds);
        PutOptional(11, rule.Flags);
        _writer.WriteUInt(12);
        _writer.WriteArrayStart(rule.ActionCount);
        for (int i = 0; i < rule.ActionCount; i++)
        {
            PutAction(rule.ActionAt(i));
        }
    }

    private void PutOtherSelectors(Rule rule)
    {
        if (rule.FollowCount > 0)
        {
            _writer.WriteUInt(3);
            _writer.WriteArrayStart(rule.FollowCount);
            for (int i = 0; i < rule.FollowCount; i++)
            {
                PutSelector(rule.FollowAt(i));
            }
        }

        if (rule.CancelCount > 0)
        {
            _writer.WriteUInt(4);
            _writer.WriteArrayStart(rule.CancelCount);
            for (int i = 0; i < rule.CancelCount; i++)
            {
                PutSelector(rule.CancelAt(i));
            }
        }
    }

    private void PutSelector(RuleSelector selector)
    {
        int kind = (int)selector.DeviceKind;
        int cause = (int)selector.Cause;
        _writer.WriteMapStart(One(kind != 0) + One(cause != 0) + One(selector.DeviceId != 0)
            + One(selector.Location != 0) + One(selector.Occupant != 0));
        PutOptional(0, kind);
        PutOptional(1, cause);
        PutOptional(2, selector.DeviceId);
        PutOptional(3, selector.Location);
        PutOptional(4, selector.Occupant);
    }

    private void PutAction(RuleAction action)
    {
        switch (action.Kind)
        {
            case RuleActionKind.Alarm:
                _writer.WriteArrayStart(8);
                _writer.WriteInt((int)action.Kind);
                _writer.WriteInt((int)action.AlarmKind);
                _writer.WriteInt(action.Priority);
                _writer.WriteInt(action.DeviceType);
                _writer.WriteInt(action.StatusCode);
                _writer.WriteInt(action.Location);
                _writer.WriteInt(action.Occupant);
                _writer.WriteInt(action.Recipients);
                break;
            case RuleActionKind.Switch:
                _writer.WriteArrayStart(4);
                _writer.WriteInt((int)action.Kind);
                _writer.WriteInt(action.Argument);
                _writer.WriteInt(action.DeviceId);
                _writer.WriteInt(action.Location);
                break;
            default:
                _writer.WriteArrayStart(2);
                _writer.WriteInt((int)action.Kind);
                _writer.WriteInt(action.Argument);
                break;
        }
    }

    private void PutNumber(int key, long value)
    {
        _writer.WriteUInt((ulong)key);
        _writer.WriteInt(value);
    }

    private void PutOptional(int key, long value)
    {
        if (value != 0)
        {
            PutNumber(key, value);
        }
    }
}
