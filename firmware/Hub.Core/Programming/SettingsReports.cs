// Tells the fleet manager what has become of a settings document.
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Protocols.Messages;

namespace Hub.Core.Programming;

/// <summary>Keeps the newest news and sends it until the receiver has it; an older one is of no more use.</summary>
internal sealed class SettingsReports
{
    private readonly HubMemory _memory;
    private readonly SettingsStateMessage _message = new SettingsStateMessage();
    private bool _isDue;
    private int _publishId;

    internal SettingsReports(HubMemory memory)
    {
        _memory = memory;
    }

    /// <summary>News.</summary>
    internal void Tell(long version, SettingsPhase phase, uint inForce, int secondsLeft, string reason)
    {
        _message.DocumentVersion = version;
        _message.Phase = phase;
        _message.SettingsVersion = inForce;
        _message.SecondsLeft = secondsLeft;
        _message.Reason = reason;
        _isDue = true;
        _publishId = 0;
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>True when it could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!_isDue || _publishId != 0 || !session.IsReady)
        {
            return false;
        }

        _message.BootCount = _memory.State.BootCount;
        _message.Sequence = _memory.Sequences.Next();
        _publishId = session.Publish(MessageKind.SettingsState, _message, 0, false, nowMilliseconds);
        return _publishId == 0;
    }

    /// <summary>The receiver has it.</summary>
    internal void OnAnswered(int publishId)
    {
        if (publishId == _publishId)
        {
            _isDue = false;
            _publishId = 0;
        }
    }

    /// <summary>What was not answered is sent again on the next session.</summary>
    internal void OnSessionEnded()
    {
        _publishId = 0;
    }
}
