// How far a bearer has come in opening its byte stream.
namespace Hub.Core.Ports;

/// <summary>The state of an <see cref="IBearer"/>.</summary>
public enum BearerState
{
    /// <summary>Nothing is open and nothing is being opened.</summary>
    Closed = 0,

    /// <summary>Being opened: network attach, connect, TLS.</summary>
    Opening = 1,

    /// <summary>The stream is open.</summary>
    Open = 2,

    /// <summary>Opening failed; <see cref="IBearer.Close"/> makes it ready for the next try.</summary>
    Failed = 3,
}
