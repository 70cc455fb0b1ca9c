// hubctl for devices: what it asks, what it says, and how it ends.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Devices;

public sealed class HubctlTests
{
    private const uint Button = 0x0001_00F7;

    [Fact]
    public async Task Pair_follows_the_steps_and_ends_well_only_with_a_press_at_the_centre()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string id = hub.Hub.HubId;
        Task<Run> pairing = RunAsync(
            fleet, HubDouble.Label(Button), "hub", "pair", id, "--label", "-", "--room", "11", "--occupant", "2",
            "--watch", "--output", "json");
        PairRequestMessage request = await RequestAsync(fleet, hub);
        Assert.Equal(HubDouble.Secret(Button), hub.Open(request));
        Assert.Equal((11, 2), (request.Location, request.Occupant));
        await hub.JoinAsync(request.PairingId, Button);
        await hub.TellAsync(request.PairingId, PairingStep.PressReceived, Button);
        await hub.TellAsync(request.PairingId, PairingStep.Finished, Button);

        Run done = await pairing;
        Assert.Equal(ExitCode.Ok, done.Code);
        Assert.Equal("finished", JsonNode.Parse(done.Output)!["item"]!["state"]!.GetValue<string>());
        Assert.Contains("pressReceived", done.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(HubDouble.Label(Button), done.Output + done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pair_says_what_is_wrong_and_ends_with_its_code()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string id = hub.Hub.HubId;
        Run mistyped = await RunAsync(fleet, "", "hub", "pair", id, "--label", "ABCD");
        Assert.Equal(ExitCode.Usage, mistyped.Code);
        Assert.Contains("too short", mistyped.Error, StringComparison.Ordinal);
        Run nowhere = await RunAsync(fleet, "", "hub", "pair", "0123456789abcdef", "--label", HubDouble.Label(1));
        Assert.Equal(ExitCode.NotFound, nowhere.Code);
        fleet.Downlink.HasSessions = false;
        Run away = await RunAsync(fleet, "", "hub", "pair", id, "--label", HubDouble.Label(1));
        Assert.Equal(ExitCode.Refused, away.Code);
        Run dry = await RunAsync(fleet, "", "hub", "pair", id, "--label", HubDouble.Label(1), "--dry-run");
        Assert.Equal(ExitCode.Ok, dry.Code);
        fleet.Downlink.HasSessions = true;
        Assert.Empty(hub.Requests);
    }

    [Fact]
    public async Task Devices_are_listed_placed_and_removed()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string id = hub.Hub.HubId;
        await hub.StateAsync(Button, state => state.Flags = DeviceFlags.Untested);
        Run list = await RunAsync(fleet, "", "hub", "devices", id, "--output", "csv");
        Assert.Equal(ExitCode.Ok, list.Code);
        Assert.StartsWith("device,label,kind,variant,room,occupant,tested", list.Output, StringComparison.Ordinal);
        Assert.Contains($"{Button},00F7,personalTrigger,wrist,11,2,false,91,30,good", list.Output,
            StringComparison.Ordinal);
        Assert.Contains("1 device(s) UNTESTED", list.Error, StringComparison.Ordinal);

        Task<Run> assigning = RunAsync(
            fleet, "", "hub", "device", "assign", id, "0x000100F7", "--room", "21", "--resident", "1");
        PairRequestMessage assign = await RequestAsync(fleet, hub);
        Assert.Equal((PairAction.Assign, 21, 1), (assign.Action, assign.Location, assign.Occupant));
        await hub.AnswerAsync(assign);
        Assert.Equal(ExitCode.Ok, (await assigning).Code);

        Task<Run> removing = RunAsync(fleet, "", "hub", "device", "remove", id, Button.ToString());
        PairRequestMessage remove = await RequestAsync(fleet, hub, 2);
        Assert.Equal((PairAction.RemoveDevice, Button), (remove.Action, remove.DeviceId));
        await hub.AnswerAsync(remove, AcknowledgementResult.Refused);
        Run refused = await removing;
        Assert.Equal(ExitCode.Refused, refused.Code);
        Assert.Contains("refused", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await RunAsync(fleet, "", "hub", "device", "remove", id, "7")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, "", "hub", "device", "remove", id, "x")).Code);
    }

    [Fact]
    public async Task A_walk_test_is_begun_moved_watched_and_ended()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string id = hub.Hub.HubId;
        Task<Run> watching = RunAsync(
            fleet, "", "hub", "walk-test", id, "--room", "11", "--watch", "--output", "csv");
        PairRequestMessage start = await RequestAsync(fleet, hub);
        Assert.Equal((PairAction.StartWalkTest, 11, 900), (start.Action, start.Location, start.Seconds));
        string test = start.PairingId.ToString();
        await hub.WalkAsync(start.PairingId, WalkTestStep.Started);
        await hub.WalkAsync(start.PairingId, WalkTestStep.Press, Button, marginDb: 33);
        Assert.Equal(ExitCode.Ok, (await RunAsync(
            fleet, "", "hub", "walk-test", id, "--continue", test, "--room", "42")).Code);
        await hub.WalkAsync(start.PairingId, WalkTestStep.Press, Button, location: 42, marginDb: 8);
        Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, "", "hub", "walk-test", id, "--end", test)).Code);
        Assert.Equal(
            [PairAction.StartWalkTest, PairAction.EnterRoom, PairAction.EndWalkTest],
            hub.Requests.Select(request => request.Action));
        await hub.WalkAsync(start.PairingId, WalkTestStep.Ended, secondsLeft: 0);

        Run done = await watching;
        Assert.Equal(ExitCode.Partly, done.Code);
        Assert.Equal(
            ["room,number,presses,least margin,average margin,verdict", "11,0,1,33,33,good", "42,0,1,8,8,fails"],
            done.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
        Assert.Contains("does not reach", done.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_key_of_a_hub_that_is_being_made_is_a_column_only_when_asked_for(bool withKey)
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        List<string> words = ["hub", "add", "--count", "2", "--output", "-"];
        if (withKey)
        {
            words.Add("--with-key");
        }

        Run added = await RunAsync(fleet, "", [.. words]);
        Assert.Equal(ExitCode.Ok, added.Code);
        string[] lines = added.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("hub_id,user_name,password" + (withKey ? ",key" : ""), lines[0]);
        foreach (string[] cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            Assert.Equal(withKey ? 4 : 3, cells.Length);
            if (withKey)
            {
                byte[] key = HubDouble.Key(cells[3]);
                Assert.Equal(32, key.Length);
                Assert.Equal(cells[2], Hub.Protocols.Security.SignInPassword.Derive(key));
            }
        }
    }

    /// <summary>Waits until the hub has been asked so many things, and gives the last.</summary>
    private static async Task<PairRequestMessage> RequestAsync(HttpFleet fleet, HubDouble hub, int count = 1)
    {
        while (hub.Requests.Length < count)
        {
            Assert.True(
                await fleet.Downlink.Added.WaitAsync(TimeSpan.FromSeconds(30)), "Nothing was asked of the hub.");
        }

        return hub.Requests[count - 1];
    }

    private static async Task<Run> RunAsync(HttpFleet fleet, string input, params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var terminal = new Terminal(output, error, new StringReader(input), isTerminal: false);
        var environment = new Dictionary<string, string>
        {
            ["HUBCTL_SERVER"] = fleet.Url.ToString(),
            ["HUBCTL_USER"] = "technician",
            ["HUBCTL_PASSWORD"] = HttpFleet.Password,
        };
        int code = await Fleet.Hubctl.CommandLine.RunAsync(
            words, terminal, name => environment.GetValueOrDefault(name));
        return new Run(code, output.ToString(), error.ToString());
    }

    private sealed record Run(int Code, string Output, string Error);
}
