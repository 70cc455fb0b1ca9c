// What provisioning says and refuses, and what it keeps to itself.
using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Hub.Protocols.Bench;
using Hubctl.Tests.World;

namespace Hubctl.Tests.Provisioning;

public sealed class ProvisionTests
{
    [Fact]
    public async Task A_blank_board_becomes_a_proven_hub_and_nothing_secret_is_said()
    {
        using var world = new BenchWorld();
        Run run = await world.ProvisionAsync(
            "--apn", "iot.example", "--pin", "4711", "--voice-number", "+46701234567", "--output", "json");
        Assert.Equal(ExitCode.Ok, run.Code);
        JsonNode made = JsonNode.Parse(run.Output)!["item"]!;
        Assert.Equal(world.Board.HubId, made["hubId"]!.GetValue<string>());
        Assert.Equal(HubCode.DeriveLabel(world.Board.Identity!.Key), made["labelCode"]!.GetValue<string>());
        Assert.Equal("42", made["testCase"]!.GetValue<string>());
        Assert.Equal(("iot.example", "4711"), (world.Board.Identity.AccessPoint, world.Board.Identity.Pin));
        Assert.Equal(["+46701234567"], world.Board.Identity.VoiceNumbers);
        string said = run.Output + run.Error;
        Assert.DoesNotContain(Convert.ToHexString(world.Board.Identity.Key), said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(HubCode.DeriveReset(world.Board.Identity.Key), said, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", said, StringComparison.Ordinal);
        for (int step = 1; step <= 8; step++)
        {
            Assert.Contains($"[{step}/8]", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_provisioned_board_is_refused_by_its_hubs_name_and_nothing_is_registered()
    {
        using var world = new BenchWorld();
        world.Board.Become(InterruptionTests.Old());
        Run run = await world.ProvisionAsync();
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("is hub 00000000000000aa already", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (world.Fleet.Calls, world.Board.Commits));
    }

    [Fact]
    public async Task A_wrong_reset_code_is_refused_and_the_right_one_goes_on_with_the_same_hub()
    {
        using var world = new BenchWorld();
        HubIdentity old = InterruptionTests.Old();
        world.Board.Become(old);
        world.Board.CodeWaitSeconds = 60;
        byte[] other = new byte[32];
        other[0] = 9;
        Run wrong = await world.ProvisionAsync("--reset-code", HubCode.DeriveReset(other));
        Assert.Equal(ExitCode.Refused, wrong.Code);
        Assert.Contains("takes the next one in 60 s", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(old.HubId, world.Board.HubId);
        Run mistyped = await world.ProvisionAsync("--reset-code", "7K3Q-92MD");
        Assert.Equal(ExitCode.Usage, mistyped.Code);
        Run right = await world.ProvisionAsync("--reset-code", HubCode.DeriveReset(old.Key));
        Assert.Equal(ExitCode.Ok, right.Code);
        Assert.Equal(world.Fleet.HubIds.Single(), world.Board.HubId);
    }

    [Fact]
    public async Task A_board_whose_flash_does_not_answer_is_told_and_nothing_is_registered()
    {
        using var world = new BenchWorld();
        world.Board.IsFaulty = true;
        Run run = await world.ProvisionAsync();
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("The board is bad", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, world.Fleet.Calls);
    }

    [Fact]
    public async Task A_dry_run_asks_the_board_and_changes_nothing()
    {
        using var world = new BenchWorld();
        Run run = await world.ProvisionAsync("--dry-run");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Would register", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (world.Fleet.Calls, world.Board.Commits));
        Assert.Empty(world.PendingFiles);
        Assert.False(File.Exists(world.Label));
    }

    [Theory]
    [InlineData("--receiver", "nowhere", "not host:port")]
    [InlineData("--receiver", "hubs.example.se:8883", "--authority")]
    [InlineData("--pin", "12", "--pin")]
    [InlineData("--apn", "a b", "--apn")]
    [InlineData("--voice-number", "112x", "--voice-number")]
    [InlineData("--kit", "ABCD", "--kit")]
    [InlineData("--release-key", "/nowhere.key", "/nowhere.key")]
    [InlineData("--release-key", "/etc/hostname", "no public key")]
    [InlineData("--heartbeat-seconds", "1", "--heartbeat-seconds")]
    [InlineData("--authority", "/nowhere.pem", "/nowhere.pem")]
    [InlineData("--label", "label.gif", ".png or .pdf")]
    [InlineData("--label-font", "/nowhere.ttf", "/nowhere.ttf")]
    [InlineData("--timeout", "0", "--timeout")]
    public async Task A_wrong_value_is_named_before_the_board_is_asked(string option, string value, string named)
    {
        using var world = new BenchWorld();
        Run run = await world.RunAsync(
            option is "--label" or "--receiver"
                ? ["hub", "provision", "--port", "bench", "--receiver", "127.0.0.1:1", option, value]
                : ["hub", "provision", "--port", "bench", "--receiver", "127.0.0.1:1", "--label", world.Label, option,
                    value]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, world.Ports.Requests);
    }

    [Fact]
    public async Task A_hub_that_does_not_come_up_is_told_with_what_it_says_and_other_options_go_on()
    {
        using var world = new BenchWorld();
        world.Fleet.HearsHubs = false;
        Run run = await world.ProvisionAsync("--timeout", "30", "--apn", "wrong.example");
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("No heartbeat within 30 s", run.Error, StringComparison.Ordinal);
        Assert.Contains("link none", run.Error, StringComparison.Ordinal);
        world.Fleet.HearsHubs = true;
        Assert.Equal(ExitCode.Ok, (await world.ProvisionAsync("--apn", "right.example")).Code);
        Assert.Equal("right.example", world.Board.Identity!.AccessPoint);
        Assert.Equal(2, world.Board.Commits);
        Assert.Single(world.Fleet.HubIds);
    }

    [Fact]
    public async Task The_keys_that_releases_are_signed_with_are_put_in_as_bytes_or_as_text()
    {
        using var world = new BenchWorld();
        byte[] current = [0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, 3, .. Enumerable.Range(1, 48).Select(i => (byte)i)];
        byte[] successor = [0, 0, 0, 1, 0, 0, 0, 11, 0, 0, 0, 7, .. Enumerable.Range(9, 40).Select(i => (byte)i)];
        string raw = Path.Combine(Path.GetDirectoryName(world.Label)!, "current.key");
        string text = Path.Combine(Path.GetDirectoryName(world.Label)!, "successor.key");
        File.WriteAllBytes(raw, current);
        File.WriteAllText(text, Convert.ToHexString(successor) + "\n");
        Run run = await world.ProvisionAsync("--release-key", raw, "--release-key", text);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal([current, successor], world.Board.Identity!.ReleaseKeys);
    }

    [Fact]
    public async Task A_command_that_finds_no_session_is_sent_again()
    {
        using var world = new BenchWorld();
        world.Fleet.Unreachable = 5;
        Assert.Equal(ExitCode.Ok, (await world.ProvisionAsync()).Code);
        Assert.Single(world.Fleet.TestCases);
    }

    [Fact]
    public async Task A_registration_that_the_fleet_manager_has_forgotten_is_not_made_again_unasked()
    {
        using var world = new BenchWorld();
        world.Ports.FateOf = number => number == 1 ? Fate.UnpluggedBefore : Fate.None;
        Assert.Equal(ExitCode.Failed, (await world.ProvisionAsync()).Code);
        world.Ports.FateOf = static _ => Fate.None;
        world.Time.Advance(TimeSpan.FromDays(7));
        Run late = await world.ProvisionAsync();
        Assert.Equal(ExitCode.Refused, late.Code);
        Assert.Contains(world.Fleet.HubIds.Single(), late.Error, StringComparison.Ordinal);
        Assert.Equal(0, world.Board.Commits);
    }

    [Fact]
    public async Task What_is_kept_between_runs_is_private_and_holds_no_key()
    {
        using var world = new BenchWorld();
        world.Ports.FateOf = number => number == 3 ? Fate.UnpluggedAfter : Fate.None;
        await world.ProvisionAsync();
        string file = Assert.Single(world.PendingFiles);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        JsonObject kept = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.Equal(
            ["begunAt", "board", "document", "hubId", "idempotencyKey", "namePrefix", "server"],
            kept.Select(member => member.Key).Order());
        File.WriteAllText(file, "{");
        Run run = await world.ProvisionAsync();
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
        Assert.Single(world.Fleet.HubIds);
    }
}
