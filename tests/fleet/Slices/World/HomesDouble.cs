// Homes with invented people, by hub.
using System;
using System.Collections.Generic;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Slices.Tests.World;

/// <summary>Knows the homes that a test has put into it.</summary>
internal sealed class HomesDouble : IHomes
{
    public Dictionary<long, Home> Homes { get; } = [];

    public Home? Find(StoreSession session, Guid tenantId, long hubRowId) => Homes.GetValueOrDefault(hubRowId);

    public void Add(long hubRowId, string area, params Relative[] relatives) => Homes[hubRowId] = new Home(
        hubRowId,
        area,
        "Norra",
        null,
        "Provgatan 1",
        "123 45 Provstad",
        "+46700000001",
        "",
        "K17",
        false,
        "Ring först",
        [new Resident(1, "Prova Provsson")],
        relatives,
        1);
}
