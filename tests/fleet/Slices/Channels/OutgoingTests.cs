// Messages leave, once, through whoever takes them.
using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Channels;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Channels;

public sealed class OutgoingTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_048_HUL_001_HUL_054_a_message_reaches_the_phone_and_every_stage_has_its_time(
        StoreProvider provider)
    {
        var listener = new ListenerDouble();
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, carrier);
        var caseId = Guid.NewGuid();
        DateTimeOffset queuedAt = fleet.Time.GetUtcNow();
        Guid id = await fleet.QueueAsync(to: "070-123 45 67", caseId: caseId);
        await fleet.SendDueAsync();
        fleet.Time.Advance(TimeSpan.FromSeconds(7));
        await fleet.TakeAsync("carrier", new ReportNews("ref-" + id.ToString("N"), null, ReportStatus.Delivered, ""));

        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Delivered], listener.Steps);
        Assert.All(listener.Deliveries, delivery => Assert.Equal("carrier", delivery.Provider));
        Assert.Equal(ChannelFleet.Phone, Assert.Single(carrier.Sent).Address);
        MessageView view = Assert.Single(await fleet.Get<IMessages>().ListAsync(fleet.Operator, caseId, default));
        Assert.Equal(
            (MessageState.Delivered, 1, "+46*****567", queuedAt, queuedAt, queuedAt.AddSeconds(7)),
            (view.State, view.Attempts, view.Address, view.QueuedAt, view.HandedOverAt, view.DeliveredAt));
    }

    [Fact]
    public async Task HUL_001_a_message_leaves_at_the_commit_without_waiting_for_a_round()
    {
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), providers: carrier);
        await fleet.QueueAsync();
        await carrier.Entered.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_same_id_twice_is_one_message(StoreProvider provider)
    {
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), provider, null, carrier);
        Guid id = await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.QueueAsync(id: id);
        await fleet.SendDueAsync();
        Assert.Single(carrier.Sent);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_waits_for_a_case_is_taken_back_and_what_is_sent_stays(StoreProvider provider)
    {
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), provider, null, carrier);
        var caseId = Guid.NewGuid();
        Guid sent = await fleet.QueueAsync(caseId: caseId);
        await fleet.SendDueAsync();
        var waiting = Guid.NewGuid();
        OutgoingMessage message = ChannelFleet.Message(
            fleet, ChannelFleet.Phone, OutgoingKind.Sms, 5, OutgoingPurpose.Dispatch, caseId, "x", waiting);
        int withdrawn = await fleet.Store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                fleet.Get<IOutgoing>().Queue(session, message);
                fleet.Get<IOutgoing>().Queue(
                    session, message with { MessageId = Guid.NewGuid(), Purpose = OutgoingPurpose.Notice });
                return fleet.Get<IOutgoing>().Withdraw(
                    session, fleet.Operator.TenantId, caseId, OutgoingPurpose.Dispatch);
            },
            default);
        await fleet.SendDueAsync();

        Assert.Equal(1, withdrawn);
        Assert.Equal(2, carrier.Sent.Count);
        Assert.DoesNotContain(waiting, carrier.Keys);
        Assert.Equal(MessageState.Withdrawn, (await fleet.RowAsync(waiting)).State);
        Assert.Equal(MessageState.HandedOver, (await fleet.RowAsync(sent)).State);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_048_when_the_first_provider_is_down_the_second_takes_it_at_once(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        var first = new MessageProviderDouble("first");
        var second = new MessageProviderDouble("second");
        first.Script = (_, _) => throw new TimeoutException();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, first, second);
        Guid id = await fleet.QueueAsync();
        await fleet.SendDueAsync();

        Assert.Equal([id], first.Keys);
        Assert.Equal([id], second.Keys);
        Assert.Equal("second", Assert.Single(listener.Deliveries).Provider);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_068_when_every_provider_is_down_it_is_tried_until_its_time_is_over_and_then_told_as_failed(
        StoreProvider provider)
    {
        var listener = new ListenerDouble();
        var first = new MessageProviderDouble("first");
        var second = new MessageProviderDouble("second");
        first.Answer(SendResult.Failed("HTTP 500"));
        second.Answer(SendResult.Failed("no answer in time"));
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, first, second);
        Guid id = await fleet.QueueAsync(minutes: 1);
        await fleet.SendDueAsync();
        int[] tries = new int[61];
        for (int second1 = 1; second1 <= 60; second1++)
        {
            await fleet.PassAsync(1);
            tries[second1] = first.Sent.Count;
        }

        // After 2, 6, 14 and 30 s; the fifth failure in a row closes the circuit.
        Assert.Equal([1, 2, 2, 3, 4, 5], new[] { tries[1], tries[2], tries[5], tries[6], tries[14], tries[30] });
        Assert.Equal([DeliveryStep.Failed], listener.Steps);
        Assert.Equal(MessageState.Expired, (await fleet.RowAsync(id)).State);
        Assert.Equal("first: HTTP 500; second: no answer in time", listener.Deliveries.Single().Detail);
    }

    [Fact]
    public async Task What_every_provider_refuses_fails_at_once()
    {
        var listener = new ListenerDouble();
        var first = new MessageProviderDouble("first");
        first.Answer(SendResult.Refused("HTTP 400"));
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, providers: first);
        Guid id = await fleet.QueueAsync();
        await fleet.SendDueAsync();
        Assert.Equal([DeliveryStep.Failed], listener.Steps);
        Assert.Equal(MessageState.Failed, (await fleet.RowAsync(id)).State);
    }

    [Fact]
    public async Task HBG_071_a_provider_that_hangs_delays_nobody_else()
    {
        var listener = new ListenerDouble();
        var stuck = new MessageProviderDouble("stuck");
        var well = new MessageProviderDouble("well");
        stuck.Hang();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, providers: [stuck, well]);
        OutgoingSender sender = fleet.Get<OutgoingSender>();
        for (int i = 0; i < Limits.Channels.InFlightPerProvider; i++)
        {
            await fleet.QueueAsync(to: $"+4670000{i:D4}");
        }

        while (stuck.Sent.Count < Limits.Channels.InFlightPerProvider)
        {
            await sender.RunAsync(default);
        }

        await fleet.QueueAsync(to: ChannelFleet.Phone);
        await sender.RunAsync(default);
        await well.Entered.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(ChannelFleet.Phone, Assert.Single(well.Sent).Address);
    }

    [Fact]
    public async Task A_provider_that_fails_again_and_again_is_left_alone_and_tried_once_after_a_while()
    {
        var first = new MessageProviderDouble("first");
        var second = new MessageProviderDouble("second");
        first.Answer(SendResult.Failed("HTTP 500"));
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), providers: [first, second]);
        for (int i = 0; i < Limits.Channels.FailuresToBreak + 5; i++)
        {
            await fleet.QueueAsync();
            await fleet.SendDueAsync();
        }

        Assert.Equal(Limits.Channels.FailuresToBreak, first.Sent.Count);
        Assert.Equal(Limits.Channels.FailuresToBreak + 5, second.Sent.Count);
        Assert.Equal(1, fleet.Log.CountOf(8004));
        fleet.Time.Advance(TimeSpan.FromMilliseconds(Limits.Channels.BreakMilliseconds));
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        Assert.Equal(Limits.Channels.FailuresToBreak + 1, first.Sent.Count);

        fleet.Time.Advance(TimeSpan.FromMilliseconds(Limits.Channels.BreakMilliseconds));
        first.Answer(SendResult.Taken("well again"));
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        Assert.Equal(Limits.Channels.FailuresToBreak + 3, first.Sent.Count);
    }

    [Fact]
    public async Task One_number_gets_so_many_messages_in_a_minute_and_the_rest_later()
    {
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), providers: carrier);
        for (int i = 0; i <= Limits.Channels.PerNumberPerMinute; i++)
        {
            await fleet.QueueAsync();
            await fleet.SendDueAsync();
        }

        await fleet.QueueAsync(to: ChannelFleet.OtherPhone);
        await fleet.SendDueAsync();
        Assert.Equal(
            Limits.Channels.PerNumberPerMinute, carrier.Sent.Count(message => message.Address == ChannelFleet.Phone));
        Assert.Equal(1, carrier.Sent.Count(message => message.Address == ChannelFleet.OtherPhone));
        await fleet.PassAsync(3);
        Assert.Equal(Limits.Channels.PerNumberPerMinute + 2, carrier.Sent.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_server_killed_between_sending_and_noting_sends_again_with_the_same_key(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        var lost = new MessageProviderDouble("carrier");
        lost.Hang();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider, null, lost);
        Guid id = await fleet.QueueAsync();
        await fleet.Get<OutgoingSender>().RunAsync(default);
        await lost.Entered.WaitAsync(TimeSpan.FromSeconds(30));
        var again = new MessageProviderDouble("carrier");
        await using TestFleet next = await fleet.RestartFromCrashAsync(ChannelFleet.Replace(listener, null, again));
        if (provider == StoreProvider.PostgreSql)
        {
            // Another node may be sending it: its lease must be over.
            await next.SendDueAsync();
            Assert.Empty(again.Sent);
            next.Time.Advance(TimeSpan.FromMilliseconds(Limits.Channels.LeaseMilliseconds));
        }

        await next.SendDueAsync();
        Assert.Equal([id], lost.Keys);
        Assert.Equal([id], again.Keys);
        Assert.Equal(MessageState.HandedOver, (await next.RowAsync(id)).State);
    }

    [Fact]
    public async Task HUL_054_a_message_that_was_sent_twice_is_on_the_simulated_phone_once()
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await TestFleet.StartAsync();
        var dying = new DyingProvider(fleet.Get<SimulatorProvider>());
        OutgoingMessage message = ChannelFleet.Message(
            fleet, ChannelFleet.Phone, OutgoingKind.Sms, 60, OutgoingPurpose.Dispatch, null, "x", Guid.NewGuid());
        _ = dying.SendAsync(message, CancellationToken.None);
        await dying.Sent;
        Assert.Null((await fleet.PhoneAsync(ChannelFleet.Phone)).Messages.Single().ArrivedAt);
        await using TestFleet next = await fleet.RestartFromCrashAsync(ChannelFleet.Replace(listener));
        await next.QueueAsync(id: message.MessageId);
        await next.SendDueAsync();
        Assert.NotNull((await next.PhoneAsync(ChannelFleet.Phone)).Messages.Single().ArrivedAt);
        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Delivered], listener.Steps);
    }

    [Fact]
    public async Task The_longest_text_goes_and_a_longer_one_is_the_callers_fault()
    {
        var carrier = new MessageProviderDouble("carrier");
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), providers: carrier);
        await fleet.QueueAsync(text: new string('x', Limits.Channels.TextLength));
        await fleet.SendDueAsync();
        Assert.Single(carrier.Sent);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fleet.QueueAsync(text: new string('x', Limits.Channels.TextLength + 1)));
    }

    [Fact]
    public async Task Logs_hold_no_number()
    {
        var first = new MessageProviderDouble("first");
        first.Answer(SendResult.Refused("HTTP 400"));
        await using TestFleet fleet = await ChannelFleet.StartAsync(
            new ListenerDouble { IsInterested = false }, providers: first);
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await fleet.TakeAsync("first", new SmsNews("1", ChannelFleet.Phone, "1"));
        Assert.Equal(1, fleet.Log.CountOf(8003));
        Assert.Equal(1, fleet.Log.CountOf(8002));
        Assert.DoesNotContain("1234", fleet.Log.All, StringComparison.Ordinal);
    }
}
