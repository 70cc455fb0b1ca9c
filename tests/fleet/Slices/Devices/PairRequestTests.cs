// How what is asked of a hub travels: sealed, in order, at most once, and never for a hub that is away.
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Devices;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Slices.Tests.World;
using static Slices.Tests.Devices.PairingCalls;

namespace Slices.Tests.Devices;

public sealed class PairRequestTests
{
    private const uint Button = 0x1234_ABCD;

    [Fact]
    public async Task The_labels_secret_is_in_no_file_and_in_no_log()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        string label = HubDouble.Label(Button);
        await StartAsync(fleet, hub, new PairingOrder(label));
        await fleet.ProjectAsync();
        string[] forbidden =
        [
            label,
            label.Replace("-", "", StringComparison.Ordinal),
            Encoding.Latin1.GetString(HubDouble.Secret(Button)),
            Convert.ToHexString(HubDouble.Secret(Button)),
        ];
        string log = fleet.Log.All;
        Assert.DoesNotContain(forbidden, text => log.Contains(text, StringComparison.OrdinalIgnoreCase));
        foreach (string file in Directory.EnumerateFiles(
            fleet.Settings.DataDirectory, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lock")
            {
                continue;
            }

            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            string content = await reader.ReadToEndAsync();
            Assert.DoesNotContain(forbidden, text => content.Contains(text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_request_that_was_changed_on_its_way_or_comes_again_opens_nothing()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await StartAsync(fleet, hub, new PairingOrder(HubDouble.Label(Button), Location: 11, ReplacesDeviceId: 0));
        Action<PairRequestMessage>[] changes =
        [
            request => request.Location = 12,
            request => request.Seconds++,
            request => request.Occupant = 1,
            request => request.DeviceId++,
            request => request.DeviceKind = DeviceKind.Mat,
            request => request.PairingId++,
            request => request.Action = PairAction.ForgetAll,
            request => request.ReplacesDeviceId = 1,
            request => request.Argument = 1,
            request => request.Sequence++,
            request => request.Sealed[0] ^= 1,
            request => request.SealedLength = 8,
        ];
        foreach (Action<PairRequestMessage> change in changes)
        {
            PairRequestMessage request = hub.Requests[0];
            change(request);
            Assert.Null(hub.Open(request));
        }

        Assert.NotNull(hub.Open(hub.Requests[0]));
        Assert.Null(hub.Open(hub.Requests[0]));
        HubDouble other = await HubDouble.AddAsync(fleet);
        Assert.Null(other.Open(hub.Requests[0]));
    }

    [Fact]
    public async Task Many_requests_at_once_leave_in_the_order_of_their_numbers()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await hub.StateAsync(Button);
        await fleet.ProjectAsync();
        var devices = fleet.Get<IHubDevices>();
        SentRequest[] sent = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => devices.AssignAsync(
            fleet.Operator, hub.Hub.HubId, Button, 10 + i, 0, default)));

        Assert.All(sent, one => Assert.Equal(RequestResult.Sent, one.Result));
        Assert.All(hub.Requests, request => Assert.NotNull(hub.Open(request)));
        Assert.Equal(40, hub.Requests.Length);
    }

    [Fact]
    public async Task A_hub_that_is_away_is_said_so_and_nothing_waits_for_it()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        fleet.Downlink.HasSessions = false;
        PairingStart start = await Pairings(fleet).StartAsync(
            fleet.Operator, hub.Hub.HubId, new PairingOrder(HubDouble.Label(Button)), default);
        Assert.Equal(PairingStartResult.NotReachable, start.Result);
        fleet.Downlink.HasSessions = true;
        Assert.Empty(hub.Requests);
    }

    [Fact]
    public async Task A_request_is_sent_at_most_once_so_that_no_window_opens_when_nobody_waits()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        await StartAsync(fleet, hub);
        Assert.False(fleet.Downlink.WasKept(hub.Hub, Fleet.Server.Gateway.DownlinkKind.Pair));
    }

    [Fact]
    public async Task A_hub_that_does_not_answer_is_not_waited_for()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        PairingView asked = await StartAsync(fleet, hub);
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Devices.AnswerSeconds + 1));
        Assert.Equal(PairingState.Unanswered, (await FindAsync(fleet, hub, asked.PairingId)).State);

        // And another can be begun.
        Assert.Equal(PairingState.Asked, (await StartAsync(fleet, hub)).State);
    }
}
