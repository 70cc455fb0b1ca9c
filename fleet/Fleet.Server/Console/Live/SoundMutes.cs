// Who has muted their alarm sound just now, shown to all colleagues.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Access;

namespace Fleet.Server.Console.Live;

/// <summary>
/// A mute lasts at most <see cref="Limits.Console.MuteSeconds"/> and is never hidden: colleagues see whose page is
/// quiet. Kept in this process only.
/// </summary>
public sealed class SoundMutes(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Mute> _mutes = new();

    /// <summary>Told after every change, on the thread that made it. A listener must not block.</summary>
    public event Action? Changed;

    /// <summary>Mutes one page.</summary>
    /// <param name="seatId">The page.</param>
    /// <param name="actor">Whose page it is.</param>
    /// <param name="length">Cut to the limit.</param>
    public Mute Start(Guid seatId, Actor actor, TimeSpan length)
    {
        var longest = TimeSpan.FromSeconds(Limits.Console.MuteSeconds);
        var until = time.GetUtcNow() + (length < longest ? length : longest);
        var mute = new Mute(seatId, actor.TenantId, actor.DisplayName, until);
        _mutes[seatId] = mute;
        Changed?.Invoke();
        return mute;
    }

    /// <summary>Ends the page's mute, if it has one.</summary>
    public void End(Guid seatId)
    {
        if (_mutes.TryRemove(seatId, out _))
        {
            Changed?.Invoke();
        }
    }

    /// <summary>The mutes of a tenant that still last, the longest first.</summary>
    public IReadOnlyList<Mute> In(Guid tenantId)
    {
        var now = time.GetUtcNow();
        foreach (var mute in _mutes.Values.Where(mute => mute.Until <= now))
        {
            _mutes.TryRemove(new KeyValuePair<Guid, Mute>(mute.SeatId, mute));
        }

        return [.. _mutes.Values.Where(mute => mute.TenantId == tenantId).OrderByDescending(mute => mute.Until)];
    }
}

/// <summary>One page's mute.</summary>
/// <param name="SeatId">The page.</param>
/// <param name="TenantId">Its operator's municipality.</param>
/// <param name="OperatorName">What colleagues see.</param>
/// <param name="Until">When the sound comes back by itself.</param>
public sealed record Mute(Guid SeatId, Guid TenantId, string OperatorName, DateTimeOffset Until);
