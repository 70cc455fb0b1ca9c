// The devices that are delivered with a hub.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;

namespace Hub.Simulator.World.Devices;

/// <summary>Labels of kits, each the same for the same seed.</summary>
public static class HomeKit
{
    private const ulong ButtonsSeed = 0x4B69_7400;

    /// <summary>Eight personal triggers with the numbers 1 to 8, the same in every home that does not say otherwise.
    /// </summary>
    public static IReadOnlyList<DeviceLabel> Buttons { get; } = MakeButtons(1, 8, new SeededRandom(ButtonsSeed));

    /// <summary>Personal triggers with numbers in a row.</summary>
    public static IReadOnlyList<DeviceLabel> MakeButtons(uint firstId, int count, SeededRandom random) =>
    [
        .. Enumerable.Range(0, count).Select(i => DeviceLabel.Make(
            firstId + (uint)i, DeviceKind.PersonalTrigger, random, (DeviceVariant)(1 + (i % 3)))),
    ];
}
