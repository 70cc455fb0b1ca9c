// Makes the demo municipality with its users.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Fleet.Server.Store;

namespace Fleet.Server.Access;

/// <summary>
/// The tenant Demokommun with a user for each role, called as it is, all with one password: the configured one, or one
/// made at the first start and kept in <c>demo-sign-in.txt</c> (mode 0600).
/// </summary>
internal sealed class DemoTenant
{
    /// <summary>The file with the password, in the data directory.</summary>
    public const string FileName = "demo-sign-in.txt";

    /// <summary>What the municipality is called.</summary>
    public const string TenantName = "Demokommun";

    private static readonly (string Role, string DisplayName)[] Users =
    [
        (Roles.Operator, "Operator Demo"),
        (Roles.Technician, "Technician Demo"),
        (Roles.Admin, "Admin Demo"),
        (Roles.Supervisor, "Supervisor Demo"),
        (Roles.Responder, "Responder Demo"),
        (Roles.AlarmResponsible, "Alarm-responsible Demo"),
        (Roles.UnitLead, "Unit lead Demo"),
    ];

    private readonly AccessOptions _options;
    private readonly string _file;
    private readonly TimeProvider _time;

    public DemoTenant(AccessOptions options, string dataDirectory, TimeProvider time)
    {
        _options = options;
        _file = Path.Combine(dataDirectory, FileName);
        _time = time;
    }

    /// <summary>
    /// Makes what is missing, and gives the users the password in force. Hashing a password is made slow, so it is
    /// done once for all of them.
    /// </summary>
    public int Seed(StoreSession session)
    {
        string password = Password();
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        Guid tenantId = FindTenant(session) ?? AddTenant(session, now);
        Dictionary<string, string> known = Hashes(session);
        string hash = known.Values.Distinct().FirstOrDefault(stored => PasswordHasher.Matches(password, stored))
            ?? PasswordHasher.Make(password);
        int changed = 0;
        foreach ((string role, string displayName) in Users)
        {
            if (!known.TryGetValue(role, out string? stored))
            {
                changed += AddUser(session, tenantId, role, displayName, hash, now);
            }
            else if (stored != hash)
            {
                changed += session.Sql("UPDATE access.app_user SET password_hash = @hash WHERE user_name = @name")
                    .With("@hash", hash)
                    .With("@name", role)
                    .Run();
            }
        }

        return changed;
    }

    private static Guid? FindTenant(StoreSession session)
    {
        using DbDataReader reader = session.Sql("SELECT tenant_id FROM access.tenant WHERE name = @name")
            .With("@name", TenantName)
            .Read();
        return reader.Read() ? reader.GetGuid(0) : null;
    }

    private static Guid AddTenant(StoreSession session, long now)
    {
        var tenantId = Guid.NewGuid();
        session.Sql("INSERT INTO access.tenant (tenant_id, name, created_at) VALUES (@tenant_id, @name, @at)")
            .With("@tenant_id", tenantId)
            .With("@name", TenantName)
            .With("@at", now)
            .Run();
        return tenantId;
    }

    /// <summary>The stored hashes of those users that there are, by user name.</summary>
    private static Dictionary<string, string> Hashes(StoreSession session)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string role, _) in Users)
        {
            using DbDataReader reader = session.Sql(
                "SELECT password_hash FROM access.app_user WHERE user_name = @name")
                .With("@name", role)
                .Read();
            if (reader.Read())
            {
                hashes.Add(role, reader.GetString(0));
            }
        }

        return hashes;
    }

    private static int AddUser(
        StoreSession session, Guid tenantId, string role, string displayName, string hash, long now)
    {
        return session.Sql(
            """
            INSERT INTO access.app_user (
                user_id, tenant_id, user_name, display_name, role, password_hash, created_at)
            VALUES (@user_id, @tenant_id, @user_name, @display_name, @role, @hash, @at)
            """)
            .With("@user_id", Guid.NewGuid())
            .With("@tenant_id", tenantId)
            .With("@user_name", role)
            .With("@display_name", displayName)
            .With("@role", role)
            .With("@hash", hash)
            .With("@at", now)
            .Run();
    }

    private string Password()
    {
        if (_options.DemoPassword is { } given)
        {
            return given;
        }

        if (File.Exists(_file))
        {
            foreach (string line in File.ReadLines(_file))
            {
                if (line.StartsWith("password: ", StringComparison.Ordinal))
                {
                    return line["password: ".Length..].Trim();
                }
            }
        }

        string made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        PrivateFile.Write(_file, $"users: {string.Join(", ", Users.Select(user => user.Role))}\npassword: {made}\n");
        return made;
    }
}
