// When many silent hubs are one outage.
namespace Fleet.Server.Outages;

/// <summary>The thresholds of outages.</summary>
/// <param name="WindowMinutes">Hubs that fall away within this belong together.</param>
/// <param name="MinHubs">So many of one area are an outage.</param>
/// <param name="MinPercent">And they must be this share of the area's hubs, or of the municipality's.</param>
/// <param name="LeftoverPercent">When no more than this share of its homes is still away, an outage is over.</param>
/// <param name="QuietMinutes">For so long the cases of homes that nobody has asked after make no sound.</param>
public sealed record OutageOptions(
    int WindowMinutes = 10,
    int MinHubs = 5,
    int MinPercent = 20,
    int LeftoverPercent = 10,
    int QuietMinutes = 120);
