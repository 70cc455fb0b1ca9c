// The hash chain: its bytes are fixed, the store refuses changes, and any change made anyway is found.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Microsoft.Data.Sqlite;
using Npgsql;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class CaseLogTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    public static TheoryData<string> Tamperings =>
    [
        "UPDATE care.case_log SET detail = detail || '.' WHERE number = 2",
        "UPDATE care.case_log SET at = at + 1 WHERE number = 1",
        "UPDATE care.case_log SET step = 'raised' WHERE number = 2",
        "UPDATE care.case_log SET actor_name = 'Somebody' WHERE step = 'claimed'",
        "UPDATE care.case_log SET actor_id = NULL WHERE step = 'claimed'",
        "DELETE FROM care.case_log WHERE number = 1",
        "DELETE FROM care.case_log WHERE number = 2",
        "DELETE FROM care.case_log WHERE number = (SELECT MAX(number) FROM care.case_log)",
        "UPDATE care.case_log SET number = number + 10 WHERE number = 3",
    ];

    [Fact]
    public void The_bytes_under_the_hash_never_change()
    {
        var entry = new CaseLogRow
        {
            CaseId = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            Number = 1,
            At = 1_795_420_800_000,
            Step = "raised",
            Detail = "sequence 1",
        };
        byte[] first = CaseLog.Hash(CaseLog.Start, entry);

        // Both computed apart from this program, from the bytes that CaseLog describes.
        Assert.Equal("ab8712916e57352018a8d4d594670f4100f465ecf1040c88e8f8dca832c263a3",
            Convert.ToHexStringLower(first));
        entry.Number = 2;
        entry.At += 1_000;
        entry.Step = "claimed";
        entry.ActorId = Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100");
        entry.ActorName = "Åsa";
        entry.Detail = "";
        Assert.Equal(
            "7a39a252b8505c5544e1ae74f1ba989abdb9f4b87fb743ef78b7ea1b6a8debcf",
            Convert.ToHexStringLower(CaseLog.Hash(first, entry)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_store_refuses_to_change_a_log(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        await CaseTests.RaiseAsync(fleet);
        foreach (string sql in new[] { "UPDATE care.case_log SET detail = ''", "DELETE FROM care.case_log" })
        {
            Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => fleet.NumberAsync(sql));
            Assert.True(refused is SqliteException or PostgresException);
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task A_log_changed_behind_the_servers_back_is_found_out(string tampering)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = await ClosedCaseAsync(fleet);
        Assert.Equal(0, await fleet.Cases.FindLogFaultAsync(fleet.Operator, id, default));
        await UnlockAsync(fleet);

        await fleet.NumberAsync(tampering);

        Assert.NotEqual(0, await fleet.Cases.FindLogFaultAsync(fleet.Operator, id, default));
    }

    [Fact]
    public async Task Every_single_changed_byte_of_a_log_is_found()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = await ClosedCaseAsync(fleet);
        List<CaseLogRow> log = [];
        AlarmCaseRow row = await fleet.Store.WriteAsync(
            session =>
            {
                using FleetDbContext context = FleetStore.ContextOn(session);
                log = [.. context.Set<CaseLogRow>().Where(entry => entry.CaseId == id).OrderBy(entry => entry.Number)];
                return context.Set<AlarmCaseRow>().Single(found => found.CaseId == id);
            },
            default);
        Assert.Equal(0, CaseLog.FindFault(row, log));
        int changes = 0;
        foreach (CaseLogRow entry in log)
        {
            foreach (byte[] hash in new[] { entry.Hash, row.LogHash })
            {
                for (int i = 0; i < hash.Length; i++)
                {
                    hash[i] ^= 1;
                    Assert.NotEqual(0, CaseLog.FindFault(row, log));
                    hash[i] ^= 1;
                    changes++;
                }
            }

            string detail = entry.Detail;
            for (int i = 0; i < detail.Length; i++)
            {
                entry.Detail = string.Concat(detail.AsSpan(0, i), "#", detail.AsSpan(i + 1));
                Assert.Equal(entry.Number, CaseLog.FindFault(row, log));
                changes++;
            }

            entry.Detail = detail;
        }

        Assert.Equal(0, CaseLog.FindFault(row, log));
        Assert.True(changes > 300, string.Create(CultureInfo.InvariantCulture, $"Only {changes} changes were tried."));
    }

    [Fact]
    public async Task A_log_forged_anew_to_the_end_does_not_fit_its_case()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = await ClosedCaseAsync(fleet);
        await UnlockAsync(fleet);
        await fleet.Store.WriteAsync(
            session =>
            {
                using FleetDbContext context = FleetStore.ContextOn(session);
                byte[] previous = CaseLog.Start;
                foreach (CaseLogRow entry in context.Set<CaseLogRow>().OrderBy(found => found.Number).ToArray())
                {
                    entry.ActorName = entry.ActorName is null ? null : "Somebody else";
                    entry.Hash = previous = CaseLog.Hash(previous, entry);
                    context.Update(entry);
                }

                return context.SaveChanges();
            },
            default);

        Assert.NotEqual(0, await fleet.Cases.FindLogFaultAsync(fleet.Operator, id, default));
    }

    private static async Task<Guid> ClosedCaseAsync(TestFleet fleet)
    {
        Guid id = (await CaseTests.RaiseAsync(fleet)).CaseId;
        await fleet.NumberAsync("SELECT 1");
        await fleet.Cases.ClaimAsync(fleet.Operator, id, default);
        await fleet.Cases.CloseAsync(fleet.Operator, id, CaseOutcome.Call, "a note", default);
        return id;
    }

    private static async Task UnlockAsync(TestFleet fleet)
    {
        await fleet.NumberAsync("DROP TRIGGER care_case_log_no_update");
        await fleet.NumberAsync("DROP TRIGGER care_case_log_no_delete");
    }
}
