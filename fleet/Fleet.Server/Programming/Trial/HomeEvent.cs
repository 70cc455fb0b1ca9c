// Something that a home's hub told and that its rules look at, or that rules did.
namespace Fleet.Server.Programming.Trial;

/// <summary>What a stored event is; the numbers are the store's. In the order in which events of one moment count.
/// </summary>
internal enum HomeEventKind
{
    /// <summary>A device noticed something.</summary>
    Device = 1,

    /// <summary>An alarm about a person or something technical; of a press, or of a rule.</summary>
    Alarm = 2,

    /// <summary>A device was tested: what it noticed ends things and begins none.</summary>
    Test = 3,

    /// <summary>The hub's start; <see cref="HomeEvent.Value"/> has the seconds since it was last heard.</summary>
    Start = 4,

    /// <summary>Rules are in force; the value is their version.</summary>
    InForce = 5,

    /// <summary>A rule fired, would have, or was cancelled, by status code; the value is its number.</summary>
    Rule = 6,

    /// <summary>Who is at home changed; the value is 1 for somebody, 2 for nobody.</summary>
    Presence = 7,

    /// <summary>Events were lost before they could be told; the value is how many.</summary>
    Lost = 8,
}

/// <summary>A stored event. Nothing in it tells of whom it is, only what a sensor or the hub noticed.</summary>
/// <param name="Sequence">The number of the message, unique for the hub.</param>
/// <param name="At">When it happened by the hub's own clock, unix milliseconds UTC.</param>
/// <param name="Kind">What it is.</param>
/// <param name="DeviceId">The device; 0 for the hub.</param>
/// <param name="DeviceType">SCAIP device type.</param>
/// <param name="StatusCode">SCAIP status code.</param>
/// <param name="Value">As the kind says; of a device what it measured.</param>
/// <param name="Location">Where the device was then, a SCAIP location code; 0 when not known.</param>
/// <param name="Occupant">Whose it was, 1 to 9; 0 when not told apart.</param>
/// <param name="RuleId">Of an alarm, the rule that raised it or held it back; 0 for none.</param>
internal readonly record struct HomeEvent(
    long Sequence,
    long At,
    HomeEventKind Kind,
    long DeviceId = 0,
    int DeviceType = 0,
    int StatusCode = 0,
    long Value = 0,
    int Location = 0,
    int Occupant = 0,
    int RuleId = 0);
