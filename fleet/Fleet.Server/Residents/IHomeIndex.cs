// What other slices ask about all homes of a tenant at once.
using System;
using System.Collections.Generic;
using Fleet.Server.Store;

namespace Fleet.Server.Residents;

/// <summary>Words that would tell who somebody is.</summary>
/// <param name="Names">Full names of residents and relatives.</param>
/// <param name="Streets">Streets without their numbers.</param>
/// <param name="Keys">Numbers of keys.</param>
public sealed record PersonalWords(
    IReadOnlyList<string> Names, IReadOnlyList<string> Streets, IReadOnlyList<string> Keys);

/// <summary>Reads across a tenant's homes, in the caller's session.</summary>
public interface IHomeIndex
{
    /// <summary>How many homes have each rota as their own.</summary>
    IReadOnlyDictionary<Guid, int> CountByRota(StoreSession session, Guid tenantId);

    /// <summary>Names, streets and keys that no message may hold under the pseudonymous policy.</summary>
    PersonalWords Words(StoreSession session, Guid tenantId);
}
