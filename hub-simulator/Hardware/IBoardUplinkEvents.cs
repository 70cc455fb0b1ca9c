// What an uplink of a simulated board tells.
namespace Hub.Simulator.Hardware;

/// <summary>As the hub's port; kinds are their numbers.</summary>
public interface IBoardUplinkEvents
{
    /// <summary>The session is ready.</summary>
    void OnReady();

    /// <summary>The receiver took a message.</summary>
    void OnPublishAcknowledged(int publishId, int reasonCode);

    /// <summary>A message has come; the buffer is valid during the call only.</summary>
    void OnMessage(int kind, byte[] buffer, int offset, int count);

    /// <summary>The session has ended.</summary>
    void OnClosed(int reason);
}
