// The colours a lamp can show.
namespace Hub.Core.Ports;

/// <summary>What a lamp shows.</summary>
public enum LampColour
{
    /// <summary>Dark.</summary>
    Off = 0,

    /// <summary>White.</summary>
    White = 1,

    /// <summary>Orange.</summary>
    Orange = 2,

    /// <summary>Red.</summary>
    Red = 3,

    /// <summary>Blue.</summary>
    Blue = 4,

    /// <summary>White, on and off; the panel keeps the rhythm.</summary>
    WhiteBlinking = 5,

    /// <summary>Green.</summary>
    Green = 6,

    /// <summary>Orange, on and off; the panel keeps the rhythm.</summary>
    OrangeBlinking = 7,
}
