// Says what has happened to the hub's power.
using Hub.Core.Power;
using Hub.Protocols.Messages;

namespace Hub.Core.Panel;

/// <summary>Mains lost and returned, battery low, critical and empty, each said once (HUL-013).</summary>
internal sealed class PowerVoice
{
    private readonly PowerMonitor _power;
    private readonly Speech _speech;
    private PowerSource _source = PowerSource.Unknown;
    private BatteryState _battery = BatteryState.Unknown;

    internal PowerVoice(PowerMonitor power, Speech speech)
    {
        _power = power;
        _speech = speech;
    }

    internal void Step()
    {
        if (_power.Source != _source)
        {
            bool wasOnBattery = _source == PowerSource.Battery;
            _source = _power.Source;
            if (_source == PowerSource.Battery)
            {
                _speech.Say(Phrase.MainsLost);
            }
            else if (_source == PowerSource.Mains && wasOnBattery)
            {
                _speech.Say(Phrase.MainsReturned);
            }
        }

        // On mains a battery that is low is being charged: the lamp says so, and nobody is to be woken by it.
        BatteryState battery = _source == PowerSource.Battery ? _power.Battery : BatteryState.Unknown;
        bool isWorse = battery > _battery;
        _battery = battery;
        if (!isWorse)
        {
            return;
        }

        switch (_battery)
        {
            case BatteryState.Low: _speech.Say(Phrase.BatteryLow); break;
            case BatteryState.Critical: _speech.Say(Phrase.BatteryCritical); break;
            case BatteryState.Empty: _speech.Say(Phrase.BatteryEmpty); break;
        }
    }
}
