// The demo municipality's town: made once, changed by nobody but people, and without a minute that finds nobody.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Channels;
using Fleet.Server.Demo;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Demo;

public sealed class DemoTownTests
{
    private const string DayGroup = "Hemtjänst Söder";
    private const string NightGroup = "Nattpatrull";

    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task The_town_has_two_groups_a_default_rota_and_nothing_that_leaves_an_alarm_alone(
        StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        Actor admin = await RunAsync(fleet);
        IReadOnlyList<ResponderGroupView> groups = await fleet.Get<IResponderGroups>().ListAsync(admin, default);
        Assert.Equal([DayGroup, NightGroup], groups.Select(group => group.Name));
        Assert.Equal(
            ["Larm 1 First", "Larm 2 Second"],
            groups[0].Recipients.Select(recipient => $"{recipient.Name} {recipient.Role}"));
        Assert.Equal(
            ["Larm 1 First", "Stöd Support"],
            groups[1].Recipients.Select(recipient => $"{recipient.Name} {recipient.Role}"));
        Assert.All(groups, group => Assert.Equal("responder", Assert.Single(group.Members).UserName));
        Assert.True(Assert.Single(await fleet.Get<IRotas>().ListAsync(admin, default)).IsDefault);
        Assert.Empty(await fleet.Get<IDispatchProblems>().FindAsync(admin, default));
        Assert.Equal(5, (await fleet.Get<IPhones>().ListAsync(admin, default)).Count);
    }

    [Fact]
    public async Task HUL_031_every_minute_of_the_day_has_a_group_with_a_number_on_duty()
    {
        await using TestFleet fleet = await StartAsync();
        Actor admin = await RunAsync(fleet);

        // A common day, and the days on which the clocks go forward and back, from midnight in Sweden.
        DateTimeOffset[] days =
        [
            new(2026, 11, 24, 0, 0, 0, TimeSpan.FromHours(1)),
            new(2027, 3, 28, 0, 0, 0, TimeSpan.FromHours(1)),
            new(2027, 10, 31, 0, 0, 0, TimeSpan.FromHours(2)),
        ];
        TimeZoneInfo sweden = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        Dictionary<Guid, string> groups = (await fleet.Get<IResponderGroups>().ListAsync(admin, default))
            .ToDictionary(group => group.GroupId, group => group.Name);
        RotaView rota = Assert.Single(await fleet.Get<IRotas>().ListAsync(admin, default));
        List<StoredWindow> windows = RotaRules.Read(rota.Windows, []);
        foreach (DateTimeOffset day in days)
        {
            for (int minute = 0; minute < 25 * 60; minute++)
            {
                DateTimeOffset at = day.ToUniversalTime().AddMinutes(minute);
                StoredWindow? window = RotaRules.OnDuty(windows, RotaClock.At(at.ToUnixTimeMilliseconds()));
                string? onDuty = window is null ? null : groups[window.GroupId];
                TimeSpan local = TimeZoneInfo.ConvertTime(at, sweden).TimeOfDay;
                bool isDay = local >= new TimeSpan(6, 46, 0) && local < new TimeSpan(21, 30, 0);
                Assert.True(onDuty == (isDay ? DayGroup : NightGroup), $"{at:O} has {onDuty ?? "nobody"}");
            }

            foreach (int minute in new[] { (6 * 60) + 45, (6 * 60) + 46, (21 * 60) + 29, (21 * 60) + 30 })
            {
                DutyView duty = Assert.Single(
                    await fleet.Get<IRotas>().OnDutyAsync(admin, day.AddMinutes(minute), default));
                Assert.NotEmpty(duty.Phones);
                Assert.All(duty.Phones, phone => Assert.NotEmpty(phone.PhoneNumber));
            }
        }
    }

    [Fact]
    public async Task Each_hub_gets_a_home_in_the_order_of_names_when_it_appears()
    {
        await using TestFleet fleet = await StartAsync();
        Actor admin = await RunAsync(fleet);
        Assert.Empty(await HomesAsync(fleet, admin));
        await fleet.Hubs.AddAsync(admin, 3, null, default);
        await RunAsync(fleet);
        Assert.Equal(["Söder A", "Söder B", "Söder C"], (await HomesAsync(fleet, admin)).Select(home => home.Area));
        HomeSummary third = (await HomesAsync(fleet, admin))[2];
        Assert.Equal("hub-0003", third.HubName);
        Home two = (await fleet.Get<IHomeRecords>().LookAsync(admin, third.HubId, "edit", default))!;
        Assert.Equal([1, 2], two.Residents.Select(resident => resident.Occupant));

        await fleet.Hubs.AddAsync(admin, 40, null, default);
        await RunAsync(fleet);
        IReadOnlyList<HomeSummary> all = await HomesAsync(fleet, admin);
        Assert.Equal(43, all.Select(home => home.Area).Distinct().Count());
        Assert.Contains("Norr AL", all.Select(home => home.Area));
        Assert.DoesNotContain(all, home => home.Area.Any(char.IsDigit));
        Assert.All(all, home => Assert.NotEmpty(home.KeyNumber));
    }

