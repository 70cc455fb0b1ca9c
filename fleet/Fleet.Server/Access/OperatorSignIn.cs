// Checks who may come in: the demo's users, until Identity takes this place.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;

namespace Fleet.Server.Access;

/// <summary>User name and password against the store, with a bound on wrong attempts per user name.</summary>
internal sealed class OperatorSignIn : IOperatorSignIn
{
    private readonly FleetStore _store;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    public OperatorSignIn(FleetStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    public async Task<SignInAnswer> CheckAsync(string userName, string password, CancellationToken cancellationToken)
    {
        string name = userName.Trim().ToLowerInvariant();
        if (name.Length is 0 or > Limits.Access.CredentialLength || password.Length > Limits.Access.CredentialLength)
        {
            return new SignInAnswer(SignInResult.Refused, null);
        }

        if (WaitOf(name) is { } wait)
        {
            return new SignInAnswer(SignInResult.TooManyAttempts, null, wait);
        }

        AppUserRow? user = await _store.ReadAsync(session => Find(session, name), cancellationToken)
            .ConfigureAwait(false);

        // Off the caller's thread, and for an unknown name too: the time tells nothing.
        bool matches = await Task.Run(
            () => PasswordHasher.Matches(password, user?.PasswordHash ?? PasswordHasher.Nobodys), cancellationToken)
            .ConfigureAwait(false);
        if (!matches || user is null)
        {
            NoteFailure(name);
            return new SignInAnswer(SignInResult.Refused, null);
        }

        lock (_failures)
        {
            _failures.Remove(name);
        }

        return new SignInAnswer(SignInResult.Accepted, ActorClaims.Principal(user));
    }

    private static AppUserRow? Find(StoreSession session, string name)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT user_id, tenant_id, display_name, role, password_hash, created_at FROM access.app_user
            WHERE user_name = @name
            """)
            .With("@name", name)
            .Read();
        return !reader.Read() ? null : new AppUserRow
        {
            UserId = reader.GetGuid(0),
            TenantId = reader.GetGuid(1),
            UserName = name,
            DisplayName = reader.GetString(2),
            Role = reader.GetString(3),
            PasswordHash = reader.GetString(4),
            CreatedAt = reader.GetInt64(5),
        };
    }

    private TimeSpan? WaitOf(string name)
    {
        lock (_failures)
        {
            if (!_failures.TryGetValue(name, out Failures failures))
            {
                return null;
            }

            TimeSpan left = failures.Until - _time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                _failures.Remove(name);
                return null;
            }

            return failures.Count >= Limits.Access.Failures ? left : null;
        }
    }

    private void NoteFailure(string name)
    {
        lock (_failures)
        {
            if (!_failures.TryGetValue(name, out Failures failures))
            {
                MakeRoom();
                DateTimeOffset until = _time.GetUtcNow().AddSeconds(Limits.Access.FailureWindowSeconds);
                failures = new Failures(0, until);
            }

            _failures[name] = failures with { Count = failures.Count + 1 };
        }
    }

    private void MakeRoom()
    {
        if (_failures.Count >= Limits.Access.FailureEntries)
        {
            string oldest = _failures.MinBy(pair => pair.Value.Until).Key;
            _failures.Remove(oldest);
        }
    }

    private readonly record struct Failures(int Count, DateTimeOffset Until);
}
