// A hub's session as a scripted fleet manager sees it.
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>The way back to a hub; what is on its way when the link or the session ends is lost.</summary>
public interface IFleetSession
{
    /// <summary>The address that the hub has come to; null when there is but one.</summary>
    ScriptedReceiver? Receiver => null;

    /// <summary>Sends the hub a message.</summary>
    void Deliver(MessageKind kind, byte[] body);

    /// <summary>Sends the hub the PUBACK of a publish that came on a session of this number.</summary>
    void Acknowledge(int publishId, int session);
}
