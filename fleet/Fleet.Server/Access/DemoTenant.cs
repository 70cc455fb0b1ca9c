// Makes the demo municipality with its users.
using System;
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

    /// <summary>Makes what is missing, and gives the users the password in force.</summary>
    public int Seed(StoreSession session)
    {
        string password = Password();
        using FleetDbContext context = FleetStore.ContextOn(session);
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        TenantRow? tenant = context.Set<TenantRow>().FirstOrDefault(row => row.Name == TenantName);
        if (tenant is null)
        {
            tenant = new TenantRow { TenantId = Guid.NewGuid(), Name = TenantName, CreatedAt = now };
            context.Add(tenant);
            context.SaveChanges();
        }

        foreach ((string role, string displayName) in Users)
        {
            AppUserRow? user = context.Set<AppUserRow>().FirstOrDefault(row => row.UserName == role);
            if (user is null)
            {
                user = new AppUserRow
                {
                    UserId = Guid.NewGuid(),
                    TenantId = tenant.TenantId,
                    UserName = role,
                    DisplayName = displayName,
                    Role = role,
                    PasswordHash = PasswordHasher.Make(password),
                    CreatedAt = now,
                };
                context.Add(user);
            }
            else if (!PasswordHasher.Matches(password, user.PasswordHash))
            {
                user.PasswordHash = PasswordHasher.Make(password);
                context.Update(user);
            }
        }

        return context.SaveChanges();
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
