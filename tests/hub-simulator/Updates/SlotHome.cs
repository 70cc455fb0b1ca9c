// Homes with slots, and releases for them, for the tests of updates.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using Firmware.Tests.World;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.Slots;

namespace Simulator.Tests.Updates;

internal static class SlotHome
{
    internal const long Second = 1_000;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;
    internal const long Day = 24 * Hour;

    private static readonly ConcurrentDictionary<(uint, FirmwareFault), SimulatedRelease> Releases = new();

    internal static TestKey Key { get; } = new(1);

    internal static byte[] Image(uint sequence, FirmwareFault fault = FirmwareFault.None) =>
        SlotImageFile.Make(sequence, AppContext.BaseDirectory, fault);

    internal static SimulatedRelease Release(uint sequence, FirmwareFault fault = FirmwareFault.None) =>
        Releases.GetOrAdd((sequence, fault), _ =>
        {
            byte[] image = Image(sequence, fault);
            byte[] list = [.. image.Chunk(UpdateLimits.ChunkBytes).SelectMany(Digest)];
            return SimulatedRelease.Of(
                TestEnvelope.OfImage(
                    sequence, ReleaseIds.Vendor(), ReleaseIds.Simulated(), Digest(list), image.Length, 0, 20, Key),
                image);
        });

    internal static VirtualHome Make(
        ulong seed, SlotFlash? slots = null, IReadOnlyList<Invariant>? invariants = null, bool isOverMqtt = false) =>
        new(seed, invariants: invariants, isOverMqtt: isOverMqtt, options: new HomeOptions
        {
            Slots = slots ?? SlotFlash.Make(new SeededRandom(seed + 77)),
            ReleaseKeys = [Key.PublicKey],
        });

    internal static SlotFlash Fitted(uint sequence, FirmwareFault fault = FirmwareFault.None)
    {
        SlotFlash slots = SlotFlash.Make(new SeededRandom(5));
        SlotFitting.Fit(slots, Image(sequence, fault), sequence);
        return slots;
    }

    internal static bool RunUntil(VirtualHome home, Func<bool> holds, long milliseconds)
    {
        long end = home.World.NowMilliseconds + milliseconds;
        while (!holds() && home.World.NowMilliseconds < end)
        {
            home.RunFor(Second);
        }

        return holds();
    }

    private static byte[] Digest(byte[] bytes) => HMACSHA256.HashData(SlotImage.DigestKey(), bytes);
}
