// What a setting holds.
namespace Hub.Protocols.Settings;

/// <summary>The kinds of value.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    Number = 1,

    /// <summary>Telephone numbers, in the order in which they are tried.</summary>
    PhoneNumbers = 2,

    /// <summary>Receivers, the primary first: host and port each.</summary>
    Receivers = 3
}
