// What has become of a settings document.
namespace Hub.Protocols.Messages;

/// <summary>Where a hub is with the settings it was sent.</summary>
public enum SettingsPhase
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>In force for good.</summary>
    InForce = 1,

    /// <summary>Tried; gone back on by itself unless proved in time.</summary>
    Trial = 2,

    /// <summary>Waits for an alarm to end.</summary>
    Postponed = 3,

    /// <summary>Gone back on: those before are in force.</summary>
    Reverted = 4
}
