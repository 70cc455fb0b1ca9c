// Messages to many: counted before, sent once to each, and followed to the phone.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Channels;
using Fleet.Server.Hubs;
using Fleet.Server.Outages;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slices.Tests.World;

namespace Slices.Tests.Outages;

public sealed class BroadcastTests
{
    private readonly HomesDouble _homes = new();
    private readonly OutgoingDouble _outgoing = new();

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_097_the_list_is_told_once_however_often_it_is_asked_for(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        IBroadcasts broadcasts = fleet.Get<IBroadcasts>();
        await AddListAsync(fleet);
        var draft = new BroadcastDraft("Störning i mobilnätet.", ToListed: true);
        BroadcastPreview preview = await broadcasts.PreviewAsync(fleet.Operator, draft, default);
        Assert.Empty(preview.Faults);
        Assert.Equal((2, 2), (preview.Listed, preview.Total));
        BroadcastView sent = (await broadcasts.SendAsync(fleet.Operator, "one", draft, default))!;
        BroadcastView again = (await broadcasts.SendAsync(fleet.Operator, "one", draft, default))!;
        Assert.Equal(sent.BroadcastId, again.BroadcastId);
        Assert.Equal(2, again.Total);
        Assert.Equal(
            [(OutgoingKind.Mail, "vakt@exempel.se"), (OutgoingKind.Sms, "+46700000042")],
            _outgoing.Queued.Select(message => (message.Kind, message.Address)).OrderBy(one => one.Address[0] == '+'));
        Assert.All(_outgoing.Queued, message => Assert.Equal(OutgoingPurpose.Broadcast, message.Purpose));
        Assert.Equal(1, await fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'broadcast' AND step = 'sent'"));
    }

    [Fact]
    public async Task HBG_097_a_broadcast_that_was_cut_off_goes_on_and_tells_nobody_twice()
    {
        await using TestFleet fleet = await StartAsync();
        IBroadcasts broadcasts = fleet.Get<IBroadcasts>();
        for (int i = 0; i < 300; i++)
        {
            await broadcasts.SetAddressAsync(
                fleet.Operator, new ListedAddress(OutgoingKind.Sms, $"+46700{i:000000}", "L"), default);
        }

        var draft = new BroadcastDraft("Driftstopp.", ToListed: true);
        _outgoing.FailsAt = Limits.Store.RowsPerBackgroundWrite + 10;
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => broadcasts.SendAsync(fleet.Operator, "key", draft, default));
        _outgoing.FailsAt = 0;
        BroadcastView sent = (await broadcasts.SendAsync(fleet.Operator, "key", draft, default))!;
        Assert.Equal(300, sent.Total);
        Assert.Equal(300, _outgoing.Queued.Select(message => message.Address).Distinct().Count());
        Assert.Equal(300, _outgoing.Queued.Count);
    }

    [Fact]
    public async Task NOR_039_relatives_on_the_list_of_the_homes_away_are_told_and_no_others()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(12);
        for (int i = 0; i < hubs.Length; i++)
        {
            _homes.Add(
                hubs[i].RowId,
                i < 6 ? $"Söder {i}" : $"Norr {i}",
                new Relative(1, "Anna", $"+4670000{i:0000}", IsToldOfOutages: i != 0),
                new Relative(2, "Bo", "+46709999999", IsToldOfOutages: i is 1 or 2));
        }

