// Replies of phones that nobody has asked: where they are shown.
using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class UnmatchedTests
{
    private const string Unmatched = "/api/dispatch/unmatched";
    private const string Stranger = "+46709999999";

    [Fact]
    public async Task HBG_067_on_a_server_of_one_municipality_an_unknown_phone_writes_to_it()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        await town.ReplyAsync(Stranger, "Vem är ni?");
        ApiAnswer kept = (await town.Operator.LookAsync(Unmatched)).Done();
        Assert.Equal(
            (Stranger, "Vem är ni?", "unknown-sender"),
            (kept.Items[0]!["from"]!.GetValue<string>(), kept.Items[0]!["text"]!.GetValue<string>(),
                kept.Items[0]!["reason"]!.GetValue<string>()));
        Assert.DoesNotContain("Vem är ni", town.Fleet.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Stranger, town.Fleet.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HBG_067_of_several_the_one_whose_phone_it_is_or_that_wrote_to_it_last_is_shown_the_reply()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        HttpClient other = await town.AddStrangerAsync("supervisor");
        await town.ReplyAsync(DispatchTown.Night1, "1");
        Assert.Equal([DispatchTown.Night1], (await town.Operator.LookAsync(Unmatched)).Done().Items.Texts("from"));

        // Who was told of an outage was asked nothing, and writes back all the same.
        town.Time.Advance(TimeSpan.FromSeconds(1));
        await town.QueueAsync(Stranger, OutgoingPurpose.Broadcast);
        await town.ReplyAsync(Stranger, "Tack");
        Assert.Equal(
            [Stranger, DispatchTown.Night1], (await town.Operator.LookAsync(Unmatched)).Done().Items.Texts("from"));
        Assert.Empty((await other.LookAsync(Unmatched)).Done().Items);
    }

    [Fact]
    public async Task HBG_067_a_providers_number_that_is_one_municipalitys_takes_its_replies()
    {
        await using DispatchTown town = await DispatchTown.StartAsync(change: settings => settings with
        {
            Channels = new ChannelOptions(
                [new ProviderOptions("phones", ProviderKind.Simulator, TenantName: DispatchTown.TenantName)]),
        });
        HttpClient other = await town.AddStrangerAsync("supervisor");
        await town.ReplyAsync(Stranger, "Vem är ni?");
        Assert.Single((await town.Operator.LookAsync(Unmatched)).Done().Items);
        Assert.Empty((await other.LookAsync(Unmatched)).Done().Items);
    }

    [Fact]
    public async Task HBG_067_what_belongs_to_no_municipality_is_shown_to_who_runs_the_server()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        HttpClient other = await town.AddStrangerAsync("admin");
        await town.ReplyAsync(Stranger, "Fel\nnummer?\t");
        Assert.Empty((await town.Operator.LookAsync(Unmatched)).Done().Items);
        Assert.Empty((await other.LookAsync(Unmatched)).Done().Items);
        using var output = new StringWriter();
        using var error = new StringWriter();
        string directory = town.Fleet.Get<FleetSettings>().DataDirectory;
        Assert.Equal(0, await CommandLine.RunAsync(
            ["replies", $"--Fleet:DataDirectory={directory}"], output, error));
        string line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"2026-11-23T08:00:00Z\t{Stranger}\tFel nummer?", line.TrimEnd());
        Assert.Equal("1 reply of phones that no municipality knows.", error.ToString().TrimEnd());
    }
}
