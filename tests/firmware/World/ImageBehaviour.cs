// What firmware in a slot does, in tests.
namespace Firmware.Tests.World;

/// <summary>What firmware in a slot does.</summary>
internal enum ImageBehaviour
{
    /// <summary>What it should.</summary>
    Good = 0,

    /// <summary>Starts, and never gets a link.</summary>
    NoLink = 1,

    /// <summary>Starts, and its radio does not work.</summary>
    NoRadio = 2,

    /// <summary>Starts, and nothing it raises is ever held.</summary>
    LosesAlarms = 3,

    /// <summary>Throws when it is loaded.</summary>
    NeverStarts = 4,

    /// <summary>Starts, and stops soon after.</summary>
    Stops = 5,
}
