// The hub's loudspeaker, for short signals.
namespace Hub.Core.Ports;

/// <summary>Plays short signals. Never blocks: a signal that cannot be played is left out.</summary>
public interface IAudio
{
    /// <summary>Begins to play a signal; one that is playing is cut short.</summary>
    void Play(Sound sound);
}
