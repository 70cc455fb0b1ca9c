// Who a line of the console is from.
namespace Hub.Protocols.Bench;

/// <summary>What a line is, by its first character.</summary>
public enum BenchLineKind
{
    /// <summary>None of the console's.</summary>
    None = 0,

    /// <summary>From the tool, <c>@</c>.</summary>
    Request = 1,

    /// <summary>From the hub, <c>=</c>.</summary>
    Answer = 2,

    /// <summary>From the hub, unasked, <c>!</c>.</summary>
    Event = 3
}
