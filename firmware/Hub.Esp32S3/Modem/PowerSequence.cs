// Switches the modem on, or off and on, without waiting.
namespace Hub.Esp32S3.Modem;

/// <summary>Supply off, supply on, key pressed, key let go: one step each, when its time has come.</summary>
internal sealed class PowerSequence
{
    private enum Phase
    {
        Start,
        Off,
        Settling,
        Pressed,
        On,
    }

    private readonly IModemPower _power;
    private Phase _phase = Phase.Start;
    private long _until;
    private bool _isCycleWanted;

    internal PowerSequence(IModemPower power)
    {
        _power = power;
    }

    internal bool IsOn
    {
        get { return _phase == Phase.On; }
    }

    internal void Cycle()
    {
        _isCycleWanted = true;
    }

    internal void Step(long now)
    {
        if (_isCycleWanted)
        {
            _isCycleWanted = false;
            _power.SetKey(false);
            _power.SetSupply(false);
            Enter(Phase.Off, now + BoardLimits.ModemOffMilliseconds);
            return;
        }

        if (_phase == Phase.Start)
        {
            // It outlives restarts of the hub: one that runs is left alone.
            _power.SetSupply(true);
            Enter(_power.IsRunning ? Phase.On : Phase.Settling, now + BoardLimits.ModemSettleMilliseconds);
        }
        else if (now >= _until)
        {
            StepOn(now);
        }
    }

    private void StepOn(long now)
    {
        switch (_phase)
        {
            case Phase.Off:
                _power.SetSupply(true);
                Enter(Phase.Settling, now + BoardLimits.ModemSettleMilliseconds);
                break;
            case Phase.Settling:
                _power.SetKey(true);
                Enter(Phase.Pressed, now + BoardLimits.ModemKeyMilliseconds);
                break;
            case Phase.Pressed:
                _power.SetKey(false);
                Enter(Phase.On, long.MaxValue);
                break;
        }
    }

    private void Enter(Phase phase, long until)
    {
        _phase = phase;
        _until = until;
    }
}
