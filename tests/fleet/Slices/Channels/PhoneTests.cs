// The simulated phones: off, out of coverage, calls answered, declined and left ringing.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Channels;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Channels;

public sealed class PhoneTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_054_a_message_to_a_phone_that_is_off_arrives_when_it_is_on(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider);
        IPhones phones = fleet.Get<IPhones>();
        foreach (PhoneCondition away in new[] { PhoneCondition.Off, PhoneCondition.NoCoverage })
        {
            await phones.SetAsync(fleet.Operator, "0701234567", "Larm 1", away, default);
            Guid id = await fleet.QueueAsync();
            await fleet.SendDueAsync();
            Assert.Equal(MessageState.HandedOver, (await fleet.RowAsync(id)).State);
            Assert.False(await phones.ReplyAsync(fleet.Operator, ChannelFleet.Phone, "1", default));
            fleet.Time.Advance(TimeSpan.FromMinutes(3));
            await phones.SetAsync(fleet.Operator, ChannelFleet.Phone, null, PhoneCondition.On, default);
            Assert.Equal(MessageState.Delivered, (await fleet.RowAsync(id)).State);
            Assert.Equal(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds(), listener.Deliveries.Last().At);
        }

        PhoneView phone = await fleet.PhoneAsync(ChannelFleet.Phone);
        Assert.Equal(("Larm 1", 2, 2), (phone.Name, phone.Messages.Count, phone.Unread));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_reply_from_a_phone_goes_the_way_of_a_providers_webhook(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider);
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        Assert.True(await fleet.Get<IPhones>().ReplyAsync(fleet.Operator, ChannelFleet.Phone, "1", default));
        Incoming reply = Assert.Single(listener.Incoming);
        Assert.Equal(("simulator", ChannelFleet.Phone, "1"), (reply.Provider, reply.From, reply.Text));
        Assert.Null(reply.MessageId);
        Assert.Equal(0, (await fleet.PhoneAsync(ChannelFleet.Phone)).Unread);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_049_a_call_that_is_answered_takes_the_key_as_the_answer(StoreProvider provider)
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener, provider);
        IPhones phones = fleet.Get<IPhones>();
        Guid id = await fleet.QueueAsync(kind: OutgoingKind.Voice);
        await fleet.SendDueAsync();
        Assert.False(await phones.PressAsync(fleet.Operator, id, '1', default));
        Assert.True(await phones.AnswerAsync(fleet.Operator, id, default));
        Assert.False(await phones.AnswerAsync(fleet.Operator, id, default));
        Assert.True(await phones.PressAsync(fleet.Operator, id, '1', default));
        Assert.True(await phones.PressAsync(fleet.Operator, id, '1', default));
        Assert.True(await phones.HangUpAsync(fleet.Operator, id, default));

        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Delivered], listener.Steps);
        Incoming digit = Assert.Single(listener.Incoming);
        Assert.Equal(((Guid?)id, "1"), (digit.MessageId, digit.Text));
    }

    [Theory]
    [InlineData(false, 30, "simulator: no answer")]
    [InlineData(true, 0, "simulator: busy or declined")]
    public async Task HBG_049_a_call_that_nobody_takes_is_told_as_failed(bool isDeclined, int seconds, string detail)
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener);
        Guid id = await fleet.QueueAsync(kind: OutgoingKind.Voice);
        await fleet.SendDueAsync();
        if (isDeclined)
        {
            await fleet.Get<IPhones>().HangUpAsync(fleet.Operator, id, default);
        }

        await fleet.PassAsync(Math.Max(0, seconds - 1));
        Assert.Equal(isDeclined ? 2 : 1, listener.Steps.Length);
        await fleet.PassAsync(1);
        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Failed], listener.Steps);
        Assert.Equal(detail, listener.Deliveries.Last().Detail);
    }

    [Fact]
    public async Task A_call_to_a_phone_that_is_off_fails_and_a_refused_number_fails_everything()
    {
        var listener = new ListenerDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(listener);
        IPhones phones = fleet.Get<IPhones>();
        await phones.SetAsync(fleet.Operator, ChannelFleet.Phone, null, PhoneCondition.Off, default);
        await fleet.QueueAsync(kind: OutgoingKind.Voice);
        await fleet.SendDueAsync();
        await phones.SetAsync(fleet.Operator, ChannelFleet.OtherPhone, null, PhoneCondition.Refused, default);
        await fleet.QueueAsync(to: ChannelFleet.OtherPhone);
        await fleet.SendDueAsync();
        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Failed, DeliveryStep.Failed], listener.Steps);
    }

    [Fact]
    public async Task A_page_hears_of_each_change_and_sees_only_its_own_tenants_phones()
    {
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble());
        IPhones phones = fleet.Get<IPhones>();
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable subscription = phones.Subscribe(fleet.Operator.TenantId, () => changed.TrySetResult());
        await fleet.QueueAsync();
        await fleet.SendDueAsync();
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Guid id = await fleet.QueueAsync(kind: OutgoingKind.Voice);
        await fleet.SendDueAsync();
        Fleet.Server.Access.Actor other = await fleet.AddTenantAsync("Annan kommun");
        Assert.Empty(await phones.ListAsync(other, default));
        Assert.False(await phones.AnswerAsync(other, id, default));
        Assert.False(await phones.ReplyAsync(other, ChannelFleet.Phone, "1", default));
    }

    [Fact]
    public async Task Mail_lies_in_a_mailbox_with_the_phones()
    {
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble());
        await fleet.QueueAsync(
            to: "anhorig@example.org", kind: OutgoingKind.Mail, purpose: OutgoingPurpose.Broadcast);
        await fleet.SendDueAsync();
        Assert.True(Assert.Single((await fleet.PhoneAsync("anhorig@example.org")).Messages).IsMail);
    }
}
