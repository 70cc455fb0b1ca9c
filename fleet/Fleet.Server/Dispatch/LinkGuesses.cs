// Bounds how often somebody may try links that are none.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Server.Dispatch;

/// <summary>
/// Counts a person's tries within a time. A token cannot be guessed; who tries all the same is stopped, and does not
/// keep the store busy.
/// </summary>
internal sealed class LinkGuesses
{
    private readonly TimeProvider _time;
    private readonly Dictionary<Guid, Tries> _tries = [];

    public LinkGuesses(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>Whether a person has tried too many.</summary>
    public bool IsOver(Guid userId)
    {
        lock (_tries)
        {
            if (_tries.TryGetValue(userId, out Tries tries) && tries.Until <= _time.GetTimestamp())
            {
                _tries.Remove(userId);
                return false;
            }

            return tries.Count >= Limits.Dispatch.LinkGuesses;
        }
    }

    /// <summary>A person has tried a link that is none.</summary>
    public void Count(Guid userId)
    {
        lock (_tries)
        {
            if (!_tries.TryGetValue(userId, out Tries tries))
            {
                if (_tries.Count >= Limits.Dispatch.LinkGuessers)
                {
                    _tries.Remove(_tries.MinBy(static pair => pair.Value.Until).Key);
                }

                tries = new Tries(
                    0, _time.GetTimestamp() + (Limits.Dispatch.LinkGuessSeconds * _time.TimestampFrequency));
            }

            _tries[userId] = tries with { Count = tries.Count + 1 };
        }
    }

    private readonly record struct Tries(int Count, long Until);
}
