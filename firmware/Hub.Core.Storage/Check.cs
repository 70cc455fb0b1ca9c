// Assertions that stay on in the field.
namespace Hub.Core;

/// <summary>
/// Checks of what must always hold. They are never compiled away: a failed check leaves the step, is caught once in
/// <c>HubCore.Step</c>, and leads to a restart of the board, which keeps the journal.
/// </summary>
public static class Check
{
    /// <summary>Throws <see cref="CheckFailedException"/> when the condition does not hold.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="code">Where, one of <see cref="CheckCode"/>.</param>
    public static void That(bool condition, int code)
    {
        if (!condition)
        {
            throw new CheckFailedException(code);
        }
    }
}
