// Something that must hold after every step of every simulation.
using System;
using System.Globalization;
using Hub.Protocols.Messages;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>
/// One invariant. It watches through its hooks and says <see cref="Break"/> when it does not hold; the simulation then
/// stops after the step. A hook never throws: the hub would take it for a fault of its own.
/// </summary>
public abstract class Invariant : IUplinkObserver
{
    private VirtualHome? _home;

    /// <summary>What does not hold, or null.</summary>
    public string? Violation { get; private set; }

    /// <summary>The home watched.</summary>
    protected VirtualHome Home => _home!;

    /// <summary>Names the home to watch.</summary>
    public void Attach(VirtualHome home)
    {
        _home = home;
        OnAttached();
    }

    /// <summary>The home to watch is known; nothing has happened in it yet.</summary>
    protected virtual void OnAttached()
    {
    }

    /// <summary>The hub has been given power and takes its first step.</summary>
    public virtual void OnStarted()
    {
    }

    /// <summary>A transmission begins; the air time of its sender includes it.</summary>
    public virtual void OnSent(Transmission sent)
    {
    }

    /// <summary>The hub's core has been given a frame.</summary>
    public virtual void OnHeard(Transmission heard)
    {
    }

    /// <summary>The hub has acknowledged the frame of a press.</summary>
    public virtual void OnAccepted(Press press)
    {
    }

    /// <summary>A message has arrived at the fleet manager, perhaps again.</summary>
    public virtual void OnArrived(MessageKind kind, byte[] body)
    {
    }

    /// <inheritdoc/>
    public virtual void OnReady()
    {
    }

    /// <inheritdoc/>
    public virtual void OnClosed()
    {
    }

    /// <inheritdoc/>
    public virtual void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
    }

    /// <inheritdoc/>
    public virtual void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
    }

    /// <summary>The hub has been stepped, or has lost its power.</summary>
    public virtual void AfterStep()
    {
    }

    /// <summary>All faults have been mended and there has been time enough for everything to get through.</summary>
    public virtual void AtEnd()
    {
    }

    /// <summary>The invariant does not hold.</summary>
    protected void Break(FormattableString what) =>
        Violation ??= $"{GetType().Name}: {what.ToString(CultureInfo.InvariantCulture)}";
}
