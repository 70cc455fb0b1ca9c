// Settings that tests change.
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Programming.Settings;
using Slices.Tests.World;

namespace Slices.Tests.Programming;

/// <summary>Orders, and the ways to give them.</summary>
internal static class SettingsSamples
{
    public const string Interval = "heartbeatIntervalSeconds";

    /// <summary>The same person in another role.</summary>
    public static Actor As(TestFleet fleet, string role = Roles.Admin) => fleet.Operator with { Role = role };

    public static SettingsOrder Order(params (string Name, object? Value)[] values) => new(
        values.ToDictionary(one => one.Name, one => JsonSerializer.SerializeToElement(one.Value)),
        new ChangeCause("the ward asked"),
        HasConsent: true);

    public static async Task<SettingsChange> SetAsync(
        TestFleet fleet, RuleHub hub, long seen, params (string Name, object? Value)[] values) =>
        await fleet.Get<IHubSettings>().SetAsync(As(fleet), hub.Hub.HubId, Order(values), seen, default);

    /// <summary>Changes that must be taken.</summary>
    public static async Task<SettingsVersionView> DoneAsync(
        TestFleet fleet, RuleHub hub, long seen, params (string Name, object? Value)[] values)
    {
        SettingsChange change = await SetAsync(fleet, hub, seen, values);
        Assert.True(
            change.Result == SettingsResult.Done,
            $"{change.Result} {string.Join("; ", change.Faults.Select(one => one.Field + " " + one.Sentence))}");
        return change.Newest!;
    }

    /// <summary>Tells a level something that must be taken.</summary>
    public static async Task<LevelView> TellAsync(
        TestFleet fleet, SettingLevel level, string scope, long seen, params (string Name, object? Value)[] values)
    {
        LevelChange change = await fleet.Get<ISettingLevels>().SetAsync(
            As(fleet), level, scope, Order(values), seen, default);
        Assert.True(
            change.Result == SettingsResult.Done,
            $"{change.Result} {string.Join("; ", change.Faults.Select(one => one.Field + " " + one.Sentence))}");
        return change.Newest!;
    }

    /// <summary>Starts a campaign that must be taken.</summary>
    public static async Task<CampaignView> StartAsync(TestFleet fleet, CampaignOrder order)
    {
        CampaignChange change = await fleet.Get<ICampaigns>().StartAsync(As(fleet), order, default);
        Assert.True(
            change.Result == SettingsResult.Done,
            $"{change.Result} {string.Join("; ", change.Faults.Select(one => one.Field + " " + one.Sentence))}");
        return change.Campaign!;
    }

    public static async Task<CampaignView> CampaignAsync(TestFleet fleet, long number) =>
        (await fleet.Get<ICampaigns>().FindAsync(As(fleet), number, default))!;

    public static async Task<SettingsView> FindAsync(TestFleet fleet, RuleHub hub) =>
        (await fleet.Get<IHubSettings>().FindAsync(As(fleet), hub.Hub.HubId, default))!;

    public static async Task<SettingView> SettingAsync(TestFleet fleet, RuleHub hub, string name) =>
        (await FindAsync(fleet, hub)).Settings.Single(one => one.Name == name);

    public static Task<RuleHub> AddAsync(TestFleet fleet) => RuleHub.AddAsync(fleet, DocumentKind.Settings);

    public static async Task<RuleHub[]> AddAsync(TestFleet fleet, int count)
    {
        var hubs = new List<RuleHub>();
        for (int i = 0; i < count; i++)
        {
            hubs.Add(await AddAsync(fleet));
        }

        return [.. hubs];
    }

    public static int Number(JsonNode? value) => value!.GetValue<int>();

    /// <summary>A round of everything that drives settings, as it comes every second.</summary>
    public static async Task RoundAsync(TestFleet fleet, int seconds = 1)
    {
        for (int i = 0; i < seconds; i++)
        {
            fleet.Time.Advance(System.TimeSpan.FromSeconds(1));
            foreach (Fleet.Server.Time.IRound round in fleet.Get<IEnumerable<Fleet.Server.Time.IRound>>()
                .Where(one => one is DocumentRound or SettingsKeeper or CampaignRound))
            {
                await round.RunAsync(default);
            }
        }
    }
}
