// What a device of another vendor is and what its events mean, as data.
using Hub.Protocols.Devices;

namespace Hub.Core.Radio;

/// <summary>
/// Describes one model of another vendor's devices. Its adapter decodes the radio and hands over numbers; what they
/// mean is here, so that a new model is a new description and no new software.
/// </summary>
public sealed class DeviceDescription
{
    /// <summary>The description's number, 1 to 65535; a pairing request names it.</summary>
    public int Number { get; set; }

    /// <summary>What the device is.</summary>
    public DeviceKind Kind { get; set; }

    /// <summary>What tells it from others of its kind.</summary>
    public DeviceVariant Variant { get; set; }

    /// <summary>Minutes between two signs of life, 1 to 65535; 0 takes that of the kind.</summary>
    public int SupervisionMinutes { get; set; }

    /// <summary>What each of its event codes means, at most <see cref="Limits.MaxDescribedEvents"/>; a code that is not
    /// listed is told as an event nobody has a word for.</summary>
    public DescribedEvent[] Events { get; set; } = new DescribedEvent[0];
}
