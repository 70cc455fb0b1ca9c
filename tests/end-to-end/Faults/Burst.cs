// A burst of presses, and what a test waits for around it.
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Faults;

/// <summary>The steps of a burst that all fault tests share.</summary>
internal static class Burst
{
    private const uint TriggersPerRound = 1000;

    /// <summary>A trigger for one press of one round; no other press in the test has it.</summary>
    public static uint Trigger(uint round, uint press) => (round * TriggersPerRound) + press + 1;

    public static Task AllConnectedAsync(Town town, CancellationToken cancellationToken) => Eventually.IsTrueAsync(
        "all hubs are connected", () => town.DoAsync(() => town.Hubs.All(h => h.Home.IsConnected)), cancellationToken);

    /// <summary>Until every hub has seen its connection end: then no acknowledgement is on its way any more.</summary>
    public static Task NoneConnectedAsync(Town town, CancellationToken cancellationToken) => Eventually.IsTrueAsync(
        "no hub is connected", () => town.DoAsync(() => town.Hubs.All(h => !h.Home.IsConnected)), cancellationToken);

    /// <summary>Until the fleet manager has told every hub that it holds each press of the round.</summary>
    public static Task AllHeldAsync(Town town, uint round, int presses, CancellationToken cancellationToken) =>
        Eventually.IsTrueAsync(
            "every press of the burst is acknowledged as held",
            () => town.DoAsync(() => town.Hubs.All(h =>
                Enumerable.Range(0, presses).All(i => h.Witness.IsHeld(Trigger(round, (uint)i))))),
            cancellationToken);

    /// <summary>Until every trigger has been acknowledged by its hub, or has given up.</summary>
    public static Task NobodyPressingAsync(Town town, CancellationToken cancellationToken) => Eventually.IsTrueAsync(
        "no trigger is waiting and all hubs have power",
        () => town.DoAsync(() => town.Hubs.All(h => h.Home.IsPowered && h.WaitingCount == 0)),
        cancellationToken);

    /// <summary>Until the fleet manager has told every hub that it holds each press that hub has accepted.</summary>
    public static Task AllAcceptedHeldAsync(Town town, CancellationToken cancellationToken) => Eventually.IsTrueAsync(
        "every accepted press is acknowledged as held",
        () => town.DoAsync(() => town.Hubs.All(h => h.Accepted.All(p => h.Witness.IsHeld(p.TriggerId)))),
        cancellationToken);
}
