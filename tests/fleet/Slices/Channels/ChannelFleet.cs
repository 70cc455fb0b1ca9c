// A fleet with messages: shorthand for the tests of this folder.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slices.Tests.World;

namespace Slices.Tests.Channels;

internal static class ChannelFleet
{
    public const string Phone = "+46701234567";
    public const string OtherPhone = "+46709999999";
    public const string OwnPhone = "+46701112233";
    public const string HubPhone = "+46105556677";
    public const string HomePhone = "+4642123456";

    /// <summary>Starts with doubles in place of the slices that hear of messages and calls.</summary>
    public static Task<TestFleet> StartAsync(
        ListenerDouble listener,
        StoreProvider provider = StoreProvider.Sqlite,
        CaseProgressDouble? progress = null,
        params IMessageProvider[] providers) => TestFleet.StartAsync(provider, Replace(listener, progress, providers));

    public static Action<IServiceCollection> Replace(
        ListenerDouble listener, CaseProgressDouble? progress = null, params IMessageProvider[] providers) =>
        services =>
        {
            services.RemoveAll<IChannelListener>();
            services.AddSingleton<IChannelListener>(listener);
            services.RemoveAll<IHomes>();
            services.AddSingleton<IHomes>(new HomesDouble(HubPhone, HomePhone));
            services.RemoveAll<ICaseProgress>();
            services.AddSingleton<ICaseProgress>(progress ?? new CaseProgressDouble());
            if (providers.Length > 0)
            {
                services.RemoveAll<IMessageProvider>();
                foreach (IMessageProvider one in providers)
                {
                    services.AddSingleton(one);
                }
            }
        };

    /// <summary>Queues a message as another slice does.</summary>
    public static async Task<Guid> QueueAsync(
        this TestFleet fleet,
        string to = Phone,
        OutgoingKind kind = OutgoingKind.Sms,
        int minutes = 60,
        OutgoingPurpose purpose = OutgoingPurpose.Dispatch,
        Guid? caseId = null,
        string text = "Larm 7, Söder 14. Svara 1 eller 2.",
        Guid? id = null)
    {
        OutgoingMessage message = Message(fleet, to, kind, minutes, purpose, caseId, text, id ?? Guid.NewGuid());
        await fleet.Store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                fleet.Get<IOutgoing>().Queue(session, message);
                return 0;
            },
            default);
        return message.MessageId;
    }

    public static OutgoingMessage Message(
        TestFleet fleet,
        string to,
        OutgoingKind kind,
        int minutes,
        OutgoingPurpose purpose,
        Guid? caseId,
        string text,
        Guid id)
    {
        long now = fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return new OutgoingMessage(
            id, fleet.Operator.TenantId, caseId, purpose, kind, to, text, now, now + (minutes * 60_000L));
    }

    /// <summary>Queues a message in a fleet with an HTTP interface.</summary>
    public static async Task<Guid> QueueAsync(this HttpFleet fleet, OutgoingKind kind)
    {
        var id = Guid.NewGuid();
        long now = fleet.Get<SteadyClock>().UnixNow;
        await fleet.Get<FleetStore>().WriteAsync(
            session =>
            {
                Outbox.Open(session);
                string? tenant = null;
                using (DbDataReader reader = session.Sql("SELECT tenant_id FROM access.tenant").Read())
                {
                    tenant = reader.Read() ? reader.GetString(0) : null;
                }

                fleet.Get<IOutgoing>().Queue(session, new OutgoingMessage(
                    id, Guid.Parse(tenant!), null, OutgoingPurpose.Dispatch, kind, Phone, "x", now, now + 60_000));
                return 0;
            },
            default);
        return id;
    }

    public static async Task SendDueAsync(this HttpFleet fleet)
    {
        await fleet.Get<OutgoingSender>().RunAsync(default);
        await fleet.Get<OutgoingSender>().SettledAsync();
    }

    /// <summary>A round of the sender, and its answers.</summary>
    public static async Task SendDueAsync(this TestFleet fleet)
    {
        OutgoingSender sender = fleet.Get<OutgoingSender>();
        await sender.RunAsync(default);
        await sender.SettledAsync();
    }

    /// <summary>Lets time pass second by second, with a round of the sender in each.</summary>
    public static async Task PassAsync(this TestFleet fleet, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
            await fleet.SendDueAsync();
            await fleet.Get<SimulatedPhones>().RunAsync(default);
        }
    }

    public static async Task<OutgoingRow> RowAsync(this TestFleet fleet, Guid id) =>
        (await fleet.Store.WriteAsync(session => OutgoingStore.Find(session, id), default))!;

    public static async Task<PhoneView> PhoneAsync(this TestFleet fleet, string number)
    {
        IReadOnlyList<PhoneView> phones = await fleet.Get<IPhones>().ListAsync(fleet.Operator, default);
        return phones.Single(phone => phone.Number == number);
    }

    public static Task TakeAsync(this TestFleet fleet, string provider, WebhookNews news) =>
        fleet.Get<ChannelIntake>().TakeAsync(provider, news, default);
}
