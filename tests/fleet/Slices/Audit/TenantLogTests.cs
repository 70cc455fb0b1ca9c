// The municipality's log: every step of every case in one signed chain that nobody can change unseen.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Fleet.Evidence;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Channels;
using Fleet.Server.Gateway.Ingest;
using Fleet.Server.Store;
using Slices.Tests.Alarms;
using Slices.Tests.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Audit;

public sealed class TenantLogTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_043_every_entry_of_a_case_is_in_the_signed_log_of_its_municipality(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        AlarmCaseView raised = await CaseTests.RaiseAsync(fleet);
        await fleet.Cases.ClaimAsync(fleet.Operator, raised.CaseId, default);
        await fleet.Cases.CloseAsync(fleet.Operator, raised.CaseId, CaseOutcome.Visited, null, default);
        await fleet.Store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                fleet.Get<ITenantLog>().Append(
                    session, fleet.Operator.TenantId, "policy", "messages", "changed", "names allowed", 5, null, null);
                return 0;
            },
            default);

        IReadOnlyList<CaseLogEntryView> own = await fleet.Cases.LogAsync(fleet.Operator, raised.CaseId, default);
        IReadOnlyList<TenantEntry> entries = await ReadAsync(fleet);
        Assert.Equal(own.Count + 1, entries.Count);
        Assert.Equal(
            own.Select(entry => (entry.Number, entry.Hash)),
            entries.Take(own.Count).Select(e => (e.SubjectNumber, Convert.ToHexStringLower(e.ContentHash))));
        Assert.Equal("names allowed", entries[^1].Detail);
        using LogKeys keys = await KeysAsync(fleet);
        byte[] previous = TenantEntry.Zeros;
        for (int i = 0; i < entries.Count; i++)
        {
            TenantEntry entry = entries[i];
            Assert.Equal(i + 1, entry.Number);
            Assert.Equal(previous, entry.PreviousHash);
            Assert.Equal(entry.ComputeHash(), entry.Hash);
            Assert.True(keys.IsSigned(entry.KeyId, entry.Hash, entry.Signature));
            previous = entry.Hash;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Nobody_changes_or_removes_an_entry_through_the_store(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        await CaseTests.RaiseAsync(fleet);
        foreach (string sql in new[] { "UPDATE care.tenant_log SET at = at + 1", "DELETE FROM care.tenant_log" })
        {
            DbException refused = await Assert.ThrowsAnyAsync<DbException>(() => fleet.NumberAsync(sql));
            Assert.Contains("append-only", refused.Message);
        }
    }

    [Fact]
    public async Task Each_municipality_has_a_chain_of_its_own_and_a_restart_goes_on_with_both()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        var other = await fleet.AddTenantAsync("Grannkommun");
        await AppendAsync(fleet, fleet.Operator.TenantId, 3);
        await AppendAsync(fleet, other.TenantId, 2);
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await AppendAsync(next, other.TenantId, 1);
        Assert.Equal([1, 2, 3], (await ReadAsync(next)).Select(entry => entry.Number));
        IReadOnlyList<TenantEntry> theirs = await next.Store.WriteAsync(
            session => TenantLogStore.ReadAfter(session, other.TenantId, 0, 10), default);
        Assert.Equal(theirs[1].Hash, theirs[2].PreviousHash);
        Assert.Single((await KeysAsync(next)).Ids);
    }

    [Fact]
    public async Task A_new_key_leaves_what_the_old_one_signed_provable()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await AppendAsync(fleet, fleet.Operator.TenantId, 1);
        string path = Path.Combine(fleet.Settings.DataDirectory, "keys", "log-signing.key");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        File.Delete(path);
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await AppendAsync(next, fleet.Operator.TenantId, 1);
        IReadOnlyList<TenantEntry> entries = await ReadAsync(next);
        using LogKeys keys = await KeysAsync(next);
        Assert.Equal(2, keys.Ids.Count);
        Assert.NotEqual(entries[0].KeyId, entries[1].KeyId);
        Assert.All(entries, entry => Assert.True(keys.IsSigned(entry.KeyId, entry.Hash, entry.Signature)));
        Assert.False(keys.IsSigned(entries[0].KeyId, entries[1].Hash, entries[1].Signature));
    }

    [Fact]
    public async Task A_log_cut_short_in_the_store_is_told_at_the_next_start()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await AppendAsync(fleet, fleet.Operator.TenantId, 2);
        await fleet.NumberAsync("DROP TRIGGER care_tenant_log_no_delete");
        await fleet.NumberAsync("DELETE FROM care.tenant_log WHERE number = 2");
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        Assert.Equal(1, next.Log.CountOf(8002));
    }

    [Fact]
    public void A_key_file_that_holds_no_key_is_refused_with_a_sentence()
    {
        string directory = Directory.CreateTempSubdirectory("fleet").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(directory, "keys"));
            string path = Path.Combine(directory, "keys", "log-signing.key");
            using var rsa = RSA.Create(2048);
            using var wrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
            foreach (string content in new[]
            {
                "", "not a key", rsa.ExportPkcs8PrivateKeyPem(), wrongCurve.ExportPkcs8PrivateKeyPem(),
            })
            {
                File.WriteAllText(path, content);
                var refused = Assert.Throws<InvalidDataException>(() => LogSigner.Open(directory));
                Assert.Contains(path, refused.Message);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_an_alarms_savepoint_took_back_is_nothing_to_chain_to(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        await AppendAsync(fleet, fleet.Operator.TenantId, 1, "first");
        using (var ingest = new IngestStore(fleet.Store))
        {
            ingest.Begin();
            Outbox.Open(ingest.Session);
            ingest.Save();
            Append(fleet, ingest.Session, "taken back");
            ingest.GoBack();
            Append(fleet, ingest.Session, "second");
            Append(fleet, ingest.Session, "third");
            ingest.Commit();
        }

        AssertChained(["first", "second", "third"], await ReadAsync(fleet));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_a_failing_listener_wrote_is_nothing_to_chain_to(StoreProvider provider)
    {
        int told = 0;
        TestFleet? fleet = null;
        var listener = new ListenerDouble
        {
            BeforeTaking = session =>
            {
                // Both fail at first, and one again when both are told again in one transaction.
                Append(fleet!, session, ++told < 4 ? "taken back" : "only");
                if (told < 4)
                {
                    throw new InvalidOperationException("The test's listener fails.");
                }
            },
        };
        await using TestFleet started = fleet = await ChannelFleet.StartAsync(listener, provider);
        await fleet.TakeAsync("carrier", new SmsNews("in-1", ChannelFleet.Phone, "1"));
        await fleet.TakeAsync("carrier", new SmsNews("in-2", ChannelFleet.Phone, "1"));
        await fleet.Store.WriteAsync(fleet.Get<ChannelNews>().TellAgain, default);
        Assert.Equal(4, told);
        AssertChained(["only"], await ReadAsync(fleet));
    }

    [Fact]
    public async Task Entries_are_bounded()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        string longest = new('x', 1_000);
        await AppendAsync(fleet, fleet.Operator.TenantId, 1, longest);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => AppendAsync(fleet, fleet.Operator.TenantId, 1, longest + "x"));
        Assert.Single(await ReadAsync(fleet));
    }

    internal static Task<int> AppendAsync(TestFleet fleet, Guid tenantId, int count, string detail = "") =>
        fleet.Store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                for (int i = 0; i < count; i++)
                {
                    fleet.Get<ITenantLog>().Append(
                        session, tenantId, "group", "one", "changed", detail, i, null, "Somebody");
                }

                return count;
            },
            default);

    private static void Append(TestFleet fleet, StoreSession session, string detail) => fleet.Get<ITenantLog>().Append(
        session, fleet.Operator.TenantId, "group", "one", "changed", detail, 0, null, null);

    private static void AssertChained(string[] details, IReadOnlyList<TenantEntry> entries)
    {
        Assert.Equal(details, entries.Select(entry => entry.Detail));
        Assert.Equal(details.Select((_, i) => i + 1L), entries.Select(entry => entry.Number));
        Assert.Equal(
            [TenantEntry.Zeros, .. entries.SkipLast(1).Select(entry => entry.Hash)],
            entries.Select(entry => entry.PreviousHash));
    }

    internal static Task<IReadOnlyList<TenantEntry>> ReadAsync(TestFleet fleet) =>
        fleet.Store.WriteAsync(
            session => TenantLogStore.ReadAfter(session, fleet.Operator.TenantId, 0, 10_000), default);

    internal static Task<LogKeys> KeysAsync(TestFleet fleet) =>
        fleet.Store.WriteAsync(
            session =>
            {
                var keys = new LogKeys();
                foreach (LogKeyView key in TenantLogStore.Keys(session))
                {
                    Assert.True(keys.TryAdd(Convert.FromBase64String(key.PublicKey)));
                }

                return keys;
            },
            default);
}
