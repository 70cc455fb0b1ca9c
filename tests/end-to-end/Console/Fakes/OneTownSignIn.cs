// Two operators of one municipality, for tests of the console's pages alone.
using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Lets <c>kim</c> and <c>robin</c> in with one password.</summary>
internal sealed class OneTownSignIn : IOperatorSignIn
{
    public const string Password = "a-password-of-this-test";

    private static readonly Guid Tenant = Guid.NewGuid();

    private static readonly Dictionary<string, (Guid Id, string Name)> People = new()
    {
        ["kim"] = (Guid.NewGuid(), "Kim"),
        ["robin"] = (Guid.NewGuid(), "Robin"),
    };

    public Task<SignInAnswer> CheckAsync(string userName, string password, CancellationToken cancellationToken)
    {
        if (userName == "impatient")
        {
            return Task.FromResult(new SignInAnswer(SignInResult.TooManyAttempts, null, TimeSpan.FromMinutes(4)));
        }

        if (password != Password || !People.TryGetValue(userName, out var person))
        {
            return Task.FromResult(new SignInAnswer(SignInResult.Refused, null));
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim("tenant", Tenant.ToString()),
                new Claim(ClaimTypes.Name, person.Name),
            ],
            "test");
        return Task.FromResult(new SignInAnswer(SignInResult.Accepted, new ClaimsPrincipal(identity)));
    }
}
