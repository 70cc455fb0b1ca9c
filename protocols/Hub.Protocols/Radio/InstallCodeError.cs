// Why a text is no install code.
namespace Hub.Protocols.Radio;

/// <summary>What is wrong with a text that should be an install code.</summary>
public enum InstallCodeError
{
    /// <summary>Nothing: it is one. Whether it is this device's only the device can show.</summary>
    None = 0,

    /// <summary>Fewer than 32 characters, or none.</summary>
    TooShort = 1,

    /// <summary>More than 32 characters.</summary>
    TooLong = 2,

    /// <summary>A character that is neither a digit nor a letter of the code.</summary>
    BadCharacter = 3,

    /// <summary>The check does not agree: mistyped.</summary>
    Mistyped = 4
}
