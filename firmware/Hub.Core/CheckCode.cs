// The places whose checks can fail, as numbers for the journal.
namespace Hub.Core;

/// <summary>Names for the codes of <see cref="Check.That"/>; a code is never used for another place later.</summary>
public static class CheckCode
{
    /// <summary>Not a failed check: another exception was caught.</summary>
    public const int Exception = 1;

    /// <summary>A setting is out of its range.</summary>
    public const int Settings = 2;
}
