// What a transceiver is doing.
namespace Hub.Esp32S3.Radio;

/// <summary>The states of an adapter.</summary>
public enum RadioState
{
    /// <summary>Waits for the next try to start the chip.</summary>
    Waiting = 0,

    /// <summary>Starts it.</summary>
    Starting = 1,

    /// <summary>Receives, or listens.</summary>
    Receiving = 2,

    /// <summary>Sends a frame.</summary>
    Sending = 3,
}
