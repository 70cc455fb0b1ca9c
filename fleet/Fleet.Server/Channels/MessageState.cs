// Where an outgoing message stands.
namespace Fleet.Server.Channels;

/// <summary>
/// Where an outgoing message stands. The numbers are stored. A report that comes late or twice never takes a message
/// back: from handed over it can fail or arrive, and what has arrived stays so.
/// </summary>
public enum MessageState
{
    /// <summary>Waiting for its first or next try.</summary>
    Queued = 0,

    /// <summary>Taken by a sender; taken again when that one vanishes.</summary>
    Sending = 1,

    /// <summary>The provider has it.</summary>
    HandedOver = 2,

    /// <summary>It failed with every provider, or the provider reports that it could not deliver it.</summary>
    Failed = 3,

    /// <summary>It reached the phone; of a call: it was answered.</summary>
    Delivered = 4,

    /// <summary>Taken back before it was sent.</summary>
    Withdrawn = 5,

    /// <summary>Its time was over before a provider took it.</summary>
    Expired = 6,
}
