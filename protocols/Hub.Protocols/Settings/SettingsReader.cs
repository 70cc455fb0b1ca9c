// Reads settings from bytes nobody trusts, and names the first fault.
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;

namespace Hub.Protocols.Settings;

/// <summary>
/// Reads the document of <c>protocols/settings.cddl</c>. Never throws; a fault refuses the whole document. Unlike in a
/// message, a key that is not known is a fault: a setting that is passed over would leave the home other than it was
/// asked to be.
/// </summary>
public sealed class SettingsReader
{
    private const int HeaderPairs = 3;

    private readonly RuleFieldReader _fields = new RuleFieldReader();
    private int _item = -1;

    /// <summary>The first fault.</summary>
    public RuleFault Fault
    {
        get { return _fields.Fault; }
    }

    /// <summary>The setting it is in; empty when it is in none.</summary>
    public string Field
    {
        get { return _fields.Field; }
    }

    /// <summary>The place in the setting's list that it is in, from 0; -1 when it is in none.</summary>
    public int Item
    {
        get { return Fault == RuleFault.None ? -1 : _item; }
    }

    /// <summary>Reads a whole document.</summary>
    /// <returns>Whether it is without fault; if not, what was read is worth nothing.</returns>
    public bool Read(HomeSettings into, byte[] buffer, int offset, int count)
    {
        into.Clear();
        _item = -1;
        _fields.Begin(buffer, offset, count);
        if (count > SettingsLimits.MaxDocumentBytes)
        {
            return _fields.Fail(RuleFault.TooLong, "");
        }

        int pairs = _fields.MapStart("");
        if (Fault == RuleFault.None && pairs < HeaderPairs)
        {
            return _fields.Fail(RuleFault.MissingField, "");
        }

        int format = (int)_fields.Next(ref pairs, 0, 0, int.MaxValue, "formatVersion");
        if (Fault == RuleFault.None && format != SettingsLimits.FormatVersion)
        {
            return _fields.Fail(RuleFault.UnknownFormat, "formatVersion");
        }

        into.Version = (uint)_fields.Next(ref pairs, 1, 1, ProtocolLimits.MaxUInt32, "version");
        _fields.NextKey(ref pairs, 2, "hubId");
        into.HubId = _fields.Text(ProtocolLimits.HubIdLength, "hubId");
        if (Fault == RuleFault.None && !Topics.IsHubId(into.HubId))
        {
            return _fields.Fail(RuleFault.OutOfRange, "hubId");
        }

        ReadSettings(into, pairs);
        if (Fault == RuleFault.None && !_fields.ReadEnd())
        {
            _fields.Fail(RuleFault.BadForm, "");
        }

        return Fault == RuleFault.None && CheckTogether(into);
    }

    /// <summary>Why the document was refused, for a technician: ASCII, at most 64 bytes.</summary>
    public string Reason()
    {
        if (Fault == RuleFault.None)
        {
            return "";
        }

        string place = Field.Length == 0 ? "settings" : Field;
        place += _item < 0 ? "" : "[" + RuleSetReader.Digits(_item) + "]";
        return place + ": " + RuleSetReader.Words(Fault);
    }

    private void ReadSettings(HomeSettings into, int pairs)
    {
        int last = HeaderPairs - 1;
        for (int key = _fields.OptionalKey(ref pairs); key >= 0; key = _fields.OptionalKey(ref pairs))
        {
            int index = SettingsSchema.IndexOf(key);
            if (Fault == RuleFault.None && index < 0)
            {
                _fields.Fail(RuleFault.UnknownField, "");
            }
            else if (Fault == RuleFault.None && key <= last)
            {
                _fields.Fail(RuleFault.Unordered, "");
            }

            if (Fault != RuleFault.None)
            {
                return;
            }

            last = key;
            ReadValue(into, SettingsSchema.At(index));
        }
    }

    private void ReadValue(HomeSettings into, SettingRule rule)
    {
        if (rule.Kind == SettingKind.Number)
        {
            into.Set(rule.Key, (int)_fields.Number(rule.Min, rule.Max, rule.Name));
            return;
        }

        int items = _fields.ArrayStart(rule.Min, rule.Max, rule.Name);
        if (rule.Kind == SettingKind.PhoneNumbers)
        {
            into.Set(rule.Key, ReadPhones(new string[items], rule.Name));
        }
        else
        {
            into.Set(ReadReceivers(new ReceiverAddress[items], rule.Name));
        }
    }

    private string[] ReadPhones(string[] phones, string field)
    {
        for (int i = 0; i < phones.Length; i++)
        {
            Enter(i);
            phones[i] = _fields.Text(ProtocolLimits.MaxNumberDigits + 1, field);
            if (Fault == RuleFault.None && !PhoneNumber.IsValid(phones[i]))
            {
                _fields.Fail(RuleFault.OutOfRange, field);
            }
        }

        Leave();
        return phones;
    }

    private ReceiverAddress[] ReadReceivers(ReceiverAddress[] receivers, string field)
    {
        for (int i = 0; i < receivers.Length; i++)
        {
            Enter(i);
            _fields.Items(2, field);
            string host = _fields.Text(SettingsLimits.MaxHostCharacters, field);
            receivers[i] = new ReceiverAddress(host, (int)_fields.Number(1, SettingsLimits.MaxPort, field));
            if (Fault == RuleFault.None && !receivers[i].IsValid())
            {
                _fields.Fail(RuleFault.OutOfRange, field);
            }
        }

        Leave();
        return receivers;
    }

    private void Enter(int item)
    {
        _item = Fault == RuleFault.None ? item : _item;
    }

    private void Leave()
    {
        _item = Fault == RuleFault.None ? -1 : _item;
    }

    private bool CheckTogether(HomeSettings settings)
    {
        bool hasStart = settings.Has(SettingKeys.NightStartMinute);
        if (hasStart != settings.Has(SettingKeys.NightEndMinute))
        {
            return _fields.Fail(RuleFault.Contradiction, hasStart ? "nightStartMinute" : "nightEndMinute");
        }

        bool isOfNight = settings.Has(SettingKeys.NightLampPercent) || settings.Has(SettingKeys.NightVolumePercent);
        if (isOfNight && !hasStart)
        {
            bool isLamp = settings.Has(SettingKeys.NightLampPercent);
            return _fields.Fail(RuleFault.Contradiction, isLamp ? "nightLampPercent" : "nightVolumePercent");
        }

        ReceiverAddress[] receivers = settings.ReceiversOr(new ReceiverAddress[0]);
        return receivers.Length < 2 || !receivers[0].IsSameAs(receivers[1])
            || _fields.Fail(RuleFault.Contradiction, "receivers");
    }
}
