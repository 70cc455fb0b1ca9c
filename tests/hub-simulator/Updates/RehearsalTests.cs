// Rehearsals: a good release passes, bad ones do not.
using System.Collections.Generic;
using System.Linq;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World.Slots;
using static Simulator.Tests.Updates.SlotHome;

namespace Simulator.Tests.Updates;

public sealed class RehearsalTests
{
    [Fact]
    public void A_good_release_passes()
    {
        Rehearsal rehearsal = new(100, 6, 1, Release(1), Release(2), [Key.PublicKey]);
        RehearsalReport report = rehearsal.Run(2);

        Assert.True(report.IsPassed, report + string.Join('\n', Failures(rehearsal)));
        Assert.Equal((6, 0, 0), (report.HubsUpdated, report.HubsReverted, report.HubsStuck));
    }

    [Fact]
    public void From_the_factory_build_too_and_again_the_same()
    {
        ulong[][] prints = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            Rehearsal rehearsal = new(200, 2, 1, null, Release(1), [Key.PublicKey]);
            Assert.Equal(2, rehearsal.Run(2).HubsUpdated);
            return rehearsal.Homes.Select(home => home.Fingerprint).ToArray();
        })];

        Assert.Equal(prints[0], prints[1]);
    }

    [Theory]
    [InlineData(FirmwareFault.NoRadio)]
    [InlineData(FirmwareFault.NeverBoots)]
    [InlineData(FirmwareFault.LosesTests)]
    [InlineData(FirmwareFault.Stops)]
    [InlineData(FirmwareFault.Leaks)]
    public void A_bad_release_does_not_pass(FirmwareFault fault)
    {
        Rehearsal rehearsal = new(300, 2, 1, Release(1), Release(2, fault), [Key.PublicKey]);
        RehearsalReport report = rehearsal.Run(2);

        Assert.False(report.IsPassed, report.ToString());
    }

    private static IEnumerable<string> Failures(Rehearsal rehearsal) =>
        rehearsal.Homes.Select(home => home.Failure ?? $"{home.Seed} runs {home.Running}").Concat(rehearsal.Figures());
}
