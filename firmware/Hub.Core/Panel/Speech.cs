// The phrases that wait to be spoken, one at a time.
using Hub.Core.Ports;

namespace Hub.Core.Panel;

/// <summary>Speaks phrases in the order they came; a phrase that waits already is not put twice.</summary>
public sealed class Speech
{
    private readonly IAudio? _audio;
    private readonly Phrase[] _waiting = new Phrase[Limits.SpeechCapacity];
    private int _count;

    internal Speech(IAudio? audio)
    {
        _audio = audio;
    }

    /// <summary>Phrases left out because too many waited, or the speaker did not take them, since the start.</summary>
    public long LeftOutCount { get; private set; }

    /// <summary>Phrases that were put, also those that waited already or were left out, since the start.</summary>
    public long PutCount { get; private set; }

    /// <summary>The phrase given to the speaker last.</summary>
    public Phrase Last { get; private set; }

    /// <summary>When it must be stepped again; long.MaxValue when nothing waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Puts a phrase last in the queue.</summary>
    /// <returns>False when it is left out.</returns>
    internal bool Say(Phrase phrase)
    {
        PutCount++;
        for (int i = 0; i < _count; i++)
        {
            if (_waiting[i] == phrase)
            {
                return true;
            }
        }

        if (_audio == null || _count == _waiting.Length)
        {
            LeftOutCount++;
            return false;
        }

        _waiting[_count] = phrase;
        _count++;
        return true;
    }

    /// <summary>Gives the speaker the next phrase when it is silent.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (_audio != null && _count > 0 && !_audio.IsSpeaking)
        {
            Last = _waiting[0];
            _count--;
            System.Array.Copy(_waiting, 1, _waiting, 0, _count);
            LeftOutCount += _audio.Speak(Last) ? 0 : 1;
        }

        NextDueAtMilliseconds = _count > 0 ? nowMilliseconds + Limits.SpeechRetryMilliseconds : long.MaxValue;
    }
}
