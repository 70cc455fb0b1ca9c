// Who may change a setting.
namespace Hub.Protocols.Settings;

/// <summary>The role that decides on a setting (HUL-044); an administrator may change all.</summary>
public enum SettingOwner
{
    /// <summary>Who installs and maintains hubs.</summary>
    Technician = 1,

    /// <summary>Who is responsible for the alarms of a home (sv: larmansvarig).</summary>
    AlarmResponsible = 2
}
