// Where a setting can be told.
using System;

namespace Fleet.Server.Programming.Settings;

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

/// <summary>A level and which one of it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Scope">
/// <see cref="Everything"/> for the municipality, the name of a model, the id of a group, the row of a hub.
/// </param>
internal readonly record struct LevelScope(SettingLevel Level, string Scope)
{
    /// <summary>The scope of the municipality.</summary>
    public const string Everything = "all";

    /// <summary>The municipality.</summary>
    public static LevelScope Municipality => new(SettingLevel.Municipality, Everything);

    /// <summary>A group.</summary>
    public static LevelScope Group(Guid groupId) => new(SettingLevel.Group, groupId.ToString());

    /// <summary>A home.</summary>
    public static LevelScope Home(long hubRowId) => new(
        SettingLevel.Home, hubRowId.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
