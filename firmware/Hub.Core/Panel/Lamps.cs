// The lamps, and what each of them may claim.
using Hub.Core.Ports;

namespace Hub.Core.Panel;

/// <summary>
/// Drives the lamps Power, Internet and Service (HUL-141…143), and on a hub with devices of its own Pair and Radio
/// (HUL-144, HUL-146). A lamp shows what has been proven, never what is
/// hoped: white is always the claim that something works now.
/// </summary>
public sealed class Lamps
{
    private readonly IPanel _panel;
    private readonly LampColour[] _shown = new LampColour[LampCount];
    private readonly bool[] _isShown = new bool[LampCount];

    private const int LampCount = 5;

    internal Lamps(IPanel panel)
    {
        _panel = panel;
    }

    /// <summary>What a lamp shows now.</summary>
    public LampColour Colour(Lamp lamp)
    {
        return _shown[(int)lamp];
    }

    internal void Show(LampColour power, LampColour internet, LampColour service)
    {
        Show(Lamp.Power, power);
        Show(Lamp.Internet, internet);
        Show(Lamp.Service, service);
    }

    /// <summary>Shows the lamps about the home's devices.</summary>
    /// <param name="isPairing">Whether a device may join: blinks white (HUL-144).</param>
    /// <param name="isHeard">Whether a device of the home was heard just now: blue (HUL-146).</param>
    /// <param name="otherwise">What the lamp Radio shows when not: what is wrong with devices (HUL-149).</param>
    internal void ShowDevices(bool isPairing, bool isHeard, LampColour otherwise)
    {
        Show(Lamp.Pair, isPairing ? LampColour.WhiteBlinking : LampColour.Off);
        Show(Lamp.Radio, isHeard ? LampColour.Blue : otherwise);
    }

    private void Show(Lamp lamp, LampColour colour)
    {
        if (!_isShown[(int)lamp] || _shown[(int)lamp] != colour)
        {
            _isShown[(int)lamp] = true;
            _shown[(int)lamp] = colour;
            _panel.SetLamp(lamp, colour);
        }
    }
}
