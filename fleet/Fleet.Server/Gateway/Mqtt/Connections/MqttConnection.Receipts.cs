// The connection as the ingest sees it: told, after the commit, what became of its messages.
using System.Threading;
using Fleet.Server.Gateway.Mqtt.Codec;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <content>Receipts of uplink messages. A token is the packet id, and a bit for QoS 2.</content>
internal sealed partial class MqttConnection
{
    private const uint Qos2Token = 0x10000;

    private int _inbound;

    /// <inheritdoc/>
    public bool AwaitingFlush { get; set; }

    /// <inheritdoc/>
    public void Completed(uint token, PublishOutcome outcome)
    {
        var packetId = (ushort)token;
        var isExactlyOnce = (token & Qos2Token) != 0;
        if (outcome == PublishOutcome.NotCommitted)
        {
            OnNotCommitted(packetId, isExactlyOnce);
            return;
        }

        if (Level != ConnectPacket.Version5 && IsRefusal(outcome))
        {
            // 3.1.1 has no way to say no to a PUBLISH: an acknowledgement would promise what was not done.
            AbandonIfExchange(packetId, isExactlyOnce);
            CloseFromOutside(ReasonCode.Success, LinkChangeReason.ProtocolError);
            return;
        }

        _gateway.Metrics.Acknowledged();
        if (!isExactlyOnce)
        {
            EndInbound();
            AppendAcknowledgement(FirstByte.PublishAcknowledgement, packetId, (ReasonCode)outcome);
            return;
        }

        var answered = _session!.EndExchange(this, packetId, (ReasonCode)outcome);
        if (answered is not null && answered != this)
        {
            answered.Flush();
        }
    }

    /// <summary>Appends a PUBREC; a refusal ends the exchange, so the message no longer counts as
    /// unacknowledged.</summary>
    internal void AppendReceived(ushort packetId, ReasonCode reason)
    {
        if (reason >= ReasonCode.UnspecifiedError && Level == ConnectPacket.Version5)
        {
            EndInbound();
        }

        AppendAcknowledgement(FirstByte.PublishReceived, packetId, reason);
    }

    /// <summary>A body that is no message of the protocol is kept by the ingest, so repeating it would be in
    /// vain.</summary>
    private static bool IsRefusal(PublishOutcome outcome) =>
        outcome is not (PublishOutcome.Accepted or PublishOutcome.PayloadFormatInvalid);

    private void OnNotCommitted(ushort packetId, bool isExactlyOnce)
    {
        _gateway.Metrics.NotCommitted();
        var again = AbandonIfExchange(packetId, isExactlyOnce);
        CloseFromOutside(ReasonCode.ServerBusy, LinkChangeReason.ProtocolError);
        if (again is not null && again != this)
        {
            // The client repeated the message on another connection and waits there for its outcome.
            again.CloseFromOutside(ReasonCode.ServerBusy, LinkChangeReason.ProtocolError);
        }
    }

    private MqttConnection? AbandonIfExchange(ushort packetId, bool isExactlyOnce) =>
        isExactlyOnce ? _session!.AbandonExchange(packetId) : null;

    /// <summary>One message more that the client may not have acknowledged yet.</summary>
    private void BeginInbound() => Interlocked.Increment(ref _inbound);

    /// <summary>A message is acknowledged; answers to what an earlier connection sent do not count (§4.9).</summary>
    private void EndInbound()
    {
        if (Interlocked.Decrement(ref _inbound) < 0)
        {
            Interlocked.Increment(ref _inbound);
        }
    }
}
