// The gateway's bounds as settings; defaults and meaning stand in Limits.cs.
namespace Fleet.Server.Gateway;

/// <summary>
/// Bounds of the gateway, under <c>Fleet:Gateway:Limits</c>; each property's meaning is that of its default.
/// </summary>
public sealed class GatewayLimits
{
    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.MaximumPacketBytes"/>
    public int MaximumPacketBytes { get; set; } = Limits.Gateway.MaximumPacketBytes;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.ConformanceMaximumPacketBytes"/>
    public int ConformanceMaximumPacketBytes { get; set; } = Limits.Gateway.ConformanceMaximumPacketBytes;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.ReceiveMaximum"/>
    public int ReceiveMaximum { get; set; } = Limits.Gateway.ReceiveMaximum;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.OutboundInFlight"/>
    public int OutboundInFlight { get; set; } = Limits.Gateway.OutboundInFlight;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.TopicAliasMaximum"/>
    public int TopicAliasMaximum { get; set; } = Limits.Gateway.TopicAliasMaximum;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.OutboundTopicAliases"/>
    public int OutboundTopicAliases { get; set; } = Limits.Gateway.OutboundTopicAliases;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.TopicBytes"/>
    public int TopicBytes { get; set; } = Limits.Gateway.TopicBytes;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.TopicLevels"/>
    public int TopicLevels { get; set; } = Limits.Gateway.TopicLevels;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.ClientIdBytes"/>
    public int ClientIdBytes { get; set; } = Limits.Gateway.ClientIdBytes;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.SubscriptionsPerHubSession"/>
    public int SubscriptionsPerHubSession { get; set; } = Limits.Gateway.SubscriptionsPerHubSession;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.SubscriptionsPerConformanceSession"/>
    public int SubscriptionsPerConformanceSession { get; set; } = Limits.Gateway.SubscriptionsPerConformanceSession;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.FiltersPerPacket"/>
    public int FiltersPerPacket { get; set; } = Limits.Gateway.FiltersPerPacket;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.QueuedMessagesPerHubSession"/>
    public int QueuedMessagesPerHubSession { get; set; } = Limits.Gateway.QueuedMessagesPerHubSession;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.QueuedMessagesPerConformanceSession"/>
    public int QueuedMessagesPerConformanceSession { get; set; } = Limits.Gateway.QueuedMessagesPerConformanceSession;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.QueuedBytesPerSession"/>
    public int QueuedBytesPerSession { get; set; } = Limits.Gateway.QueuedBytesPerSession;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.StalledOutputBytes"/>
    public int StalledOutputBytes { get; set; } = Limits.Gateway.StalledOutputBytes;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.ExtraSessionsPerHub"/>
    public int ExtraSessionsPerHub { get; set; } = Limits.Gateway.ExtraSessionsPerHub;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.Connections"/>
    public int Connections { get; set; } = Limits.Gateway.Connections;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.Sessions"/>
    public int Sessions { get; set; } = Limits.Gateway.Sessions;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.RetainedMessages"/>
    public int RetainedMessages { get; set; } = Limits.Gateway.RetainedMessages;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.SessionExpirySeconds"/>
    public long SessionExpirySeconds { get; set; } = Limits.Gateway.SessionExpirySeconds;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.KeepAliveSeconds"/>
    public int KeepAliveSeconds { get; set; } = Limits.Gateway.KeepAliveSeconds;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.ConnectSeconds"/>
    public int ConnectSeconds { get; set; } = Limits.Gateway.ConnectSeconds;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.WriteSeconds"/>
    public int WriteSeconds { get; set; } = Limits.Gateway.WriteSeconds;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.LingerMilliseconds"/>
    public int LingerMilliseconds { get; set; } = Limits.Gateway.LingerMilliseconds;

    /// <inheritdoc cref="Fleet.Server.Limits.Gateway.PublishesPerSecond"/>
    public int PublishesPerSecond { get; set; } = Limits.Gateway.PublishesPerSecond;
}
