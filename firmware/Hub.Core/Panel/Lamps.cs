// The three lamps, and what each of them may claim.
using Hub.Core.Ports;

namespace Hub.Core.Panel;

/// <summary>
/// Drives the lamps Power, Internet and Service (HUL-141…143). A lamp shows what has been proven, never what is
/// hoped: white is always the claim that something works now.
/// </summary>
public sealed class Lamps
{
    private readonly IPanel _panel;
    private readonly LampColour[] _shown = new LampColour[LampCount];
    private bool _isShown;

    private const int LampCount = 3;

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
        _isShown = true;
    }

    private void Show(Lamp lamp, LampColour colour)
    {
        if (!_isShown || _shown[(int)lamp] != colour)
        {
            _shown[(int)lamp] = colour;
            _panel.SetLamp(lamp, colour);
        }
    }
}
