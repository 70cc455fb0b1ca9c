// One message for one session.
namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>A message as one session is to get it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Qos">The lower of the message's and the subscription's quality of service.</param>
/// <param name="Retain">The RETAIN flag to send.</param>
/// <param name="SubscriptionIdentifiers">Identifiers of every subscription that matched; null for none.</param>
/// <param name="SharedFilter">The shared subscription the message was taken from; null for an ordinary one.</param>
internal readonly record struct Delivery(
    BrokerMessage Message,
    byte Qos,
    bool Retain,
    uint[]? SubscriptionIdentifiers,
    SharedSubscription? SharedFilter);
