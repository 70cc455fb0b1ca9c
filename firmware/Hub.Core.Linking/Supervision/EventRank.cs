// How much an event is worth when there is no room for all.
namespace Hub.Core.Supervision;

/// <summary>The value of an event; the lowest are given up first.</summary>
internal static class EventRank
{
    /// <summary>Nice to know.</summary>
    internal const int Information = 0;

    /// <summary>Something about the home's power or link.</summary>
    internal const int Supply = 1;

    /// <summary>Something is broken, or something was given up.</summary>
    internal const int Fault = 2;
}
