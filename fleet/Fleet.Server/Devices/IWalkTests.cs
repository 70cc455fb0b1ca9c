// The public handler for walk tests.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Devices;

/// <summary>Runs walk tests (sv: räckviddsprov) at hubs of the actor's tenant.</summary>
public interface IWalkTests
{
    /// <summary>Asks the hub to begin; presses are tests from its answer on.</summary>
    Task<WalkTestStart> StartAsync(
        Actor actor, string hubId, WalkTestOrder order, CancellationToken cancellationToken);

    /// <summary>The test goes on in another room.</summary>
    Task<SentRequest> EnterRoomAsync(
        Actor actor, string hubId, long walkTestId, int location, int ordinal, CancellationToken cancellationToken);

    /// <summary>Asks the hub to end the test.</summary>
    Task<SentRequest> EndAsync(Actor actor, string hubId, long walkTestId, CancellationToken cancellationToken);

    /// <summary>One test with its table; null when the tenant's hub has none with this number.</summary>
    Task<WalkTestView?> FindAsync(Actor actor, string hubId, long walkTestId, CancellationToken cancellationToken);

    /// <summary>A hub's tests with their tables, newest first; empty when the tenant has no such hub.</summary>
    Task<IReadOnlyList<WalkTestView>> ListAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken);
}

/// <summary>What to test.</summary>
/// <param name="Location">The first room, a SCAIP location code, 0 to 999.</param>
/// <param name="Ordinal">Which of several such rooms, 0 to 255.</param>
/// <param name="Seconds">After how long it ends by itself.</param>
/// <param name="DeviceId">The device that is carried; 0 for any of the hub's.</param>
/// <param name="Comment">Why, at most 500 characters; empty for what needs no word.</param>
public sealed record WalkTestOrder(
    int Location = 0,
    int Ordinal = 0,
    int Seconds = Limits.Devices.WalkSeconds,
    long DeviceId = 0,
    string Comment = "");

/// <summary>What became of the asking.</summary>
/// <param name="Result">Whether the hub has been asked.</param>
/// <param name="WalkTest">The test; null unless the hub has been asked.</param>
public sealed record WalkTestStart(RequestResult Result, WalkTestView? WalkTest = null);
