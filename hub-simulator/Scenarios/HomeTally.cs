// The figures of a random home, or of many.
using System.Collections.Generic;
using System.Linq;

namespace Hub.Simulator.Scenarios;

/// <summary>Counts of what has happened.</summary>
/// <param name="Presses">Presses of devices that call for help.</param>
/// <param name="Accepted">Those the hub acknowledged.</param>
/// <param name="Devices">Devices that have been in the home.</param>
/// <param name="Paired">Devices paired, again included.</param>
/// <param name="Finished">Interviews that ended with a press held by the fleet manager.</param>
/// <param name="Removed">Devices removed.</param>
/// <param name="Replaced">Devices replaced by others.</param>
/// <param name="WalkPresses">Presses of walk tests told.</param>
/// <param name="Deaths">Devices that fell silent.</param>
/// <param name="PowerCuts">Losses of the hub's power.</param>
/// <param name="CutsWithinFlash">Those within a flash operation.</param>
/// <param name="Jams">Times the jammer was on.</param>
/// <param name="Replays">Recorded frames played again.</param>
/// <param name="Collisions">Frames spoilt by another.</param>
/// <param name="Jammed">Frames spoilt by the jammer.</param>
/// <param name="Lost">Frames lost for no reason.</param>
/// <param name="Received">Frames received.</param>
/// <param name="Steps">Steps of the hub.</param>
/// <param name="FlatHubs">Times the hub's battery was used up.</param>
/// <param name="Disturbances">How often each other thing went wrong, by its name.</param>
public sealed record HomeTally(
    long Presses,
    long Accepted,
    long Devices,
    long Paired,
    long Finished,
    long Removed,
    long Replaced,
    long WalkPresses,
    long Deaths,
    long PowerCuts,
    long CutsWithinFlash,
    long Jams,
    long Replays,
    long Collisions,
    long Jammed,
    long Lost,
    long Received,
    long Steps,
    long FlatHubs,
    IReadOnlyDictionary<string, long> Disturbances)
{
    /// <summary>Nothing.</summary>
    public static HomeTally Zero { get; } =
        new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, long>());

    /// <summary>Both together.</summary>
    public HomeTally Plus(HomeTally other) => new(
        Presses + other.Presses,
        Accepted + other.Accepted,
        Devices + other.Devices,
        Paired + other.Paired,
        Finished + other.Finished,
        Removed + other.Removed,
        Replaced + other.Replaced,
        WalkPresses + other.WalkPresses,
        Deaths + other.Deaths,
        PowerCuts + other.PowerCuts,
        CutsWithinFlash + other.CutsWithinFlash,
        Jams + other.Jams,
        Replays + other.Replays,
        Collisions + other.Collisions,
        Jammed + other.Jammed,
        Lost + other.Lost,
        Received + other.Received,
        Steps + other.Steps,
        FlatHubs + other.FlatHubs,
        Disturbances.Concat(other.Disturbances).GroupBy(one => one.Key, one => one.Value)
            .ToDictionary(all => all.Key, all => all.Sum()));

    /// <summary>In a sentence.</summary>
    public string Sentence() =>
        $"{Presses} presses ({Accepted} acknowledged), {Devices} devices, {Paired} pairings ({Finished} to the end), "
        + $"{Removed} removed, {Replaced} replaced, {WalkPresses} walk test presses, {Deaths} died, "
        + $"{PowerCuts} power cuts ({CutsWithinFlash} within a flash operation), {Jams} jammings, {Replays} replays, "
        + string.Concat(Disturbances.Select(one => $"{one.Value} {one.Key}, "))
        + $"{FlatHubs} times the hub's battery empty; {Steps} steps; "
        + $"frames: {Received} received, {Lost} lost, {Collisions} collided, {Jammed} jammed";
}
