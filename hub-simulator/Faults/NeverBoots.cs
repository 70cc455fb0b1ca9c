// Firmware that cannot be started.
using System;
using Hub.Simulator.Firmware;

namespace Hub.Simulator.Faults;

/// <summary>Throws as soon as the loader makes it.</summary>
public sealed class NeverBoots : Application
{
    /// <summary>Always throws.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public NeverBoots() => throw new InvalidOperationException("This firmware never boots.");
}
