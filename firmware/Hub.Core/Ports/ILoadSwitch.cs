// What of the board can be dimmed or switched off to save the battery.
namespace Hub.Core.Ports;

/// <summary>
/// Switches loads. Called when something changes, and once at the start for each. The radio's receiver, the modem and
/// the alarm button are not here: they are never shed.
/// </summary>
public interface ILoadSwitch
{
    /// <summary>Sets the brightness of all lamps.</summary>
    /// <param name="percent">1 to 100 percent of full.</param>
    void SetLampBrightness(int percent);

    /// <summary>Gives the second bearer (fixed line or Wi-Fi) power, or takes it.</summary>
    void SetSecondBearer(bool isOn);

    /// <summary>Takes all power from the board until the mains return. May return; it is then called again.</summary>
    void PowerOff();
}
