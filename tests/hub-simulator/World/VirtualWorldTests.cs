// Virtual time goes in order, never back, and chance follows from the seed.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class VirtualWorldTests
{
    [Fact]
    public void Things_happen_by_time_and_then_in_the_order_of_their_planning()
    {
        VirtualWorld world = new(1_000_000);
        List<string> happened = [];
        world.At(20, () => happened.Add($"c {world.NowMilliseconds}"));
        world.At(10, () =>
        {
            happened.Add($"a {world.NowMilliseconds}");
            world.After(0, () => happened.Add($"b {world.NowMilliseconds}"));
            world.At(3, () => happened.Add($"late {world.NowMilliseconds}"));
        });
        world.At(20, () => happened.Add($"d {world.NowMilliseconds}"));
        world.At(21, () => happened.Add("too far"));
        world.RunUntil(20);

        Assert.Equal(["a 10", "b 10", "late 10", "c 20", "d 20"], happened);
        Assert.Equal((20L, 1_000_020L), (world.NowMilliseconds, world.UnixMilliseconds));
        world.RunUntil(5);
        Assert.Equal(20, world.NowMilliseconds);
    }

    [Fact]
    public void A_world_that_does_not_get_on_says_so()
    {
        VirtualWorld world = new(0);
        void Again() => world.After(0, Again);
        world.At(5, Again);
        InvalidOperationException stuck = Assert.Throws<InvalidOperationException>(() => world.RunUntil(10));
        Assert.Contains("beyond 5 ms", stuck.Message);
    }

    [Fact]
    public void Chance_is_the_same_for_the_same_seed_on_every_machine()
    {
        // The published outputs of SplitMix64 for this seed, their upper halves.
        SeededRandom random = new(1234567);
        Assert.Equal(
            [(uint)(6457827717110365317 >> 32), (uint)(3203168211198807973 >> 32), (uint)(9817491932198370423 >> 32)],
            Enumerable.Range(0, 3).Select(_ => random.NextUInt32()).ToArray());
        SeededRandom one = new(7);
        SeededRandom fork = one.Fork();
        long before = fork.Next(0, long.MaxValue);
        Assert.NotEqual(before, one.Next(0, long.MaxValue));
        Assert.Equal(before, new SeededRandom(7).Fork().Next(0, long.MaxValue));
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(one.Next(-3, 3), -3, 2));
    }

    [Fact]
    public void A_battery_lasts_as_long_as_its_capacity_and_load_say_and_charges_in_12_hours()
    {
        VirtualWorld world = new(0);
        SimulatedPower power = new(world) { CapacityMilliampereHours = 1000, LoadMicrowatts = 50_000 };
        Assert.Equal(100, power.BatteryPercent);
        power.IsMainsOn = false;
        world.RunUntil(36 * 3_600_000);
        Assert.Equal(50, power.BatteryPercent);
        Assert.False(power.IsDead);
        world.RunUntil(80L * 3_600_000);
        Assert.Equal(0, power.BatteryPercent);
        Assert.True(power.IsDead);
        power.IsMainsOn = true;
        world.RunUntil(86L * 3_600_000);
        Assert.Equal(50, power.BatteryPercent);
        world.RunUntil(100L * 3_600_000);
        Assert.Equal(100, power.BatteryPercent);
    }
}
