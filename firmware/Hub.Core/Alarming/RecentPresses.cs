// The last press of each trigger, so that a repeated frame is not a second alarm.
namespace Hub.Core.Alarming;

/// <summary>Remembers the token of the last safe press of each trigger; the trigger heard longest ago is forgotten
/// when there is no room.</summary>
internal sealed class RecentPresses
{
    private readonly uint[] _triggerIds = new uint[Limits.RecentPressCapacity];
    private readonly uint[] _tokens = new uint[Limits.RecentPressCapacity];
    private readonly long[] _uses = new long[Limits.RecentPressCapacity];
    private long _useCount;

    /// <summary>Whether this very press has been made safe before.</summary>
    internal bool Contains(uint triggerId, uint token)
    {
        for (int i = 0; i < _triggerIds.Length && token != 0; i++)
        {
            if (_triggerIds[i] == triggerId && _tokens[i] == token)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers a press unless a later one of the same trigger is remembered; the frame counter tells.
    /// </summary>
    internal void RememberLater(uint triggerId, uint token)
    {
        for (int i = 0; i < _triggerIds.Length; i++)
        {
            if (_triggerIds[i] == triggerId && _tokens[i] != 0 && (int)(token - _tokens[i]) < 0)
            {
                return;
            }
        }

        Remember(triggerId, token);
    }

    /// <summary>Remembers a press that is safe now.</summary>
    internal void Remember(uint triggerId, uint token)
    {
        if (token == 0)
        {
            return;
        }

        int place = 0;
        for (int i = 0; i < _triggerIds.Length; i++)
        {
            if (_triggerIds[i] == triggerId)
            {
                place = i;
                break;
            }

            place = _uses[i] < _uses[place] ? i : place;
        }

        _triggerIds[place] = triggerId;
        _tokens[place] = token;
        _uses[place] = ++_useCount;
    }
}
