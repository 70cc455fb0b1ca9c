// A municipality that is planned and alarmed over HTTP, with a clock that the test moves.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slices.Tests.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

/// <summary>08:00 UTC on a Monday is 09:00 in Sweden: the day group is on duty.</summary>
internal sealed class DispatchTown : IAsyncDisposable
{
    public const string Groups = "/api/dispatch/groups";
    public const string Rotas = "/api/dispatch/rotas";
    public const string Day1 = "+46700000001";
    public const string Day2 = "+46700000002";
    public const string Night1 = "+46700000003";
    public const string Support = "+46700000004";
    public const string Relative = "+46700000009";

    public const string TenantName = "Testkommun";

    private readonly List<HttpClient> _clients = [];
    private readonly Dictionary<string, AppUserRow> _users = [];
    private int _told;

    private DispatchTown(HttpFleet fleet, ManualTimeProvider time, MessageProviderDouble provider)
    {
        Fleet = fleet;
        Time = time;
        Provider = provider;
    }

    public HttpFleet Fleet { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>Stands in for every way to a phone.</summary>
    public MessageProviderDouble Provider { get; }

    public Guid TenantId { get; } = Guid.NewGuid();

    /// <summary>Plans: a supervisor.</summary>
    public HttpClient Planner { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public HttpClient Responder { get; private set; } = null!;

    public string HubId { get; private set; } = "";

    public JsonObject Day { get; private set; } = null!;

    public JsonObject Night { get; private set; } = null!;

    public JsonObject Rota { get; private set; } = null!;

    public string DayId => Day["groupId"]!.GetValue<string>();

    public string NightId => Night["groupId"]!.GetValue<string>();

    public string RotaPath => $"{Rotas}/{Rota["rotaId"]!.GetValue<string>()}";

    public string HomePath => $"/api/homes/{HubId}";

    /// <summary>What reached a phone, oldest first.</summary>
    public OutgoingMessage[] To(string number) => [.. Provider.Sent.Where(message => message.Address == number)];

    /// <summary>Starts with users, hub and phones; planned with groups, rota and home unless told otherwise.</summary>
    public static async Task<DispatchTown> StartAsync(
        bool isPlanned = true, Func<FleetSettings, FleetSettings>? change = null)
    {
        var time = new ManualTimeProvider();
        var provider = new MessageProviderDouble("phones");
        HttpFleet fleet = await HttpFleet.StartAsync(change, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.RemoveAll<IMessageProvider>();
            services.AddSingleton<IMessageProvider>(provider);
        }, isWithUsers: false);
        var town = new DispatchTown(fleet, time, provider);
        await town.AddTenantAsync();
        town.Planner = town.SignIn("supervisor");
        town.Operator = town.SignIn("operator");
        town.Responder = town.SignIn("responder");
        town.HubId = await town.AddHubAsync();
        if (isPlanned)
        {
            await town.PlanAsync();
        }

        return town;
    }

    public static object Home(string? rotaId = null, string turn = "never", string key = "K77") => new
    {
        area = "Söder 14",
        unitName = "Söder",
        rotaId,
        street = "Storgatan 4 B",
        town = "577 30 Hultsfred",
        phoneNumber = "0495-123 45",
        keyNumber = key,
        plan = "Ring på och gå in.",
        residents = new[]
        {
            new { occupant = 1, name = "Greta Lindkvist" }, new { occupant = 2, name = "Nils Lindkvist" },
        },
        relatives = new[] { new { order = 1, name = "Eva Lindkvist", phoneNumber = Relative, isToldOfOutages = true } },
        relativesTurn = turn,
        criteria = new[] { new { statusCode = 10, text = "Åk alltid." } },
    };

    /// <summary>HUL-031: 06:46 to 21:29 and 21:30 to 06:45, each to the end of its last minute.</summary>
    public object[] Windows() =>
    [
        new { groupId = DayId, from = "06:46", until = "21:30" },
        new { groupId = NightId, from = "21:30", until = "06:46", backupGroupId = DayId },
    ];

    /// <summary>A client of the town's user of a role, who is called as it is.</summary>
    public HttpClient SignIn(string role) => Keep(Fleet.Client(_users[role]));

    /// <summary>A person of another municipality, which is made for them.</summary>
    public async Task<HttpClient> AddStrangerAsync(string role)
    {
        var tenant = new TenantRow { TenantId = Guid.NewGuid(), Name = "Annan kommun " + role };
        await Fleet.AddAsync(tenant);
        return Keep(await Fleet.EnterAsync(tenant.TenantId, role, "Främling"));
    }

    /// <summary>Another hub of the town.</summary>
    public async Task<string> AddHubAsync() => (await Fleet.AddHubAsync(SignIn("technician"))).Hub.HubId;

    public async Task<JsonObject> AddGroupAsync(
        string name, string kind, params (string Name, string Role, string? Number)[] phones) =>
        (await Planner.PostAsync(Groups, new
        {
            name,
            unitName = "Söder",
            kind,
            recipients = phones.Select(phone => new
            {
                name = phone.Name,
                role = phone.Role,
                phoneNumber = phone.Number,
            }),
            members = new[] { "responder" },
        })).Done().Body;

    /// <summary>A case for the town's hub, owned by the operator; nobody is told yet.</summary>
    public async Task<string> RaiseAsync(string? hubId = null) => (await Operator.PostAsync(
        "/api/cases", new { source = "phone", hubId = hubId ?? HubId, priority = 2 })).Done().Text("caseId");

    /// <summary>Tells responders, and waits until the provider has what is due.</summary>
    public async Task<ApiAnswer> DispatchAsync(string caseId)
    {
        ApiAnswer answer = await Operator.PostAsync($"/api/cases/{caseId}/dispatch", new { });
        await SendAsync();
        return answer;
    }

    /// <summary>The same for a case of its own: the second and later ones come from homes like the first.</summary>
    public async Task<string> TellAsync()
    {
        string hubId = HubId;
        if (_told++ > 0)
        {
            hubId = await AddHubAsync();
            (await Planner.PutAsync($"/api/homes/{hubId}", Home())).Done();
        }

        string caseId = await RaiseAsync(hubId);
        (await DispatchAsync(caseId)).Done();
        return caseId;
    }

    public Task SendAsync() => Fleet.SendDueAsync();

    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await SendAsync();
    }

