// Reads those who handle cases from the users.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Server.Access;

/// <inheritdoc cref="IColleagues"/>
internal sealed class ColleagueList : IColleagues
{
    private static readonly string[] HandlingRoles = [Roles.Operator, Roles.Supervisor, Roles.Admin];
    private readonly FleetStore _store;

    public ColleagueList(FleetStore store)
    {
        _store = store;
    }

    public async Task<IReadOnlyList<Colleague>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using FleetDbContext context = _store.CreateContext();
        return await context.Set<AppUserRow>()
            .Where(row => row.TenantId == actor.TenantId && HandlingRoles.Contains(row.Role))
            .OrderBy(row => row.DisplayName)
            .Select(row => new Colleague(row.UserId, row.DisplayName, row.Role))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    public Colleague? Find(StoreSession session, Guid tenantId, Guid userId)
    {
        using DbDataReader reader = session.Sql(
            "SELECT display_name, role FROM access.app_user WHERE user_id = @id AND tenant_id = @tenant_id")
            .With("@id", userId)
            .With("@tenant_id", tenantId)
            .Read();
        return reader.Read() && HandlingRoles.Contains(reader.GetString(1))
            ? new Colleague(userId, reader.GetString(0), reader.GetString(1))
            : null;
    }
}
