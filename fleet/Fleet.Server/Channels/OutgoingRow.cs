// An outgoing message as it is stored.
namespace Fleet.Server.Channels;

/// <summary>A message and where it stands.</summary>
/// <param name="Message">The message.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Provider">Who has it; empty while nobody does.</param>
/// <param name="ProviderReference">The provider's name for it.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Detail">The last note.</param>
/// <param name="StateAt">When it came to stand so.</param>
internal sealed record OutgoingRow(
    OutgoingMessage Message,
    MessageState State,
    string Provider,
    string? ProviderReference,
    int Attempts,
    string Detail,
    long StateAt);
