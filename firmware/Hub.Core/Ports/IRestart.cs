// Why the board started, and the way to start it again.
using Hub.Protocols.Messages;

namespace Hub.Core.Ports;

/// <summary>Restarts the board.</summary>
public interface IRestart
{
    /// <summary>Why the board started this time.</summary>
    BootReason LastReason { get; }

    /// <summary>Asks for a restart. May return; the core then does nothing more and asks again at each step.</summary>
    void Request(BootReason reason);
}
