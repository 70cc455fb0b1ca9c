// A board with its service console: blank, or with a hub on it.
using Hub.Core;
using Hub.Core.Ports;
using static Hub.Core.Moment;

namespace Hub.Provisioning;

/// <summary>
/// What the wiring starts with and steps. It reads the identity; when there is one the wiring makes a
/// <see cref="HubCore"/> from it and attaches that. Without one the board shows Power orange, feeds its watchdog and
/// waits at its console. From the moment an identity changes the hub is no longer stepped, so that nothing of the old
/// home is written into the flash of the new.
/// </summary>
public sealed class ServicedBoard
{
    private readonly ServicePorts _ports;
    private HubCore? _core;
    private long _retryAtMilliseconds = long.MinValue;
    private bool _isShown;

    /// <summary>Makes a board; nothing is read or written yet.</summary>
    /// <exception cref="CheckFailedException">A port is missing, the board's facts cannot be told, or the flash is too
    /// small.</exception>
    public ServicedBoard(ServicePorts ports)
    {
        Check.That(
            ports.Line != null && ports.IdentityFlash != null && ports.Panel != null && ports.Watchdog != null
                && ports.Random != null && ports.Restart != null && ports.Board.IsSound(),
            CheckCode.Settings);
        _ports = ports;
        Store = new IdentityStore(ports.IdentityFlash!, ports.HomeFlashes);
        Console = new ServiceConsole(ports, Store);
    }

    /// <summary>The identity in flash.</summary>
    public IdentityStore Store { get; }

    /// <summary>The console.</summary>
    public ServiceConsole Console { get; }

    /// <summary>Reads the identity and finishes what a power cut left half done. Comes before a hub is made.</summary>
    /// <returns>False when the flash does not answer; <see cref="Step"/> tries again.</returns>
    public bool Start()
    {
        bool isRead = Store.Start();
        Console.TakeIdentity();
        return isRead;
    }

    /// <summary>Gives the board the hub that was made from the identity.</summary>
    public void Attach(HubCore core)
    {
        _core = core;
        Console.Attach(core);
    }

    /// <summary>Does what is due, in bounded time but for the writing of an identity.</summary>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    /// <returns>The monotonic time of the next step; earlier when something has come.</returns>
    public long Step(long nowMilliseconds)
    {
        if (_core != null && !Console.IsRestarting)
        {
            long due = _core.Step(nowMilliseconds);
            long carriedOut = Console.RequestCount;
            due = Earlier(due, Console.Step(nowMilliseconds));

            // What was asked for, a test alarm perhaps, is the hub's to go on with.
            return Console.RequestCount != carriedOut ? nowMilliseconds : due;
        }

        long next = Console.Step(nowMilliseconds);

        if (!Console.IsRestarting)
        {
            // A restart that does not come is the watchdog's to make.
            _ports.Watchdog!.Feed();
        }

        if (!_isShown)
        {
            _isShown = true;
            IPanel panel = _ports.Panel!;
            panel.SetLamp(Lamp.Power, LampColour.Orange);
            panel.SetLamp(Lamp.Internet, LampColour.Off);
            panel.SetLamp(Lamp.Service, LampColour.Off);
            panel.SetLamp(Lamp.Pair, LampColour.Off);
            panel.SetLamp(Lamp.Radio, LampColour.Off);
        }

        if (!Store.IsSettled && !Console.IsRestarting && nowMilliseconds >= _retryAtMilliseconds)
        {
            _retryAtMilliseconds = nowMilliseconds + Limits.JournalRetryMilliseconds;
            if (Start() && Store.Identity != null)
            {
                Console.RestartToUse(nowMilliseconds);
            }
        }

        return next;
    }
}
