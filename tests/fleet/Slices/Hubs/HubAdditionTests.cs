// Registering hubs with an Idempotency-Key: the same hubs again, never new ones.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Security;
using Slices.Tests.World;

namespace Slices.Tests.Hubs;

public sealed class HubAdditionTests
{
    private const string Key = "bench 7 / 9f86d081";

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_same_key_gives_the_same_hubs_with_their_keys(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        IReadOnlyList<NewHub> first = (await AddAsync(fleet, Key, 3))!;
        Assert.Equal(first, await AddAsync(fleet, Key, 3));
        Assert.Equal(3, first.Count);
        Assert.Equal(3, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub"));
        Assert.Equal(first[1].Password, SignInPassword.Derive(HubDouble.Key(first[1].Key!)));
        Assert.NotEqual(first[0].HubId, (await AddAsync(fleet, Key + "b", 1))![0].HubId);
        Assert.Equal(4, fleet.Registry.Count);

        await using TestFleet again = await fleet.RestartFromCrashAsync();
        Assert.Equal(first, await AddAsync(again, Key, 3));
        Assert.Equal(4, again.Registry.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Many_at_once_register_once(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        IReadOnlyList<NewHub>?[] all = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => AddAsync(fleet, Key, 450))));
        Assert.All(all, one => Assert.Equal(all[0], one));
        Assert.Equal(450, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub"));
        Assert.Equal(450, fleet.Registry.Count);
    }

    [Fact]
    public async Task What_was_cut_off_is_completed()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        IReadOnlyList<NewHub> portion = (await AddAsync(fleet, Key, Limits.Store.RowsPerBackgroundWrite))!;

        // As a stop between two portions of a larger request leaves it.
        await fleet.NumberAsync("UPDATE device.hub_addition SET request = '450 True hub' RETURNING 1");
        IReadOnlyList<NewHub> all = (await AddAsync(fleet, Key, 450))!;
        Assert.Equal(portion, all.Take(portion.Count));
        Assert.Equal(450, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub"));
    }

    [Fact]
    public async Task Another_request_with_the_key_is_refused_and_another_tenants_is_its_own()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        IReadOnlyList<NewHub> first = (await AddAsync(fleet, Key, 1))!;
        Assert.Null(await AddAsync(fleet, Key, 2));
        Assert.Null(await AddAsync(fleet, Key, 1, "other"));
        Assert.Null(await AddAsync(fleet, Key, 1, withKeys: false));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub"));
        Actor neighbour = await fleet.AddTenantAsync("Grannkommun");
        IReadOnlyList<NewHub> theirs = (await fleet.Get<IHubAdditions>().AddOnceAsync(
            neighbour, Key, 1, null, true, default))!;
        Assert.NotEqual(first[0].HubId, theirs[0].HubId);
    }

    [Fact]
    public async Task A_key_is_remembered_for_seven_days_and_no_longer()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        IReadOnlyList<NewHub> first = (await AddAsync(fleet, Key, 1))!;
        fleet.Time.Advance(TimeSpan.FromDays(Limits.Hubs.AdditionDays));
        Assert.Equal(first, await AddAsync(fleet, Key, 1));
        fleet.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(first, await AddAsync(fleet, Key, 1));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_addition_hub"));
    }

    [Fact]
    public async Task Over_HTTP_the_header_is_checked_and_a_changed_body_is_a_problem_of_its_own()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient technician = await fleet.SignInAsync("technician");
        (HttpStatusCode status, JsonObject first) = await PostAsync(technician, Key, 1);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(first.ToJsonString(), (await PostAsync(technician, Key, 1)).Body.ToJsonString());
        (status, JsonObject problem) = await PostAsync(technician, Key, 2);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("/problems/idempotency-key-reused", problem["type"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(technician, new string('k', 64), 1)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(technician, new string('k', 65), 1)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(technician, "", 1)).Status);
        using HttpClient seeing = await fleet.SignInAsync("operator");
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(seeing, Key, 1)).Status);
    }

    private static Task<IReadOnlyList<NewHub>?> AddAsync(
        TestFleet fleet, string key, int count, string? prefix = null, bool withKeys = true)
    {
        return fleet.Get<IHubAdditions>().AddOnceAsync(fleet.Operator, key, count, prefix, withKeys, default);
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(
        HttpClient http, string key, int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hubs")
        {
            Content = JsonContent.Create(new { count, withKeys = true }),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using HttpResponseMessage answer = await http.SendAsync(request);
        return (answer.StatusCode, await HttpFleet.ReadAsync(answer));
    }
}
