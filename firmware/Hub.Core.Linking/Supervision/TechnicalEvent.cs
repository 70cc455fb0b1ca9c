// One technical event that waits to be sent.
namespace Hub.Core.Supervision;

/// <summary>A place in the <see cref="EventLog"/>.</summary>
internal sealed class TechnicalEvent
{
    internal bool IsInUse { get; set; }

    internal ulong Sequence { get; set; }

    internal int Rank { get; set; }

    internal long HappenedAtMilliseconds { get; set; }

    /// <summary>The device it happened to, 0 for the hub itself.</summary>
    internal uint DeviceId { get; set; }

    internal int DeviceType { get; set; }

    internal int StatusCode { get; set; }

    internal int Value { get; set; }

    internal string Text { get; set; } = "";

    internal int Tries { get; set; }

    internal int UnansweredPublishId { get; set; }
}
