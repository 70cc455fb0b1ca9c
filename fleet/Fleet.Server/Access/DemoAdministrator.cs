// Reads who acts for the demo municipality from the users.
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;

namespace Fleet.Server.Access;

/// <inheritdoc cref="IDemoAdministrator"/>
internal sealed class DemoAdministrator : IDemoAdministrator
{
    private readonly FleetStore _store;

    public DemoAdministrator(FleetStore store)
    {
        _store = store;
    }

    public Task<Actor?> FindAsync(CancellationToken cancellationToken)
    {
        return _store.ReadAsync(Find, cancellationToken);
    }

    private static Actor? Find(StoreSession session)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT person.user_id, person.tenant_id, person.display_name
            FROM access.app_user person JOIN access.tenant tenant ON tenant.tenant_id = person.tenant_id
            WHERE tenant.name = @name AND person.user_name = @role AND person.role = @role
            """)
            .With("@name", DemoTenant.TenantName)
            .With("@role", Roles.Admin)
            .Read();
        return reader.Read()
            ? new Actor(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), Roles.Admin)
            : null;
    }
}