        foreach (LiveHub hub in hubs[..6])
        {
            await fleet.SendAsync(hub, World.Messages.Heartbeat(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        }

        await fleet.SuperviseAsync(370);
        await fleet.Get<OutageWatch>().RunAsync(default);
        Guid outage = Assert.Single(await fleet.Get<IOutages>().ListAsync(fleet.Operator, false, default)).OutageId;
        var draft = new BroadcastDraft("Larmen i Söder kan dröja.", outage, ToRelatives: true);

        // Five homes with a relative on the list, and one relative of two homes.
        BroadcastPreview preview = await fleet.Get<IBroadcasts>().PreviewAsync(fleet.Operator, draft, default);
        Assert.Equal((6, 6), (preview.Relatives, preview.Total));
        await fleet.Get<IBroadcasts>().SendAsync(fleet.Operator, "k", draft, default);
        Assert.Equal(6, _outgoing.Queued.Count);
        Assert.DoesNotContain(_outgoing.Queued, message => message.Address == "+46700000000");
        BroadcastPreview all = await fleet.Get<IBroadcasts>().PreviewAsync(
            fleet.Operator, draft with { OutageId = null }, default);
        Assert.Equal(12, all.Relatives);
    }

    [Fact]
    public async Task NOR_039_what_became_of_each_message_is_kept_and_never_goes_back()
    {
        await using TestFleet fleet = await StartAsync();
        await AddListAsync(fleet);
        IBroadcasts broadcasts = fleet.Get<IBroadcasts>();
        BroadcastView sent = (await broadcasts.SendAsync(
            fleet.Operator, "k", new BroadcastDraft("Hej.", ToListed: true), default))!;
        OutgoingMessage sms = _outgoing.Queued.Single(message => message.Kind == OutgoingKind.Sms);
        OutgoingMessage mail = _outgoing.Queued.Single(message => message.Kind == OutgoingKind.Mail);
        await TellAsync(fleet, new Delivery(sms, DeliveryStep.Delivered, "p", "", 5));
        await TellAsync(fleet, new Delivery(sms, DeliveryStep.HandedOver, "p", "", 6));
        await TellAsync(fleet, new Delivery(mail, DeliveryStep.Failed, "p", "no such mailbox", 7));
        BroadcastView after = Assert.Single(await broadcasts.ListAsync(fleet.Operator, default));
        Assert.Equal((2, 1, 1, 1), (after.Total, after.HandedOver, after.Delivered, after.Failed));
        BroadcastLine first = (await broadcasts.LinesAsync(fleet.Operator, sent.BroadcastId, default))![0];
        Assert.Equal((RecipientState.Failed, "no such mailbox"), (first.State, first.Detail));
        Actor other = await fleet.AddTenantAsync("Annan");
        Assert.Null(await broadcasts.LinesAsync(other, sent.BroadcastId, default));
    }

    [Fact]
    public async Task HBG_097_nothing_is_sent_with_a_text_that_is_empty_or_too_long_or_to_nobody()
    {
        await using TestFleet fleet = await StartAsync();
        await AddListAsync(fleet);
        IBroadcasts broadcasts = fleet.Get<IBroadcasts>();
        string longest = new('a', Limits.Technical.BroadcastLength);
        foreach (BroadcastDraft bad in new[]
        {
            new BroadcastDraft(" ", ToListed: true),
            new BroadcastDraft(longest + "a", ToListed: true),
            new BroadcastDraft("Hej."),
            new BroadcastDraft("Hej.", Guid.NewGuid(), ToListed: true),
        })
        {
            Assert.NotEmpty((await broadcasts.PreviewAsync(fleet.Operator, bad, default)).Faults);
            Assert.Null(await broadcasts.SendAsync(fleet.Operator, "k", bad, default));
        }

        Assert.Empty(_outgoing.Queued);
        Assert.NotNull(await broadcasts.SendAsync(
            fleet.Operator, "k", new BroadcastDraft(longest, ToListed: true), default));
    }

    private static Task TellAsync(TestFleet fleet, Delivery delivery) => fleet.Store.WriteAsync(
        session =>
        {
            foreach (IChannelListener listener in fleet.Get<IEnumerable<IChannelListener>>())
            {
                listener.Take(session, delivery);
            }

            return 0;
        },
        default);

    private static async Task AddListAsync(TestFleet fleet)
    {
        foreach (ListedAddress address in new[]
        {
            new ListedAddress(OutgoingKind.Mail, "vakt@exempel.se", "Vakten"),
            new ListedAddress(OutgoingKind.Sms, "+46700000042", "Chefen"),
        })
        {
            Assert.True(await fleet.Get<IBroadcasts>().SetAddressAsync(fleet.Operator, address, default));
        }
    }

    private Task<TestFleet> StartAsync(StoreProvider provider = StoreProvider.Sqlite) => TestFleet.StartAsync(
        provider,
        services =>
        {
            services.RemoveAll<IHomes>();
            services.AddSingleton<IHomes>(_homes);
            services.RemoveAll<IOutgoing>();
            services.AddSingleton<IOutgoing>(_outgoing);
        });
}
