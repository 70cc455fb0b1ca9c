// How settings reach a hub, and what the hub's word makes of them.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Programming;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;
using Slices.Tests.World;
using static Slices.Tests.Programming.SettingsSamples;

namespace Slices.Tests.Programming;

public sealed class SettingsSendingTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_017_a_setting_reaches_the_hub_proven_is_tried_and_is_in_force_when_the_hub_says_so(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await AddAsync(fleet);
        Assert.Equal((0L, null), ((await FindAsync(fleet, hub)).Version, (await FindAsync(fleet, hub)).Newest));

        Assert.Equal(DocumentState.Sent, (await DoneAsync(fleet, hub, 0, (Interval, 300))).State);
        Assert.Equal(300, hub.ReceiveSettings(1)!.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 0));
        Assert.True(fleet.Downlink.WasKept(hub.Hub, DownlinkKind.Settings), "Sent at least once.");

        // Taken is not in force: the hub tries it, and goes back by itself in ten minutes.
        await hub.AnswerAsync(1);
        SettingsView tried = await FindAsync(fleet, hub);
        DateTimeOffset endsAt = fleet.Time.GetUtcNow().AddSeconds(SettingsLimits.TrialSeconds);
        Assert.Equal((DocumentState.Trial, endsAt), (tried.Newest!.State, tried.Newest.TrialEndsAt));
        Assert.Null(tried.InForce);
        await hub.TellAsync(1, SettingsPhase.Trial, 0, 420);
        Assert.Equal(
            fleet.Time.GetUtcNow().AddSeconds(420), (await FindAsync(fleet, hub)).Newest!.TrialEndsAt);

        await hub.TellAsync(1, SettingsPhase.InForce, 1);
        SettingsView after = await FindAsync(fleet, hub);
        Assert.Equal(
            (DocumentState.InForce, 1L, 1L, null),
            (after.Newest!.State, after.InForce!.Version, after.ReportedVersion, after.Newest.TrialEndsAt));
        Assert.False(after.IsDrifted);
        SettingView setting = after.Settings.Single(one => one.Name == Interval);
        Assert.Equal((300, 300), (Number(setting.Value), Number(setting.InForce)));
        Assert.Equal((SettingLevel.Home, "the ward asked"), (setting.Level!.Value, setting.Told!.Comment));
        Assert.Single(hub.Parts);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Settings_that_break_the_link_are_shown_with_a_countdown_and_as_gone_back_on_with_the_reason(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await AddAsync(fleet);
        await DoneAsync(fleet, hub, 0, ("receivers", new[] { new { host = "larm.example.se", port = 8883 } }));
        await hub.ConfirmAsync(1, before: 0);
        await DoneAsync(fleet, hub, 1, ("receivers", new[] { new { host = "wrong.example.se", port = 8883 } }));
        await hub.AnswerAsync(2);

        // From here on the hub is cut off: the countdown goes by what it answered.
        Assert.Equal(DocumentState.Trial, (await FindAsync(fleet, hub)).Newest!.State);
        fleet.Time.Advance(TimeSpan.FromSeconds(SettingsLimits.TrialSeconds));
        await hub.HelloAsync(settingsVersion: 1);
        await hub.TellAsync(2, SettingsPhase.Reverted, 1, 0, "not proved in time");
        SettingsView view = await FindAsync(fleet, hub);
        Assert.Equal(
            (DocumentState.Reverted, "not proved in time", 1L),
            (view.Newest!.State, view.Newest.Reason, view.InForce!.Version));

        // It is not sent again by itself, whatever comes.
        int parts = hub.Parts.Length;
        await hub.HelloAsync(settingsVersion: 1);
        await RoundAsync(fleet, 700);
        Assert.Equal(parts, hub.Parts.Length);

        // Wanted again, it is a new version: the hub would have no other.
        SettingsVersionView again = await DoneAsync(
            fleet, hub, 2, ("receivers", new[] { new { host = "larm2.example.se", port = 8883 } }));
        Assert.Equal(3, again.Version);
    }

    [Fact]
    public async Task An_alarm_in_progress_postpones_and_the_words_of_a_hub_may_come_twice_or_out_of_order()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        await DoneAsync(fleet, hub, 0, (Interval, 300));
        await hub.AnswerAsync(1);
        await hub.TellAsync(1, SettingsPhase.Postponed, 0, 0, "alarm in progress", sequence: 9_000);
        Assert.Equal(
            (DocumentState.Postponed, "alarm in progress"),
            ((await FindAsync(fleet, hub)).Newest!.State, (await FindAsync(fleet, hub)).Newest!.Reason));
        await hub.TellAsync(1, SettingsPhase.Trial, 0, 600, sequence: 9_001);
        await hub.TellAsync(1, SettingsPhase.Postponed, 0, 0, "alarm in progress", sequence: 9_000);
        Assert.Equal(DocumentState.Trial, (await FindAsync(fleet, hub)).Newest!.State);
        await hub.TellAsync(1, SettingsPhase.InForce, 1, sequence: 9_002);
        await hub.TellAsync(1, SettingsPhase.Trial, 0, 600, sequence: 9_001);
        await hub.TellAsync(1, SettingsPhase.Reverted, 0, 0, "late", sequence: 8_999);
        Assert.Equal(
            (DocumentState.InForce, 1L),
            ((await FindAsync(fleet, hub)).Newest!.State, (await FindAsync(fleet, hub)).ReportedVersion));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_that_was_away_for_long_gets_the_newest_version_and_no_other(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await AddAsync(fleet);
        fleet.Downlink.HasSessions = false;
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(DocumentState.Waiting, (await DoneAsync(fleet, hub, i, (Interval, 100 + i))).State);
            await RoundAsync(fleet);
        }

        fleet.Downlink.HasSessions = true;
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal([4L], hub.Parts.Select(part => part.DocumentVersion).Distinct());
        await hub.ConfirmAsync(4, before: 0);
        Assert.Equal(
            [DocumentState.InForce, DocumentState.Superseded, DocumentState.Superseded, DocumentState.Superseded],
            (await fleet.Get<IHubSettings>().VersionsAsync(As(fleet), hub.Hub.HubId, null, 10, default))!
                .Select(one => one.State));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_trial_that_ended_with_a_restart_is_tried_again_and_after_the_third_no_more(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await AddAsync(fleet);
        await DoneAsync(fleet, hub, 0, (Interval, 300));
        for (int i = 1; i <= Limits.Programming.Trials; i++)
        {
            Assert.Equal(i, hub.Parts.Length);
            await hub.AnswerAsync(1);
            await hub.HelloAsync();
            await RoundAsync(fleet);
        }

        SettingsView view = await FindAsync(fleet, hub);
        Assert.Equal(
            (DocumentState.Reverted, "every trial ended with a restart", Limits.Programming.Trials),
            (view.Newest!.State, view.Newest.Reason, hub.Parts.Length));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_that_runs_other_settings_than_the_wanted_ones_is_found_out_by_hello_and_heartbeat(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await AddAsync(fleet);
        await DoneAsync(fleet, hub, 0, (Interval, 300));
        await hub.ConfirmAsync(1, before: 0);

        // Its flash was exchanged: it is as at the bench, and is told again.
        await hub.HelloAsync(settingsVersion: 0);
        SettingsView lost = await FindAsync(fleet, hub);
        Assert.Equal((DocumentState.Waiting, 0L, null), (lost.Newest!.State, lost.ReportedVersion, lost.InForce));
        await RoundAsync(fleet);
        await hub.ConfirmAsync(1, before: 0);
        Assert.Equal(DocumentState.InForce, (await FindAsync(fleet, hub)).Newest!.State);

        // Somebody else has programmed it: shown, and the next version is above that one.
        await hub.HeartbeatAsync(settingsVersion: 40);
        SettingsView drifted = await FindAsync(fleet, hub);
        Assert.Equal((true, 40L, null), (drifted.IsDrifted, drifted.ReportedVersion, drifted.InForce));
        Assert.Equal(41, (await DoneAsync(fleet, hub, 1, (Interval, 301))).Version);
        await hub.ConfirmAsync(41, before: 40);
        Assert.False((await FindAsync(fleet, hub)).IsDrifted);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_was_not_answered_is_taken_up_after_a_crash_and_what_was_is_not_lost(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub answered = await AddAsync(fleet);
        RuleHub silent = await AddAsync(fleet);
        await DoneAsync(fleet, answered, 0, (Interval, 300));
        await DoneAsync(fleet, silent, 0, (Interval, 301));
        await fleet.SendAsync(answered.Hub, new SettingsStateMessage
        {
            BootCount = 1,
            Sequence = 7_000,
            DocumentVersion = 1,
            Phase = SettingsPhase.InForce,
            SettingsVersion = 1,
        });
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await RoundAsync(next);
        Assert.Equal(DocumentState.InForce, (await FindAsync(next, answered.On(next))).Newest!.State);
        Assert.Empty(answered.On(next).Parts);
        Assert.Equal(301, silent.On(next).ReceiveSettings(1)!.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 0));
    }

    [Fact]
    public async Task A_refused_version_stays_refused_with_the_hubs_words()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        await DoneAsync(fleet, hub, 0, (Interval, 300));
        await hub.AnswerAsync(1, AcknowledgementResult.Refused, "no such receiver");
        SettingsView view = await FindAsync(fleet, hub);
        Assert.Equal((DocumentState.Refused, "no such receiver"), (view.Newest!.State, view.Newest.Reason));
        int parts = hub.Parts.Length;
        await hub.HelloAsync();
        await RoundAsync(fleet, 120);
        Assert.Equal(parts, hub.Parts.Length);

        // The same once more, asked for by a person, is a new version.
        Assert.Equal(2, (await DoneAsync(fleet, hub, 1, (Interval, 300))).Version);
    }

    [Fact]
    public async Task HUL_044_a_role_changes_what_it_decides_on_and_consent_is_asked_for()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        var settings = fleet.Get<IHubSettings>();
        foreach ((string role, string name, object value, SettingsResult result) in new[]
        {
            (Roles.Technician, Interval, (object)300, SettingsResult.Done),
            (Roles.Technician, "lampPercent", 50, SettingsResult.NotYours),
            (Roles.AlarmResponsible, Interval, 300, SettingsResult.NotYours),
            (Roles.AlarmResponsible, "lampPercent", 50, SettingsResult.Done),
            (Roles.AlarmResponsible, "volumePercent", 50, SettingsResult.Done),
            (Roles.Operator, "lampPercent", 51, SettingsResult.NotYours),
        })
        {
            long seen = (await FindAsync(fleet, hub)).Version;
            SettingsChange change = await settings.SetAsync(
                As(fleet, role), hub.Hub.HubId, Order((name, value)), seen, default);
            Assert.Equal((role, name, result), (role, name, change.Result));
        }

        SettingsChange alone = await settings.SetAsync(
            As(fleet, Roles.AlarmResponsible), hub.Hub.HubId,
            Order(("volumePercent", 60)) with { HasConsent = false }, (await FindAsync(fleet, hub)).Version, default);
        Assert.Equal(
            (SettingsResult.Invalid, "hasConsent"), (alone.Result, alone.Faults.Single().Field));
        SettingView volume = await SettingAsync(fleet, hub, "volumePercent");
        Assert.Equal((50, true), (Number(volume.Value), volume.Told!.HasConsent));
    }

    [Fact]
    public async Task Faults_are_named_with_their_places_and_nothing_is_changed()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        foreach ((string name, object? value, string place) in new (string, object?, string)[]
        {
            (Interval, SettingsLimits.MinHeartbeatIntervalSeconds - 1, "values." + Interval),
            (Interval, SettingsLimits.MaxHeartbeatIntervalSeconds + 1, "values." + Interval),
            (Interval, "often", "values." + Interval),
            (Interval, 10.5, "values." + Interval),
            ("noSuchThing", 1, "values.noSuchThing"),
            ("voiceNumbers", new[] { "0701740630", "kalle" }, "values.voiceNumbers[1]"),
            ("voiceNumbers", Enumerable.Repeat("0701740630", 9), "values.voiceNumbers"),
            ("receivers", new[] { new { host = "a b", port = 0 } }, "values.receivers[0].host"),
            ("receivers", Array.Empty<string>(), "values.receivers"),
            ("receivers", new[] { new { host = "a", port = 1 }, new { host = "a", port = 1 } }, "values.receivers"),
            ("nightLampPercent", 10, "values.nightLampPercent"),
            ("nightStartMinute", 1_320, "values.nightStartMinute"),
        })
        {
            SettingsChange change = await SetAsync(fleet, hub, 0, (name, value));
            Assert.Equal((SettingsResult.Invalid, place), (change.Result, change.Faults[0].Field));
        }

        Assert.Equal("comment", (await fleet.Get<IHubSettings>().SetAsync(
            As(fleet), hub.Hub.HubId, Order((Interval, 300)) with { Cause = new ChangeCause(" ") }, 0, default))
            .Faults.Single().Field);
        Assert.Equal("values", (await SetAsync(fleet, hub, 0)).Faults.Single().Field);
        Assert.Empty(hub.Parts);
        Assert.Null((await FindAsync(fleet, hub)).Newest);
    }

    [Fact]
    public async Task The_longest_settings_travel_in_three_parts()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        string[] numbers = [.. Enumerable.Range(0, SettingsLimits.MaxNumbers).Select(i => $"+4670000000000{i}")];
        var receivers = new[] { 'a', 'b' }
            .Select(letter => new { host = new string(letter, SettingsLimits.MaxHostCharacters), port = 65_535 });
        await DoneAsync(
            fleet, hub, 0, ("shortMessageNumbers", numbers), ("voiceNumbers", numbers), ("answeredNumbers", numbers),
            ("receivers", receivers), (Interval, 3_600), ("silentTestIntervalSeconds", 604_800));
        Assert.Equal(numbers, hub.ReceiveSettings(1)!.PhonesOr(SettingKeys.VoiceNumbers, []));
        Assert.InRange(hub.Parts.Length, 2, 3);
    }

    [Fact]
    public async Task HUL_043_and_HUL_046_every_version_stays_with_old_values_and_a_restored_one_says_what_it_said()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        var settings = fleet.Get<IHubSettings>();
        for (int i = 0; i < 7; i++)
        {
            await DoneAsync(fleet, hub, i, (Interval, 100 + i));
        }

        SettingHistory history = Assert.Single(
            (await settings.ChangesAsync(As(fleet), hub.Hub.HubId, default))!);
        Assert.Equal(
            [(105, 106), (104, 105), (103, 104), (102, 103), (101, 102)],
            history.Changes.Select(one => (Number(one.Old), Number(one.New))));
        Assert.All(history.Changes, one => Assert.Equal("the ward asked", one.Comment));

        SettingsChange restored = await settings.RestoreAsync(
            As(fleet), hub.Hub.HubId, 2, new ChangeCause("it was better"), true, 7, default);
        Assert.Equal((8L, 2L), (restored.Newest!.Version, restored.Newest.RestoredFrom));
        Assert.Equal(101, hub.ReceiveSettings(8)!.NumberOr(SettingKeys.HeartbeatIntervalSeconds, 0));
        Assert.Equal("comment", (await settings.RestoreAsync(
            As(fleet), hub.Hub.HubId, 8, new ChangeCause(" "), true, 8, default)).Faults.Single().Field);
        SettingsDifference difference = (await settings.CompareAsync(As(fleet), hub.Hub.HubId, 2, 7, default))!;
        Assert.Equal((101, 106), (Number(difference.Settings.Single().Old), Number(difference.Settings.Single().New)));

        SettingsChange stale = await SetAsync(fleet, hub, 7, (Interval, 200));
        Assert.Equal(
            (SettingsResult.Stale, 8L, 7L), (stale.Result, stale.Newest!.Version, stale.Seen!.Version));

        // What is told is taken back: as at the bench again.
        await DoneAsync(fleet, hub, 8, (Interval, null));
        Assert.False(hub.ReceiveSettings(9)!.Has(SettingKeys.HeartbeatIntervalSeconds));
        Assert.Null((await SettingAsync(fleet, hub, Interval)).Value);
    }

    [Fact]
    public async Task No_number_or_address_that_is_told_gets_into_logs_or_history()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await AddAsync(fleet);
        await DoneAsync(fleet, hub, 0, ("voiceNumbers", new[] { "+46701740630" }));
        await hub.ConfirmAsync(1, before: 0);
        await fleet.ProjectAsync();
        Assert.DoesNotContain("1740630", fleet.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await fleet.Hubs.HistoryAsync(fleet.Operator, hub.Hub.HubId, 100, default),
            line => line.Detail.Contains("1740630", StringComparison.Ordinal));
        Assert.Equal(0, await fleet.NumberAsync(
            "SELECT COUNT(*) FROM care.tenant_log WHERE detail LIKE '%1740630%'"));
    }
}
