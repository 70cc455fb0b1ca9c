// What is kept of a rule that is under way.
namespace Hub.Core.Storage;

/// <summary>A place in <see cref="RuleMemory"/>.</summary>
internal sealed class KeptRun
{
    /// <summary>The rule's number, 0 for an empty place.</summary>
    internal int RuleId { get; set; }

    /// <summary>When it began, or what it watches last happened: seconds of Unix time; 0 when the clock was not set.
    /// </summary>
    internal uint UnixSeconds { get; set; }

    /// <summary>The device that started it.</summary>
    internal uint DeviceId { get; set; }

    /// <summary>SCAIP device type of it.</summary>
    internal int DeviceType { get; set; }

    /// <summary>SCAIP status code of its event.</summary>
    internal int StatusCode { get; set; }

    /// <summary>SCAIP location code of it.</summary>
    internal int LocationCode { get; set; }

    /// <summary>Whose device it is.</summary>
    internal int Occupant { get; set; }
}
