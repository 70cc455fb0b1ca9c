// A second fleet manager takes over the database of one that is cut off, and never works beside one that is not.
using System;
using System.IO;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Npgsql;
using Slices.Tests.World;

namespace Slices.Tests.Store;

public sealed class StandbyTests
{
    [Fact]
    public async Task HBG_042_a_standby_takes_over_from_one_that_is_cut_off_with_its_deadlines_and_without_doubling()
    {
        await using TestFleet first = await TestFleet.StartAsync(StoreProvider.PostgreSql);
        LiveHub hub = await first.AddHubAsync();
        Assert.Equal(PublishOutcome.Accepted, await first.SendAsync(hub, Messages.Press(1)));
        AlarmCaseView raised = Assert.Single(await first.OpenCasesAsync());
        first.Time.Advance(raised.NextDeadlineAt!.Value - first.Time.GetUtcNow() - TimeSpan.FromMilliseconds(500));

        await CutOffAsync(first);
        await using TestFleet standby = await first.StartBesideAsync(isApart: true);
        LiveHub same = standby.Registry.Find(standby.Operator.TenantId, hub.HubId)!;
        AlarmCaseView taken = Assert.Single(await standby.OpenCasesAsync());
        Assert.Equal((raised.CaseId, raised.NextDeadlineAt), (taken.CaseId, taken.NextDeadlineAt));

        // Within a second of its start it does what was due, once.
        standby.Time.Advance(TimeSpan.FromSeconds(1));
        await standby.Get<CaseDeadlines>().RoundAsync(default);
        await standby.Get<CaseDeadlines>().RoundAsync(default);
        Assert.Single(await standby.StepsAsync(raised.CaseId), step => step == CaseSteps.Overdue);

        // The hub never heard that the first had its alarm, and says it again.
        Assert.Equal(PublishOutcome.Accepted, await standby.SendAsync(same, Messages.Press(1)));
        AlarmCaseView one = Assert.Single(await standby.OpenCasesAsync());
        Assert.Equal((raised.CaseId, 1), (one.CaseId, one.PressCount));

        // And it does its own work: a new press joins, another home is a case of its own, and cases are closed.
        await standby.SendAsync(same, Messages.Press(2));
        Assert.Equal(2, Assert.Single(await standby.OpenCasesAsync()).PressCount);
        await standby.SendAsync(await standby.AddHubAsync(), Messages.Press(1));
        Assert.Equal(2, (await standby.OpenCasesAsync()).Count);
        await standby.Cases.ClaimAsync(standby.Operator, raised.CaseId, default);
        Assert.Equal(0, await standby.Cases.FindLogFaultAsync(standby.Operator, raised.CaseId, default));
    }

    [Fact]
    public async Task HBG_042_a_second_fleet_manager_is_refused_while_the_first_has_the_database()
    {
        await using TestFleet first = await TestFleet.StartAsync(StoreProvider.PostgreSql);
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => first.StartBesideAsync(isApart: true));
        Assert.Contains("Another fleet manager works with this database.", refused.Message, StringComparison.Ordinal);

        // One that was asked to stop lets go at once.
        await first.StopAsync();
        await using TestFleet next = await first.StartBesideAsync(isApart: true);
        Assert.True(next.Get<DatabaseHold>().Keep());
    }

    [Fact]
    public async Task HBG_042_one_that_was_cut_off_knows_when_another_has_taken_over_and_when_none_has()
    {
        await using TestFleet first = await TestFleet.StartAsync(StoreProvider.PostgreSql);
        Assert.True(first.Get<DatabaseHold>().Keep());
        await CutOffAsync(first);
        Assert.True(first.Get<DatabaseHold>().Keep());
        await Assert.ThrowsAsync<InvalidDataException>(() => first.StartBesideAsync(isApart: true));

        await CutOffAsync(first);
        await using TestFleet standby = await first.StartBesideAsync(isApart: true);
        Assert.False(first.Get<DatabaseHold>().Keep());
        Assert.True(standby.Get<DatabaseHold>().Keep());
    }

    /// <summary>PostgreSQL loses every connection of the server, which itself goes on.</summary>
    private static async Task CutOffAsync(TestFleet fleet)
    {
        var settings = new NpgsqlConnectionStringBuilder(fleet.Settings.Store.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """;
        Assert.NotEqual(0L, await command.ExecuteScalarAsync());
    }
}
