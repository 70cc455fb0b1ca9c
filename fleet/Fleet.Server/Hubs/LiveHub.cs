// A hub in memory: its registration, and what is known of it now.
using System;
using Fleet.Server.Gateway;

namespace Fleet.Server.Hubs;

/// <summary>
/// The registry's own instance of a hub; the gateway sees it as a <see cref="HubPrincipal"/>. The ingest's commit
/// thread changes the facts, everyone may copy them.
/// </summary>
internal sealed class LiveHub : HubPrincipal
{
    private readonly byte[] _passwordHash;
    private HubFacts _facts;
    private bool _isDirty;

    public LiveHub(long rowId, Guid tenantId, string hubId, string name, byte[] passwordHash, long createdAt)
        : base(rowId, tenantId, hubId)
    {
        Name = name;
        CreatedAt = createdAt;
        _passwordHash = passwordHash;
        _facts.PowerSource = 2;
        _facts.BatteryPercent = 255;
    }

    /// <summary>What lists show.</summary>
    public string Name { get; }

    /// <summary>When it was registered, unix milliseconds UTC.</summary>
    public long CreatedAt { get; }

    /// <summary>SHA-256 of the MQTT password.</summary>
    public ReadOnlySpan<byte> PasswordHash => _passwordHash;

    /// <summary>The next look at this hub on the steady clock; only the watch for silence touches it.</summary>
    public long NextCheckTick { get; set; }

    /// <summary>True while the hub waits in the feed; only the feed touches it.</summary>
    public int FeedMark;

    /// <summary>A copy of what is known.</summary>
    public HubFacts Facts
    {
        get
        {
            lock (_passwordHash)
            {
                return _facts;
            }
        }
    }

    /// <summary>Puts facts read from the store in place, before the hub is shared.</summary>
    public void Restore(in HubFacts facts)
    {
        _facts = facts;
    }

    /// <summary>What guards <see cref="Guarded"/>.</summary>
    public object Guard => _passwordHash;

    /// <summary>The facts themselves; only while <see cref="Guard"/> is held.</summary>
    public ref HubFacts Guarded => ref _facts;

    /// <summary>Notes that the hub has fallen silent, unless it was heard since <paramref name="heardTick"/>.</summary>
    public bool TryFallSilent(long heardTick, long at)
    {
        lock (_passwordHash)
        {
            if (_facts.HeardTick != heardTick || _facts.SilentSince != 0)
            {
                return false;
            }

            _facts.SilentSince = at;
            return true;
        }
    }

    /// <summary>Takes the facts for writing them to the store; the hub counts as written.</summary>
    public HubFacts TakeForWriting()
    {
        lock (_passwordHash)
        {
            _isDirty = false;
            return _facts;
        }
    }

    /// <summary>Marks the hub as waiting to be written; the guard may be held.</summary>
    /// <returns>True when it was not yet.</returns>
    public bool MarkDirty()
    {
        lock (_passwordHash)
        {
            bool wasClean = !_isDirty;
            _isDirty = true;
            return wasClean;
        }
    }
}
