// The people of one municipality, for tests of the console's pages alone.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>
/// Lets Kim (admin), Robin (operator), Tove (technician), Siv (supervisor) and Nils (responder) in with one password.
/// </summary>
internal sealed class OneTownSignIn : IOperatorSignIn
{
    public const string Password = "a-password-of-this-test";

    private static readonly Guid Tenant = Guid.NewGuid();

    private static readonly Dictionary<string, AppUserRow> People = new()
    {
        ["kim"] = Person("Kim", Roles.Admin),
        ["robin"] = Person("Robin", Roles.Operator),
        ["tove"] = Person("Tove", Roles.Technician),
        ["siv"] = Person("Siv", Roles.Supervisor),
        ["nils"] = Person("Nils", Roles.Responder),
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

        return Task.FromResult(new SignInAnswer(SignInResult.Accepted, ActorClaims.Principal(person)));
    }

    private static AppUserRow Person(string name, string role) =>
        new() { UserId = Guid.NewGuid(), TenantId = Tenant, DisplayName = name, UserName = name, Role = role };
}
