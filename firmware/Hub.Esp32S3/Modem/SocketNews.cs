// What a line from the modem says about its socket.
namespace Hub.Esp32S3.Modem;

/// <summary>News about the socket.</summary>
internal enum SocketNews
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Opened.</summary>
    Opened = 1,

    /// <summary>Opening has failed.</summary>
    Failed = 2,

    /// <summary>Closed, by whoever.</summary>
    Closed = 3,

    /// <summary>Data has arrived.</summary>
    Arrived = 4,

    /// <summary>What was sent is out.</summary>
    Sent = 5,
}