    /// <summary>Lets time pass minute by minute; in each the deadlines are executed and what is due is sent.</summary>
    public async Task RoundsAsync(TimeSpan time)
    {
        for (int i = 0; i < time.TotalMinutes; i++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await Fleet.Get<CaseDeadlines>().RoundAsync(default);
            await SendAsync();
        }
    }

    public async Task ReplyAsync(string from, string text)
    {
        await Fleet.Get<ChannelIntake>().TakeAsync(
            Provider.Name, new SmsNews(Guid.NewGuid().ToString("N"), from, text), default);
        await SendAsync();
    }

    /// <summary>Queues a message as another slice does.</summary>
    public async Task QueueAsync(string number, OutgoingPurpose purpose)
    {
        long now = Time.GetUtcNow().ToUnixTimeMilliseconds();
        await Fleet.Get<FleetStore>().WriteAsync(
            session =>
            {
                Outbox.Open(session);
                Fleet.Get<IOutgoing>().Queue(session, new OutgoingMessage(
                    Guid.NewGuid(), TenantId, null, purpose, OutgoingKind.Sms, number, "Driftstörning", now,
                    now + 60_000));
                return 0;
            },
            default);
        await SendAsync();
    }

    /// <summary>The token of the link in the newest message to a number that has one.</summary>
    public string TokenTo(string number)
    {
        string text = To(number).Last(message => message.Text.Contains("/r/", StringComparison.Ordinal)).Text;
        return text[(text.IndexOf("/r/", StringComparison.Ordinal) + 3)..].Split(' ')[0];
    }

    public async Task<JsonNode> CaseAsync(string caseId) =>
        (await Operator.LookAsync($"/api/cases/{caseId}")).Done().Body;

    public async Task<JsonNode[]> MessagesAsync(string caseId) =>
        [.. (await Operator.LookAsync($"/api/cases/{caseId}/dispatch/messages")).Done().Items.Each()];

    /// <summary>The first column of a query, as texts.</summary>
    public Task<string[]> TextsAsync(string sql) => Fleet.Get<FleetStore>().ReadAsync(
        session =>
        {
            var texts = new List<string>();
            using DbDataReader reader = session.Sql(sql).Read();
            while (reader.Read())
            {
                texts.Add(reader.GetString(0));
            }

            return texts.ToArray();
        },
        default);

    /// <summary>Which group a window has on duty at a time, by the interface.</summary>
    public async Task<string> OnDutyAsync(string at) => (await Planner.LookAsync(
        "/api/dispatch/duty?at=" + Uri.EscapeDataString(at))).Done().Items[0]!["groupName"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Fleet.DisposeAsync();
    }

    public async Task PlanGroupsAsync()
    {
        Day = await AddGroupAsync(
            "Hemtjänst Söder", "provider", ("Larm 1", "first", Day1), ("Larm 2", "second", Day2));
        Night = await AddGroupAsync(
            "Nattpatrull", "nightPatrol", ("Natt 1", "first", Night1), ("Stöd", "support", Support));
    }

    private HttpClient Keep(HttpClient http)
    {
        _clients.Add(http);
        return http;
    }

    private async Task AddTenantAsync()
    {
        await Fleet.AddAsync(new TenantRow { TenantId = TenantId, Name = TenantName });
        foreach (string role in new[]
        {
            Roles.Operator, Roles.Technician, Roles.Admin, Roles.Supervisor, Roles.Responder, Roles.AlarmResponsible,
            Roles.UnitLead,
        })
        {
            _users[role] = HttpFleet.NewUser(
                TenantId, role, role, $"{char.ToUpperInvariant(role[0])}{role[1..]} Demo");
            await Fleet.AddAsync(_users[role]);
        }
    }

    private async Task PlanAsync()
    {
        await PlanGroupsAsync();
        Rota = (await Planner.PostAsync(Rotas, new { name = "Söder", isDefault = true, windows = Windows() }))
            .Done().Body;
        (await Planner.PutAsync(HomePath, Home())).Done();
    }
}
