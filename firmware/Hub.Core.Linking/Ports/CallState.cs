// How far a call has come.
namespace Hub.Core.Ports;

/// <summary>The state of the call that the modem handles.</summary>
public enum CallState
{
    /// <summary>No call.</summary>
    Idle = 0,

    /// <summary>The hub calls and nobody has answered yet.</summary>
    Dialling = 1,

    /// <summary>Somebody calls the hub.</summary>
    Ringing = 2,

    /// <summary>Both can speak.</summary>
    Active = 3,
}
