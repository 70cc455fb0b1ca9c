// Whether the ingest can commit.
using System;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Whether uplink messages can be committed; the readiness check and the supervision look at it.</summary>
public sealed class IngestHealth
{
    private volatile string? _fault;

    /// <summary>Why commits fail; null while they succeed.</summary>
    public string? Fault => _fault;

    /// <summary>Called on the commit thread when commits fail, or succeed again.</summary>
    internal event Action<bool>? Changed;

    internal void Set(string? fault)
    {
        bool hadFault = _fault is not null;
        _fault = fault;
        if (hadFault != fault is not null)
        {
            Changed?.Invoke(fault is null);
        }
    }
}
