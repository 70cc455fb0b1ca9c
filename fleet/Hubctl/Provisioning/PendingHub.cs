// What hubctl must not forget between two runs for one board.
using System;

namespace Fleet.Hubctl.Provisioning;

/// <summary>
/// The registration that belongs to a board. It holds no key: that comes from the fleet manager, by the
/// Idempotency-Key.
/// </summary>
/// <param name="Board">The board's id.</param>
/// <param name="Server">The fleet manager.</param>
/// <param name="IdempotencyKey">Sent with the registration, so that it is made once.</param>
/// <param name="NamePrefix">What the registration asked for; a changed one would be another registration.</param>
/// <param name="BegunAt">When the registration was first asked for.</param>
/// <param name="HubId">The hub it gave; null until the answer has come.</param>
/// <param name="Document">SHA-256 of the identity that the board holds; null until it has taken one.</param>
public sealed record PendingHub(
    string Board,
    string Server,
    string IdempotencyKey,
    string? NamePrefix,
    DateTimeOffset BegunAt,
    string? HubId = null,
    string? Document = null);
