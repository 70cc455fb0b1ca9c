// What comes in is kept first, told once, and never takes a message back.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Channels;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Channels;

public sealed class IncomingTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_reply_is_told_once_however_often_it_comes(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider);
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.TakeAsync("carrier", new SmsNews("in-1", ChannelFleet.Phone, "1"));
        await fleet.TakeAsync("carrier", new SmsNews("in-1", ChannelFleet.Phone, "1"));
        await fleet.TakeAsync("other", new SmsNews("in-1", ChannelFleet.Phone, "2"));
        Assert.Equal(["1", "2"], listener.Incoming.Select(incoming => incoming.Text));
        Assert.Equal(2, await fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.incoming_message WHERE is_matched = 1 AND kind = 0 AND tenant_id IS NOT NULL"));
    }

    [Fact]
    public async Task What_is_for_nobody_is_kept_as_unmatched()
    {
        var listener = new ListenerDouble { IsInterested = false };
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener);
        await fleet.TakeAsync("carrier", new SmsNews("in-1", "+46700000001", "hej"));
        Assert.Equal(1, await fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.incoming_message WHERE is_matched = 0 AND tenant_id IS NULL AND text = 'hej'"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_054_a_report_that_comes_before_the_providers_answer_is_not_lost(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, carrier);
        carrier.Script = async (message, _) =>
        {
            string reference = "ref-" + message.MessageId.ToString("N");
            await fleet.TakeAsync("carrier", new ReportNews(reference, null, ReportStatus.Delivered, ""));
            return SendResult.Taken(reference);
        };
        Guid id = await fleet.QueueAsync();
        await fleet.SendDueAsync();
        Assert.Equal(MessageState.Delivered, (await fleet.RowAsync(id)).State);
        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Delivered], listener.Steps);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_054_reports_in_any_order_never_take_a_message_back(StoreProvider provider)
    {
        ReportStatus[][] orders =
        [
            [ReportStatus.Delivered, ReportStatus.Sent], [ReportStatus.Delivered, ReportStatus.Failed],
            [ReportStatus.Sent, ReportStatus.Delivered, ReportStatus.Delivered, ReportStatus.Failed],
            [ReportStatus.Failed, ReportStatus.Sent, ReportStatus.Delivered],
        ];
        var listener = new ListenerDouble();
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, carrier);
        foreach (ReportStatus[] order in orders)
        {
            Guid id = await fleet.QueueAsync();
            await fleet.SendDueAsync();
            foreach (ReportStatus status in order)
            {
                await fleet.TakeAsync("carrier", new ReportNews("ref-" + id.ToString("N"), null, status, "late"));
            }

            Assert.Equal(MessageState.Delivered, (await fleet.RowAsync(id)).State);
            Assert.Equal(1, listener.Deliveries.Count(
                delivery => delivery.Message.MessageId == id && delivery.Step == DeliveryStep.Delivered));
        }
    }

    [Fact]
    public async Task A_report_of_a_failure_is_told_as_failed()
    {
        var listener = new ListenerDouble();
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, providers: carrier);
        Guid id = await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.TakeAsync("carrier", new ReportNews("x", id, ReportStatus.Failed, "not delivered"));
        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Failed], listener.Steps);
        Assert.Equal("carrier: not delivered", listener.Deliveries.Last().Detail);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_listener_that_fails_is_told_again_and_neither_loses_news_nor_has_a_message_sent_twice(
        StoreProvider provider)
    {
        var listener = new ListenerDouble { Failures = 2 };
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, carrier);
        Guid id = await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.PassAsync(3);
        Assert.Equal([DeliveryStep.HandedOver], listener.Steps);
        Assert.Equal([id], carrier.Keys);
        listener.Failures = 1;
        await fleet.TakeAsync("carrier", new SmsNews("in-1", ChannelFleet.Phone, "1"));
        Assert.Empty(listener.Incoming);
        await fleet.PassAsync(1);
        Assert.Equal("1", Assert.Single(listener.Incoming).Text);
        Assert.Equal(MessageState.HandedOver, (await fleet.RowAsync(id)).State);
    }
}
