// Why a call ended.
namespace Hub.Core.Ports;

/// <summary>The end of a call, as the modem tells it.</summary>
public enum CallEnd
{
    /// <summary>There has been no call.</summary>
    None = 0,

    /// <summary>This end has hung up.</summary>
    Here = 1,

    /// <summary>The other end has hung up.</summary>
    There = 2,

    /// <summary>The other end was busy or has refused.</summary>
    Busy = 3,

    /// <summary>Nobody answered.</summary>
    NoAnswer = 4,

    /// <summary>The network has lost the call.</summary>
    Dropped = 5,

    /// <summary>There was no network to call over.</summary>
    NoNetwork = 6,
}
