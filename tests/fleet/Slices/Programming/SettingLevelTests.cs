// Where a setting comes from: the municipality, the model, the group, the home.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Campaigns;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;
using Hub.Protocols.Settings;
using Slices.Tests.World;
using static Slices.Tests.Programming.SettingsSamples;

namespace Slices.Tests.Programming;

public sealed class SettingLevelTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_017_the_nearest_level_that_tells_a_setting_counts_and_each_value_says_where_it_is_from(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await AddAsync(fleet);
        await hub.HelloAsync(model: "VH-1");
        HubGroupView group = (await fleet.Get<IHubGroups>().AddAsync(As(fleet), "Ringvägen 4", default)).Group!;
        await fleet.Get<IHubGroups>().PutAsync(
            As(fleet), hub.Hub.HubId, group.GroupId, new ChangeCause("moved in"), default);
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 100), ("bytesPerDay", 1_000));
        await TellAsync(fleet, SettingLevel.Model, "VH-1", 0, (Interval, 200), ("reconnectSpreadSeconds", 10));
        await TellAsync(fleet, SettingLevel.Group, group.GroupId.ToString(), 0, (Interval, 300));

        // Told, and followed by nobody yet.
        Assert.Null((await SettingAsync(fleet, hub, Interval)).Value);
        Assert.All((await FindAsync(fleet, hub)).Levels.SkipLast(1), level =>
            Assert.Equal((0L, 1L), (level.Revision, level.NewestRevision)));
        foreach ((SettingLevel level, string scope) in new[]
        {
            (SettingLevel.Municipality, "all"),
            (SettingLevel.Model, "VH-1"),
            (SettingLevel.Group, group.GroupId.ToString()),
        })
        {
            await StartAsync(fleet, new CampaignOrder(level, scope, "everywhere"));
        }

        await RoundAsync(fleet, 3);
        long version = (await FindAsync(fleet, hub)).Version;
        HomeSettings taken = hub.ReceiveSettings(version)!;
        Assert.Equal(
            (300, 1_000, 10),
            (taken.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 0),
                taken.NumberOr(SettingKeys.BytesPerDay, 0),
                taken.NumberOr(SettingKeys.ReconnectSpreadSeconds, 0)));
        await DoneAsync(fleet, hub, version, (Interval, 400));
        foreach ((string name, SettingLevel level, string levelName, int value) in new[]
        {
            (Interval, SettingLevel.Home, "", 400),
            ("bytesPerDay", SettingLevel.Municipality, "", 1_000),
            ("reconnectSpreadSeconds", SettingLevel.Model, "VH-1", 10),
        })
        {
            SettingView setting = await SettingAsync(fleet, hub, name);
            Assert.Equal((level, levelName, value), (setting.Level, setting.LevelName, Number(setting.Value)));
            Assert.Equal(
                (fleet.Operator.DisplayName, "the ward asked"), (setting.Told!.ActorName, setting.Told.Comment));
        }

        // Taken back at home: the group's counts again; out of the group: the model's.
        await DoneAsync(fleet, hub, version + 1, (Interval, null));
        Assert.Equal(
            (SettingLevel.Group, "Ringvägen 4"),
            ((await SettingAsync(fleet, hub, Interval)).Level, (await SettingAsync(fleet, hub, Interval)).LevelName));
        await fleet.Get<IHubGroups>().PutAsync(
            As(fleet), hub.Hub.HubId, null, new ChangeCause("moved out"), default);
        SettingsView view = await FindAsync(fleet, hub);
        Assert.Equal(
            200, hub.ReceiveSettings(view.Version)!.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 0));
        Assert.Equal(("moved out", null), (view.Newest!.Comment, view.Group));
    }

    [Fact]
    public async Task A_change_of_a_level_reaches_no_hub_by_itself_and_a_home_changed_meanwhile_does_not_get_it()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        LevelView level = await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 100));
        Assert.Equal((1L, 0L, 1, 1), (level.Revision, level.ReleasedRevision, level.Hubs, level.HubsBehind));
        await RoundAsync(fleet, 5);
        Assert.Empty(hub.Parts);
        await DoneAsync(fleet, hub, 0, ("bytesPerDay", 1_000));
        Assert.False(hub.ReceiveSettings(1)!.Has(SettingKeys.HeartbeatIntervalSeconds));
    }

    [Fact]
    public async Task A_hub_that_comes_for_the_first_time_or_as_another_model_is_told_what_is_released()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub first = await AddAsync(fleet);
        await first.HelloAsync(model: "VH-1");
        await TellAsync(fleet, SettingLevel.Model, "VH-1", 0, (Interval, 100));
        await StartAsync(fleet, new CampaignOrder(SettingLevel.Model, "VH-1", "everywhere"));
        await RoundAsync(fleet, 3);
        await first.ConfirmAsync(1, before: 0);
        await RoundAsync(fleet, 3);
        Assert.Equal(1, (await fleet.Get<ISettingLevels>().FindAsync(
            As(fleet), SettingLevel.Model, "VH-1", default))!.ReleasedRevision);

        RuleHub second = await AddAsync(fleet);
        await RoundAsync(fleet, 2);
        Assert.Empty(second.Parts);
        await second.HelloAsync(model: "VH-1");
        await RoundAsync(fleet, 2);
        Assert.Equal(100, second.ReceiveSettings(1)!.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 0));
        Assert.Equal("system", (await FindAsync(fleet, second)).Newest!.ActorName);
        await second.ConfirmAsync(1, before: 0);
        await second.HelloAsync(settingsVersion: 1, model: "VH-2");
        await RoundAsync(fleet, 2);
        Assert.False(second.ReceiveSettings(2)!.Has(SettingKeys.HeartbeatIntervalSeconds));

        // One that has been told is left in peace.
        int parts = first.Parts.Length;
        await first.HelloAsync(settingsVersion: 1, model: "VH-1");
        await RoundAsync(fleet, 2);
        Assert.Equal(parts, first.Parts.Length);
    }

    [Fact]
    public async Task HUL_044_what_needs_consent_is_told_home_by_home_and_levels_ask_for_the_same_roles()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await AddAsync(fleet);
        var levels = fleet.Get<ISettingLevels>();
        foreach ((string role, string name, object value, SettingsResult result) in new[]
        {
            (Roles.Technician, Interval, (object)300, SettingsResult.Done),
            (Roles.AlarmResponsible, Interval, 301, SettingsResult.NotYours),
            (Roles.AlarmResponsible, "lampPercent", 50, SettingsResult.Done),
            (Roles.AlarmResponsible, "volumePercent", 50, SettingsResult.Invalid),
        })
        {
            long seen = (await levels.FindAsync(As(fleet), SettingLevel.Municipality, "all", default))!.Revision;
            LevelChange change = await levels.SetAsync(
                As(fleet, role), SettingLevel.Municipality, "all", Order((name, value)), seen, default);
            Assert.Equal((role, name, result), (role, name, change.Result));
        }

        LevelChange stale = await levels.SetAsync(
            As(fleet), SettingLevel.Municipality, "all", Order((Interval, 400)), 1, default);
        Assert.Equal(
            (SettingsResult.Stale, 2L, 1L), (stale.Result, stale.Newest!.Revision, stale.Seen!.Revision));
        Assert.Null(await levels.FindAsync(As(fleet), SettingLevel.Model, "no such", default));
        Assert.Null(await levels.FindAsync(As(fleet), SettingLevel.Group, Guid.NewGuid().ToString(), default));
        Assert.Null(await levels.FindAsync(As(fleet), SettingLevel.Home, "1", default));
    }

    [Fact]
    public async Task Every_revision_stays_and_one_can_be_told_again()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await AddAsync(fleet);
        var levels = fleet.Get<ISettingLevels>();
        await TellAsync(fleet, SettingLevel.Municipality, "all", 0, (Interval, 100));
        await TellAsync(fleet, SettingLevel.Municipality, "all", 1, (Interval, 200), ("bytesPerDay", 5));
        LevelChange again = await levels.RestoreAsync(
            As(fleet), SettingLevel.Municipality, "all", 1, new ChangeCause("it was better"), 2, default);
        Assert.Equal((3L, 100), (again.Newest!.Revision, Number(again.Newest.Told[Interval].Value)));
        Assert.False(again.Newest.Told.ContainsKey("bytesPerDay"));
        IReadOnlyList<LevelRevisionView> revisions = (await levels.RevisionsAsync(
            As(fleet), SettingLevel.Municipality, "all", default))!;
        Assert.Equal([3L, 2L, 1L], revisions.Select(one => one.Revision));
        Assert.Equal((200, 100), (Number(revisions[0].Changes[0].Old), Number(revisions[0].Changes[0].New)));
        await Assert.ThrowsAnyAsync<Exception>(() => fleet.Store.WriteAsync(
            session => session.Sql("UPDATE device.settings_revision SET comment = 'other'").Run(), default));
    }

    [Fact]
    public async Task Groups_have_names_of_their_own_and_a_bound()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        var groups = fleet.Get<IHubGroups>();
        string longest = new('x', Limits.Programming.GroupNameLength);
        HubGroupView first = (await groups.AddAsync(As(fleet), $" {longest} ", default)).Group!;
        Assert.Equal(longest, first.Name);
        foreach (string name in new[] { "", " ", longest + "x", longest })
        {
            Assert.Equal(SettingsResult.Invalid, (await groups.AddAsync(As(fleet), name, default)).Result);
        }

        for (int i = 1; i < Limits.Programming.Groups; i++)
        {
            Assert.Equal(SettingsResult.Done, (await groups.AddAsync(As(fleet), $"g{i}", default)).Result);
        }

        Assert.Equal(SettingsResult.Invalid, (await groups.AddAsync(As(fleet), "one more", default)).Result);
        Assert.Equal(
            SettingsResult.Invalid, (await groups.RenameAsync(As(fleet), first.GroupId, "g1", default)).Result);
        Assert.Equal("ny", (await groups.RenameAsync(As(fleet), first.GroupId, "ny", default)).Group!.Name);
        Actor stranger = (await fleet.AddTenantAsync("Annan")) with { Role = Roles.Admin };
        Assert.Equal(
            SettingsResult.NotFound, (await groups.RenameAsync(stranger, first.GroupId, "min", default)).Result);
        Assert.Empty(await groups.ListAsync(stranger, default));
    }
}
