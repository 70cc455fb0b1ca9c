// How a session receives QoS 2 messages exactly once.
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Connections;

namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <content>The receiver's side of QoS 2.</content>
internal sealed partial class MqttSession
{
    /// <summary>What a PUBLISH of QoS 2 is to this session.</summary>
    internal enum Arrival : byte
    {
        /// <summary>A new message: hand it over.</summary>
        New,

        /// <summary>A repetition of one whose outcome is not known yet; its PUBREC follows the outcome.</summary>
        Pending,

        /// <summary>A repetition of one that is held: answer PUBREC again.</summary>
        Held,

        /// <summary>One more than may be unreleased.</summary>
        TooMany,

        /// <summary>The session is on another connection by now.</summary>
        Stale,
    }

    /// <summary>Notes the arrival of a QoS 2 message; a new one is pending afterwards.</summary>
    internal Arrival BeginExchange(MqttConnection connection, ushort packetId, int limit)
    {
        lock (this)
        {
            if (_connection != connection)
            {
                return Arrival.Stale;
            }

            _inbound ??= new InboundExchanges();
            switch (_inbound[packetId])
            {
                case InboundExchanges.Stage.Pending:
                case InboundExchanges.Stage.PendingAgain:
                    _inbound.Set(packetId, InboundExchanges.Stage.PendingAgain);
                    return Arrival.Pending;
                case InboundExchanges.Stage.Received:
                    return Arrival.Held;
                default:
                    if (_inbound.Count >= limit)
                    {
                        return Arrival.TooMany;
                    }

                    _inbound.Set(packetId, InboundExchanges.Stage.Pending);
                    return Arrival.New;
            }
        }
    }

    /// <summary>Forgets an exchange whose message could not be handed over or was not committed.</summary>
    /// <returns>The connection on which the client has sent the message again since; null when it has not.</returns>
    internal MqttConnection? AbandonExchange(ushort packetId)
    {
        lock (this)
        {
            var stage = _inbound?[packetId] ?? InboundExchanges.Stage.None;
            _inbound?.Set(packetId, InboundExchanges.Stage.None);
            return stage == InboundExchanges.Stage.PendingAgain ? _connection : null;
        }
    }

    /// <summary>
    /// Answers a message whose outcome is known. The PUBREC goes to the connection the message came on, or to the one
    /// on which the client has sent it again since.
    /// </summary>
    /// <param name="from">The connection the message came on.</param>
    /// <param name="packetId">Its packet id.</param>
    /// <param name="reason">The outcome.</param>
    /// <returns>The connection that got a PUBREC and is to be flushed; null for none.</returns>
    internal MqttConnection? EndExchange(MqttConnection from, ushort packetId, ReasonCode reason)
    {
        lock (this)
        {
            var stage = _inbound?[packetId] ?? InboundExchanges.Stage.None;
            if (stage is not (InboundExchanges.Stage.Pending or InboundExchanges.Stage.PendingAgain))
            {
                return null;
            }

            // A refusal ends the exchange in 5.0; in 3.1.1, which cannot tell it, the exchange takes its usual course.
            var isOver = reason >= ReasonCode.UnspecifiedError && from.Level == ConnectPacket.Version5;
            _inbound!.Set(packetId, isOver ? InboundExchanges.Stage.None : InboundExchanges.Stage.Received);
            var target = _connection;
            if (target is null || (target != from && stage != InboundExchanges.Stage.PendingAgain))
            {
                return null;
            }

            target.AppendReceived(packetId, reason);
            return target;
        }
    }

    /// <summary>Takes the client's PUBREL.</summary>
    /// <returns>False when no message with this packet id is held.</returns>
    internal bool Release(MqttConnection connection, ushort packetId)
    {
        lock (this)
        {
            if (_connection != connection || _inbound?[packetId] != InboundExchanges.Stage.Received)
            {
                return false;
            }

            _inbound.Set(packetId, InboundExchanges.Stage.None);
            return true;
        }
    }
}
