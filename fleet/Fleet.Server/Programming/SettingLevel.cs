// Where a setting can be told.
namespace Fleet.Server.Programming;

/// <summary>The levels, from the widest to the nearest; the nearest one that tells a setting counts.</summary>
public enum SettingLevel
{
    /// <summary>All hubs of the municipality.</summary>
    Municipality = 1,

    /// <summary>All hubs of a model.</summary>
    Model = 2,

    /// <summary>All hubs of a group, such as a house.</summary>
    Group = 3,

    /// <summary>One home.</summary>
    Home = 4,
}
