// The bounds of provisioning in the hub; those of the console's language are in BenchLimits.
using Hub.Protocols.Bench;

namespace Hub.Core;

/// <content>Identity and service console.</content>
public static partial class Limits
{
    /// <summary>Copies of the identity in flash: one stands while the other is written.</summary>
    public const int IdentityCopies = 2;

    /// <summary>Bytes of one copy of the identity, its header included.</summary>
    public const int IdentityCopyBytes = Storage.DocumentStore.HeaderBytes + BenchLimits.MaxIdentityBytes;

    /// <summary>The most flash parts of a home, erased when a hub goes to another.</summary>
    public const int MaxHomeFlashes = 5;

    /// <summary>Bytes taken from the service line in one step: some 20 ms of line.</summary>
    public const int ServiceBytesPerStep = 256;

    /// <summary>How long a line that nobody takes is kept before the rest of it is dropped, in ms.</summary>
    public const int ServiceOutputMilliseconds = 2_000;

    /// <summary>From the answer to the restart that it announced, in ms; below
    /// <see cref="BenchLimits.RestartMilliseconds"/>.</summary>
    public const int ServiceRestartMilliseconds = 500;

    /// <summary>The shortest id of a board's chip, in hexadecimal digits.</summary>
    public const int MinBoardIdDigits = 12;

    /// <summary>The longest id of a board's chip, in hexadecimal digits.</summary>
    public const int MaxBoardIdDigits = 32;
}
