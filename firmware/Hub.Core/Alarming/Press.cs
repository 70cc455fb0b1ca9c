// One press of a trigger on its way from the radio to the journal.
namespace Hub.Core.Alarming;

/// <summary>A press as the radio side reports it.</summary>
internal sealed class Press
{
    /// <summary>The trigger, never 0.</summary>
    internal uint TriggerId { get; set; }

    /// <summary>SCAIP device type.</summary>
    internal int DeviceType { get; set; }

    /// <summary>SCAIP status code.</summary>
    internal int StatusCode { get; set; }

    /// <summary>SCAIP location code, 0 when not known.</summary>
    internal int LocationCode { get; set; }

    /// <summary>Tells one press of the trigger from the next; 0 when there is no such number.</summary>
    internal uint Token { get; set; }

    /// <summary>Monotonic time of the press.</summary>
    internal long PressedAtMilliseconds { get; set; }

    internal void CopyFrom(Press other)
    {
        TriggerId = other.TriggerId;
        DeviceType = other.DeviceType;
        StatusCode = other.StatusCode;
        LocationCode = other.LocationCode;
        Token = other.Token;
        PressedAtMilliseconds = other.PressedAtMilliseconds;
    }
}
