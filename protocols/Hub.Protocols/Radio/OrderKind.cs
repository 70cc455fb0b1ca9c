// What a hub can tell a device to do.
namespace Hub.Protocols.Radio;

/// <summary>What a device is told to do. A number not listed is not carried out.</summary>
public enum OrderKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Switch on.</summary>
    SwitchOn = 1,

    /// <summary>Switch off.</summary>
    SwitchOff = 2,

    /// <summary>Blink, so that people see which one it is.</summary>
    Identify = 3
}
