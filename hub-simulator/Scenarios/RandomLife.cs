// A home to which everything happens: presses at all hours, a bad network, power cuts, a fleet manager with moods.
using Hub.Protocols.Messages;
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// Lives through a span of virtual time in which faults come and go at random, then mends everything. The checks run
/// after every step; a seed that breaks one breaks it again.
/// </summary>
public sealed class RandomLife
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private readonly VirtualHome _home;
    private readonly SeededRandom _random;
    private readonly long _endAt;

    /// <summary>A life that has not begun.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="durationMilliseconds">How long it is.</param>
    /// <param name="isOverMqtt">Whether the hub's own MQTT client is part of it.</param>
    public RandomLife(ulong seed, long durationMilliseconds, bool isOverMqtt = false)
    {
        _home = new VirtualHome(seed, null, null, isOverMqtt);
        _random = new SeededRandom(seed ^ 0xA5A5_A5A5_A5A5_A5A5);
        _endAt = durationMilliseconds;
    }

    /// <summary>The home.</summary>
    public VirtualHome Home => _home;

    /// <summary>Power cuts so far, those within a flash operation counted in the second figure.</summary>
    public (int All, int WithinFlash) PowerCuts { get; private set; }

    /// <summary>Cuts of the network so far.</summary>
    public int LinkCuts { get; private set; }

    /// <summary>Lives.</summary>
    /// <exception cref="Checks.InvariantBrokenException">A check does not hold.</exception>
    public void Run()
    {
        _home.Home.PowerLost = OnPowerLost;
        _home.SwitchOn();
        Repeat(Minute, 90 * Minute, PressSomething);
        Repeat(10 * Minute, 10 * Hour, CutLink);
        Repeat(20 * Minute, 12 * Hour, CutPower);
        Repeat(30 * Minute, 8 * Hour, ChangeMood);
        Repeat(Hour, 24 * Hour, LoseMains);
        Repeat(Hour, 24 * Hour, DeafenTriggers);
        Repeat(Hour, 12 * Hour, Command);
        Repeat(Hour, 6 * Hour, UseFront);
        _home.RunFor(_endAt);
        _home.HealAndEnd();
    }

    private void Repeat(long soonest, long latest, System.Action action) =>
        _home.World.After(_random.Next(soonest, latest), () =>
        {
            if (_home.World.NowMilliseconds < _endAt)
            {
                action();
                Repeat(soonest, latest, action);
            }
        });

    // Short spans are as likely as long ones.
    private long Span(long shortest, long longest)
    {
        long limit = shortest;
        while (limit < longest && _random.Chance(75))
        {
            limit *= 3;
        }

        return _random.Next(shortest, (limit < longest ? limit : longest) + 1);
    }

    private void PressSomething()
    {
        uint trigger = (uint)_random.Next(1, 5);
        int presses = _random.Chance(70) ? 1 : _random.Chance(80) ? (int)_random.Next(2, 7) : (int)_random.Next(20, 60);
        long at = 0;
        for (int i = 0; i < presses; i++)
        {
            _home.World.After(at, () => _home.Push(trigger));
            at += _random.Next(150, 3 * Second);
        }
    }

    private void CutLink()
    {
        LinkCuts++;
        _home.Trace.Note("network cut");
        _home.CutLink();
        _home.World.After(Span(Second, 5 * Hour), () =>
        {
            _home.Link.LatencyMilliseconds = _random.Next(5, 1500);
            _home.RestoreLink();
        });
    }

    private void CutPower()
    {
        if (_random.Chance(40))
        {
            PowerCuts = (PowerCuts.All + 1, PowerCuts.WithinFlash);
            _home.SwitchOff();
            _home.World.After(Span(Second / 2, 3 * Hour), Restore);
            return;
        }

        PlanCut(6000);
        PressSomething();
    }

    private void PlanCut(long below)
    {
        _home.Flash.Tearing = (Tearing)_random.Next(0, 4);
        _home.Flash.CutAfter(_random.Next(0, below));
    }

    private void OnPowerLost()
    {
        PowerCuts = (PowerCuts.All + 1, PowerCuts.WithinFlash + 1);
        _home.Trace.Note("power cut within a flash operation");
        _home.World.After(Span(Second / 2, Hour), Restore);
    }

    private void Restore()
    {
        _home.SwitchOn();
        if (_random.Chance(30))
        {
            PlanCut(_random.Chance(50) ? 100 : 4500);
        }
    }

    private void ChangeMood()
    {
        FleetMood mood = (FleetMood)_random.Next(0, 6);
        _home.Trace.Note($"fleet manager {mood}");
        _home.SetMood(mood);
        _home.World.After(Span(Minute, 4 * Hour), () => _home.SetMood(FleetMood.Prompt));
    }

    private void LoseMains()
    {
        if (_random.Chance(30))
        {
            _home.Home.Power.SetCharge((int)_random.Next(1, 40));
        }

        _home.SetMains(false);
        _home.World.After(Span(Second, 100 * Hour), () => _home.SetMains(true));
    }

    private void UseFront()
    {
        FrontButton[] buttons = [FrontButton.CheckIn, FrontButton.CheckOut, FrontButton.Alarm, FrontButton.Cancel];
        FrontButton button = buttons[(int)_random.Next(0, buttons.Length)];
        if (_random.Chance(50))
        {
            PlanCut(300);
        }

        _home.PressFront(button);
    }

    private void DeafenTriggers()
    {
        _home.Home.Radio.IsAcknowledgementHeard = false;
        _home.World.After(_random.Next(Second, 30 * Second), () => _home.Home.Radio.IsAcknowledgementHeard = true);
        PressSomething();
    }

    private void Command()
    {
        CommandKind command = (CommandKind)_random.Next(0, 9);
        _home.Trace.Note($"command {command}");
        long expires = _home.World.UnixMilliseconds + _random.Next(-Minute, Minute);
        _home.Fleet.Command(command, _random.Chance(50) ? 0 : expires, (int)_random.Next(0, 400));
    }
}
