// How the console's sign-in page asks whether a person may come in.
using System;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Access;

/// <summary>Checks a user name and password. The caller then signs the principal in with the cookie scheme.</summary>
public interface IOperatorSignIn
{
    /// <summary>Answers after a time that does not tell an unknown user from a wrong password.</summary>
    Task<SignInAnswer> CheckAsync(string userName, string password, CancellationToken cancellationToken);
}

/// <summary>The answer to a sign-in attempt.</summary>
/// <param name="Result">Accepted, or why not.</param>
/// <param name="Principal">
/// The signed-in person with the claims that <see cref="Actor"/> is read from; null unless accepted.
/// </param>
/// <param name="RetryAfter">How long to wait before another attempt; null unless there were too many.</param>
public sealed record SignInAnswer(SignInResult Result, ClaimsPrincipal? Principal, TimeSpan? RetryAfter = null);

/// <summary>Whether a person came in.</summary>
public enum SignInResult
{
    /// <summary>The principal may be signed in.</summary>
    Accepted = 0,

    /// <summary>Unknown user name or wrong password; which of them is not told.</summary>
    Refused = 1,

    /// <summary>Too many attempts for this user name or address.</summary>
    TooManyAttempts = 2,
}
