// What has come of a byte from the console.
namespace Hub.Protocols.Bench;

/// <summary>What <see cref="BenchLineReader.Put"/> has found.</summary>
public enum BenchLineResult
{
    /// <summary>No line has ended.</summary>
    None = 0,

    /// <summary>A sound line of the console.</summary>
    Line = 1,

    /// <summary>An empty line: somebody at a terminal.</summary>
    Empty = 2,

    /// <summary>A line of somebody else's; passed over.</summary>
    Foreign = 3,

    /// <summary>A line longer than <see cref="BenchLimits.LineBytes"/>; dropped whole.</summary>
    TooLong = 4,

    /// <summary>The checksum is missing or wrong.</summary>
    BadChecksum = 5,

    /// <summary>The checksum is right, the rest is no line of the console.</summary>
    BadForm = 6
}
