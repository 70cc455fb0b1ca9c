// Why an alarm left the journal; the numbers are on flash and never change.
namespace Hub.Core.Storage;

/// <summary>Why an alarm needs no more sending.</summary>
public static class ClosedReason
{
    /// <summary>The fleet manager holds it.</summary>
    public const int Held = 0;

    /// <summary>It was no person's and made room for a person's.</summary>
    public const int Dropped = 1;

    /// <summary>It was cancelled while it was held back.</summary>
    public const int Cancelled = 2;
}
