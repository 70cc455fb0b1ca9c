// Every bound of the fleet manager, in one place; each slice has its own section.
namespace Fleet.Server;

/// <summary>The fleet manager's bounds. What happens at each is defined where it is used and tested at the limit.</summary>
public static class Limits
{
    /// <summary>Bounds of the hub gateway. All but the constants of the wire can be changed under <c>Fleet:Gateway:Limits</c>.</summary>
    public static class Gateway
    {
        /// <summary>Largest control packet taken from a hub, in bytes, fixed header included (MQTT 5.0 §3.2.2.3.6).</summary>
        public const int MaximumPacketBytes = 4096;

        /// <summary>Largest control packet taken in conformance mode, in bytes.</summary>
        public const int ConformanceMaximumPacketBytes = 256 * 1024;

        /// <summary>Messages of QoS 1 and 2 a client may have unacknowledged (MQTT 5.0 §3.2.2.3.3).</summary>
        public const int ReceiveMaximum = 64;

        /// <summary>Messages of QoS 1 and 2 the gateway keeps unacknowledged towards one client, whatever the client allows.</summary>
        public const int OutboundInFlight = 32;

        /// <summary>Topic aliases a client may set (MQTT 5.0 §3.2.2.3.8).</summary>
        public const int TopicAliasMaximum = 16;

        /// <summary>Topic aliases the gateway sets towards a client that allows them.</summary>
        public const int OutboundTopicAliases = 16;

        /// <summary>Longest topic name or filter, in bytes of UTF-8.</summary>
        public const int TopicBytes = 256;

        /// <summary>Most levels in a topic name or filter.</summary>
        public const int TopicLevels = 16;

        /// <summary>Longest client identifier, in bytes of UTF-8.</summary>
        public const int ClientIdBytes = 128;

        /// <summary>Subscriptions one hub session may hold.</summary>
        public const int SubscriptionsPerHubSession = 16;

        /// <summary>Subscriptions one session may hold in conformance mode.</summary>
        public const int SubscriptionsPerConformanceSession = 1024;

        /// <summary>Topic filters in one SUBSCRIBE or UNSUBSCRIBE.</summary>
        public const int FiltersPerPacket = 64;

        /// <summary>Messages waiting for one hub session.</summary>
        public const int QueuedMessagesPerHubSession = 64;

        /// <summary>Messages waiting for one session in conformance mode.</summary>
        public const int QueuedMessagesPerConformanceSession = 1000;

        /// <summary>Bytes waiting for one session, topics and properties included.</summary>
        public const int QueuedBytesPerSession = 1024 * 1024;

        /// <summary>Bytes of acknowledgements kept for a peer that does not read; beyond this the connection is closed.</summary>
        public const int StalledOutputBytes = 16 * 1024;

        /// <summary>Sessions of one hub besides the one whose client id is the hub id.</summary>
        public const int ExtraSessionsPerHub = 8;

        /// <summary>Connections open at once; the next is closed as soon as it is accepted.</summary>
        public const int Connections = 200_000;

        /// <summary>Sessions held at once, connected or not.</summary>
        public const int Sessions = 400_000;

        /// <summary>Retained messages held in conformance mode.</summary>
        public const int RetainedMessages = 10_000;

        /// <summary>Longest a session outlives its connection, in seconds: 7 days.</summary>
        public const long SessionExpirySeconds = 7 * 24 * 3600;

        /// <summary>Longest keep-alive interval, in seconds; a longer one is lowered (MQTT 5.0 §3.2.2.3.14).</summary>
        public const int KeepAliveSeconds = 1200;

        /// <summary>Time from accepting a connection to its complete CONNECT, TLS included, in seconds.</summary>
        public const int ConnectSeconds = 10;

        /// <summary>Time a peer may leave output unread before the connection is closed, in seconds.</summary>
        public const int WriteSeconds = 30;

        /// <summary>Time a closing connection is kept for the peer to read the reason, in milliseconds.</summary>
        public const int LingerMilliseconds = 1000;

        /// <summary>Messages a second taken from one connection; 0 for no bound.</summary>
        public const int PublishesPerSecond = 0;
    }
}
