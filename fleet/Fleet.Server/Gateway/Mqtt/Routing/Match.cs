// A subscription that matches a message.
namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>A subscription found for a topic.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Shared">The shared subscription it was picked from; null for an ordinary one.</param>
internal readonly record struct Match(Subscription Subscription, SharedSubscription? Shared);
