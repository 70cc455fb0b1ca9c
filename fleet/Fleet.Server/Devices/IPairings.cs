// The public handler for pairing.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Hub.Protocols.Radio;

namespace Fleet.Server.Devices;

/// <summary>
/// Opens pairing windows at hubs of the actor's tenant and follows them. A label's secret is sealed for the hub at once
/// and kept nowhere.
/// </summary>
public interface IPairings
{
    /// <summary>Asks the hub to listen for a device.</summary>
    Task<PairingStart> StartAsync(
        Actor actor, string hubId, PairingOrder order, CancellationToken cancellationToken);

    /// <summary>One pairing with its steps; null when the tenant's hub has none with this number.</summary>
    Task<PairingView?> FindAsync(Actor actor, string hubId, long pairingId, CancellationToken cancellationToken);

    /// <summary>A hub's pairings without their steps, newest first; empty when the tenant has no such hub.</summary>
    Task<IReadOnlyList<PairingView>> ListAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken);

    /// <summary>Asks the hub to stop listening.</summary>
    Task<SentRequest> CancelAsync(Actor actor, string hubId, long pairingId, CancellationToken cancellationToken);
}

/// <summary>What to pair.</summary>
/// <param name="InstallCode">
/// The label's code as typed or as its QR symbol has it; null only for another vendor's device.
/// </param>
/// <param name="Location">The room, a SCAIP location code, 0 to 999; 0 for none.</param>
/// <param name="Occupant">Whose it is, 1 to 9; 0 when not told apart.</param>
/// <param name="ReplacesDeviceId">The device whose place it takes; 0 for none.</param>
/// <param name="Seconds">How long to listen.</param>
/// <param name="VendorDeviceId">Another vendor's device by its number; 0 for none.</param>
/// <param name="Description">Which of the hub's descriptions fits that vendor's device.</param>
/// <param name="Comment">Why, at most 500 characters; empty for what needs no word.</param>
/// <param name="IsForAnyDevice">True to open the window as the hub's own button does, without a label.</param>
public sealed record PairingOrder(
    string? InstallCode,
    int Location = 0,
    int Occupant = 0,
    long ReplacesDeviceId = 0,
    int Seconds = Limits.Devices.WindowSeconds,
    long VendorDeviceId = 0,
    int Description = 0,
    string Comment = "",
    bool IsForAnyDevice = false);

/// <summary>What became of the asking.</summary>
/// <param name="Result">Asked, or why not.</param>
/// <param name="CodeError">What is wrong with the install code.</param>
/// <param name="Pairing">The pairing; the one that is open already when that stands in the way.</param>
public sealed record PairingStart(
    PairingStartResult Result, InstallCodeError CodeError = InstallCodeError.None, PairingView? Pairing = null);

/// <summary>Whether a pairing was begun.</summary>
public enum PairingStartResult
{
    /// <summary>The hub has been asked.</summary>
    Asked = 0,

    /// <summary>The tenant has no such hub.</summary>
    NotFound = 1,

    /// <summary>The hub has no connection now; nothing was sent.</summary>
    NotReachable = 2,

    /// <summary>The install code is mistyped; nothing was sent.</summary>
    BadCode = 3,

    /// <summary>Another pairing goes on at this hub.</summary>
    AlreadyOpen = 4,

    /// <summary>The hub has no device with the number that is to be replaced.</summary>
    UnknownReplaced = 5,
}