    [Fact]
    public async Task Every_number_is_of_the_series_that_is_set_aside_for_invented_people()
    {
        await using TestFleet fleet = await StartAsync();
        Actor admin = await RunAsync(fleet);
        await fleet.Hubs.AddAsync(admin, 6, null, default);
        await RunAsync(fleet);
        List<string> numbers = [.. (await fleet.Get<IPhones>().ListAsync(admin, default)).Select(one => one.Number)];
        foreach (HomeSummary summary in await HomesAsync(fleet, admin))
        {
            Home home = (await fleet.Get<IHomeRecords>().LookAsync(admin, summary.HubId, "edit", default))!;
            numbers.AddRange(home.Relatives.Select(relative => relative.PhoneNumber));
            numbers.AddRange(new[] { home.PhoneNumber, home.HubPhoneNumber }.Where(number => number.Length > 0));
        }

        Assert.All(numbers, number => Assert.InRange(long.Parse(number[1..]), 46_701_740_605, 46_701_740_699));
    }

    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task A_second_start_changes_nothing(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        Actor admin = await RunAsync(fleet);
        await fleet.Hubs.AddAsync(admin, 6, null, default);
        await RunAsync(fleet);
        long? changes = await ChangesAsync(fleet);
        await RunAsync(fleet);
        await using TestFleet again = await fleet.RestartFromCrashAsync();
        await RunAsync(again);
        Assert.Equal(changes, await ChangesAsync(again));
        Assert.Equal(6, (await HomesAsync(again, admin)).Count);
    }

    [Fact]
    public async Task What_people_change_stays_as_they_want_it()
    {
        await using TestFleet fleet = await StartAsync();
        Actor admin = await RunAsync(fleet);
        string hubId = (await fleet.Hubs.AddAsync(admin, 1, null, default))[0].HubId;
        await RunAsync(fleet);
        ResponderGroupView night = (await fleet.Get<IResponderGroups>().ListAsync(admin, default))[1];
        RecipientView phone = night.Recipients[0];
        await fleet.Get<IResponderGroups>().ChangeAsync(
            admin,
            night.GroupId,
            new ResponderGroupEntry("Natten", "Natten", GroupKind.NightPatrol, true,
                [new RecipientEntry(phone.RecipientId, "Ensam")]),
            null,
            default);
        await fleet.Get<IHomeRecords>().SaveAsync(admin, hubId, new HomeEntry("Öster", KeyNumber: "7"), null, default);
        await fleet.Get<IPhones>().SetAsync(admin, phone.PhoneNumber, "Min", PhoneCondition.Off, default);
        long? changes = await ChangesAsync(fleet);

        await using TestFleet again = await fleet.RestartFromCrashAsync();
        await again.Hubs.AddAsync(admin, 1, null, default);
        await RunAsync(again);
        Assert.Equal(
            [DayGroup, "Natten"],
            (await again.Get<IResponderGroups>().ListAsync(admin, default)).Select(group => group.Name));
        Assert.Equal(["Öster", "Söder B"], (await HomesAsync(again, admin)).Select(home => home.Area));
        PhoneView mine = (await again.Get<IPhones>().ListAsync(admin, default))
            .Single(one => one.Number == phone.PhoneNumber);
        Assert.Equal(("Min", PhoneCondition.Off), (mine.Name, mine.Condition));
        Assert.Equal(changes + 1, await ChangesAsync(again));
    }

    [Fact]
    public async Task A_start_that_was_cut_short_is_made_whole_by_the_next()
    {
        await using TestFleet fleet = await StartAsync();
        Actor admin = (await fleet.Get<IDemoAdministrator>().FindAsync(default))!;
        await fleet.Get<IResponderGroups>().AddAsync(
            admin,
            new ResponderGroupEntry(DayGroup, Recipients: [new RecipientEntry(Name: "X", PhoneNumber: "0701740699")]),
            default);
        await RunAsync(fleet);
        Assert.Equal(2, (await fleet.Get<IResponderGroups>().ListAsync(admin, default)).Count);
        Assert.Single(await fleet.Get<IRotas>().ListAsync(admin, default));
    }

    [Fact]
    public async Task Without_the_setting_the_demo_has_users_and_nothing_else()
    {
        await using TestFleet fleet = await TestFleet.StartAsync(change: settings => settings with
        {
            Access = settings.Access with { DemoEnabled = true },
        });
        Assert.DoesNotContain(fleet.Get<IEnumerable<IRound>>(), round => round is DemoTown);
        Assert.False(Read([]).HasDemoTown);
        Assert.False(Read(["Fleet:Demo:Enabled"]).HasDemoTown);
        Assert.True(Read(["Fleet:Demo:Enabled", "Fleet:Demo:Town"]).HasDemoTown);
        SettingsException refused = Assert.Throws<SettingsException>(() => Read(["Fleet:Demo:Town"]));
        Assert.Contains("Fleet:Demo:Town", refused.Message, StringComparison.Ordinal);
    }

    private static Task<TestFleet> StartAsync(StoreProvider provider = StoreProvider.Sqlite)
    {
        return TestFleet.StartAsync(provider, change: settings => settings with
        {
            Access = settings.Access with { DemoEnabled = true },
            HasDemoTown = true,
        });
    }

    private static async Task<Actor> RunAsync(TestFleet fleet)
    {
        IRound round = Assert.Single(fleet.Get<IEnumerable<IRound>>(), round => round is DemoTown);
        await round.RunAsync(default);
        return (await fleet.Get<IDemoAdministrator>().FindAsync(default))!;
    }

    private static Task<IReadOnlyList<HomeSummary>> HomesAsync(TestFleet fleet, Actor admin)
    {
        return fleet.Get<IHomeRecords>().ListAsync(admin, Limits.Residents.PerPage, null, default);
    }

    /// <summary>Every change of a group, rota or home is an entry of the municipality's log.</summary>
    private static Task<long?> ChangesAsync(TestFleet fleet)
    {
        return fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.tenant_log WHERE topic IN ('group', 'rota', 'home') AND step <> 'seen'");
    }

    private static FleetSettings Read(string[] switches)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(switches.Select(key => new KeyValuePair<string, string?>(key, "true")))
            .Build();
        return FleetHost.ReadSettings(configuration, "/");
    }
}
