// A well-behaved hub beside whatever goes on: its alarm must get through.
using System;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Faults;

/// <summary>One real hub on a real connection. After each attack somebody presses its button.</summary>
internal sealed class QuietNeighbour : IDisposable
{
    private const int HubsTimeFactor = 4;

    private readonly Town _town;
    private uint _round;

    public QuietNeighbour(HubSignIn signIn, int port)
    {
        _town = new Town([signIn], port, new RealClock(TimeProvider.System, HubsTimeFactor), seed: 5);
        _town.Start();
    }

    /// <summary>Presses and waits until the fleet manager says that it holds the alarm.</summary>
    public async Task GetsThroughAsync(CancellationToken cancellationToken)
    {
        uint round = await PressAsync();
        await Burst.AllHeldAsync(_town, round, presses: 1, cancellationToken);
    }

    /// <summary>Presses and returns the round, to ask later.</summary>
    public async Task<uint> PressAsync()
    {
        uint round = ++_round;
        await _town.DoAsync(() =>
        {
            _town.Hubs[0].Push(Burst.Trigger(round, 0));
            return true;
        });
        return round;
    }

    public bool IsHeld(uint round) => _town.Hubs[0].Witness.IsHeld(Burst.Trigger(round, 0));

    public bool IsPublishAcknowledged(uint round) => Array.Exists(
        _town.Hubs[0].Witness.AllPublishAcknowledged(), a => a.TriggerId == Burst.Trigger(round, 0));

    public Task HeldAsync(uint round, CancellationToken cancellationToken) =>
        Burst.AllHeldAsync(_town, round, presses: 1, cancellationToken);

    public void Dispose() => _town.Dispose();
}
