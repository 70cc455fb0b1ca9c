// One row of the schema of settings.
namespace Hub.Protocols.Settings;

/// <summary>What a setting is: its name, its values, who decides on it.</summary>
public sealed class SettingRule
{
    private SettingRule(int key, string name, SettingKind kind, string unit, int min, int max, int standard)
    {
        Key = key;
        Name = name;
        Kind = kind;
        Unit = unit;
        Min = min;
        Max = max;
        Default = standard;
    }

    /// <summary>The key in the document, one of <see cref="SettingKeys"/>.</summary>
    public int Key { get; }

    /// <summary>The name that refusals and interfaces use, with its unit.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public SettingKind Kind { get; }

    /// <summary>The unit of a number: s, min, bytes, %, or empty.</summary>
    public string Unit { get; }

    /// <summary>The least number, or the fewest items of a list.</summary>
    public int Min { get; }

    /// <summary>The highest number, or the most items of a list.</summary>
    public int Max { get; }

    /// <summary>What a hub does that was told nothing at all, at the bench or later.</summary>
    public int Default { get; }

    /// <summary>Who may change it (HUL-044).</summary>
    public SettingOwner Owner { get; private set; } = SettingOwner.Technician;

    /// <summary>Whether who lives in the home is to have agreed to the change.</summary>
    public bool NeedsConsent { get; private set; }

    /// <summary>Whether a change can cut the hub off: it is then proved over a new connection.</summary>
    public bool IsOfLink { get; private set; }

    internal static SettingRule Number(int key, string name, string unit, int min, int max, int standard)
    {
        return new SettingRule(key, name, SettingKind.Number, unit, min, max, standard);
    }

    internal static SettingRule Phones(int key, string name)
    {
        return new SettingRule(key, name, SettingKind.PhoneNumbers, "", 0, SettingsLimits.MaxNumbers, 0);
    }

    internal static SettingRule Receivers(int key, string name)
    {
        SettingRule rule = new SettingRule(key, name, SettingKind.Receivers, "", 1, SettingsLimits.MaxReceivers, 0);
        rule.IsOfLink = true;
        return rule;
    }

    internal SettingRule OfAlarmResponsible(bool needsConsent)
    {
        Owner = SettingOwner.AlarmResponsible;
        NeedsConsent = needsConsent;
        return this;
    }
}
