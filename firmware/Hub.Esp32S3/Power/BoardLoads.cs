// What of the board can be dimmed and switched off.
using Hub.Core.Ports;
using Hub.Esp32S3.Front;
using Hub.Esp32S3.Linking;

namespace Hub.Esp32S3.Power;

/// <summary>Lamps, Wi-Fi, and the whole board by the charger's ship mode.</summary>
public sealed class BoardLoads : ILoadSwitch
{
    private readonly LampDriver _lamps;
    private readonly WifiNetwork? _wifi;
    private readonly Charger _charger;
    private readonly LoopSignal _signal;

    /// <summary>Takes the parts.</summary>
    /// <param name="lamps">The lamps.</param>
    /// <param name="wifi">The second bearer; null when the hub has none.</param>
    /// <param name="charger">Takes the battery off.</param>
    /// <param name="signal">Wakes the loop, which looks at the charger then.</param>
    public BoardLoads(LampDriver lamps, WifiNetwork? wifi, Charger charger, LoopSignal signal)
    {
        _lamps = lamps;
        _wifi = wifi;
        _charger = charger;
        _signal = signal;
    }

    /// <inheritdoc/>
    public void SetLampBrightness(int percent)
    {
        _lamps.SetBrightness(percent);
    }

    /// <inheritdoc/>
    public void SetSecondBearer(bool isOn)
    {
        _wifi?.SetPower(isOn);
    }

    /// <inheritdoc/>
    public void PowerOff()
    {
        _charger.SwitchOff();
        _signal.Set();
    }
}
