// The header by which a program may ask for the same thing again without getting it twice.
namespace Fleet.Server.Http;

/// <summary>The rule for the header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header).</summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>What a key must be, for an answer.</summary>
    public static readonly string Rule =
        $"must be 1 to {Limits.Http.IdempotencyKeyLength} printable ASCII characters.";

    /// <summary>Whether a text may be a key: printable ASCII, blanks included.</summary>
    public static bool IsValid(string key)
    {
        foreach (char letter in key)
        {
            if (letter is < ' ' or > '~')
            {
                return false;
            }
        }

        return key.Length is >= 1 and <= Limits.Http.IdempotencyKeyLength;
    }
}
