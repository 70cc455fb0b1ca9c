// Whether a hub has power, where several things can take it.

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>A hub has power again when the last of those who took it has given it back.</summary>
internal sealed class HubSupply
{
    private readonly VirtualHome _home;
    private int _taken;

    internal HubSupply(VirtualHome home)
    {
        _home = home;
    }

    /// <summary>Takes the hub's power.</summary>
    internal void Take()
    {
        _taken++;
        if (_home.Home.IsPowered)
        {
            _home.SwitchOff();
        }
    }

    /// <summary>The hub has lost its power already, within an operation on its flash.</summary>
    internal void NoteTaken() => _taken++;

    /// <summary>Gives back what was taken once.</summary>
    /// <returns>Whether the hub has power now.</returns>
    internal bool Give()
    {
        if (--_taken == 0)
        {
            _home.SwitchOn();
        }

        return _taken == 0;
    }
}
