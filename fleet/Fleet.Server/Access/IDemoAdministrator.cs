// Who acts for the demo municipality.
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Access;

/// <summary>Finds the administrator of the demo municipality, in whose name it is furnished.</summary>
public interface IDemoAdministrator
{
    /// <summary>The administrator; null when there is no demo municipality.</summary>
    Task<Actor?> FindAsync(CancellationToken cancellationToken);
}
