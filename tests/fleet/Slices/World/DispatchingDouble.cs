// Stands in for those who tell responders.
using System;
using System.Collections.Generic;
using Fleet.Server.Dispatch;
using Fleet.Server.Store;

namespace Slices.Tests.World;

/// <summary>Tells as many as the test says, and keeps what it was asked.</summary>
internal sealed class DispatchingDouble : IDispatching
{
    public static readonly Guid GroupId = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private readonly List<string> _asked = [];

    /// <summary>How many can be told; 0 for nobody.</summary>
    public int Told { get; set; } = 2;

    /// <summary>What was asked, oldest first.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>The last order.</summary>
    public DispatchOrder? Last { get; private set; }

    public DispatchResult Begin(StoreSession session, DispatchOrder order) => Ask("begin", order);

    public DispatchResult Next(StoreSession session, DispatchOrder order) => Ask("next", order);

    public DispatchResult Call(StoreSession session, DispatchOrder order) => Ask("call", order);

    public DispatchResult Remind(StoreSession session, DispatchOrder order) => Ask("remind", order);

    public void Settle(StoreSession session, DispatchOrder order, Guid? acceptedBy) =>
        Ask(acceptedBy is null ? "settle" : "settle accepted", order);

    private DispatchResult Ask(string what, DispatchOrder order)
    {
        lock (_asked)
        {
            _asked.Add(what);
            Last = order;
        }

        return Told == 0
            ? new DispatchResult(null, "", 0, "reason no group on duty")
            : new DispatchResult(order.GroupId ?? GroupId, "Söder", Told, "");
    }
}
