// A hub's side of commands, spoken in the wire's messages.
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Slices.Tests.World;

namespace Slices.Tests.Commands;

/// <summary>
/// Opens commands with the code that hubs run, which is not the code that has sealed them, and takes nothing lasting
/// whose number is below that of the last.
/// </summary>
internal sealed class CommandHub
{
    private readonly TestFleet _fleet;
    private readonly byte[] _key = new byte[RadioLimits.KeyBytes];
    private readonly CommandSeal _seal = new(new Ccm(new Aes128()));
    private ulong _sequence = 7_000;

    private CommandHub(TestFleet fleet, LiveHub hub)
    {
        _fleet = fleet;
        Hub = hub;
    }

    public LiveHub Hub { get; }

    /// <summary>Every command sent to the hub, oldest first; each must be sealed rightly.</summary>
    public CommandMessage[] Received
    {
        get
        {
            CommandMessage[] all = _fleet.Downlink.Decoded<CommandMessage>(Hub, DownlinkKind.Command);
            Assert.All(all, command => Assert.True(_seal.Open(command, _key)));
            return all;
        }
    }

    public static async Task<CommandHub> AddAsync(TestFleet fleet)
    {
        NewHub added = (await fleet.Hubs.AddAsync(fleet.Operator, 1, null, default, withKeys: true))[0];
        var hub = new CommandHub(fleet, fleet.Registry.Find(fleet.Operator.TenantId, added.HubId)!);
        Assert.True(new RadioKeys().DerivePairing(HubDouble.Key(added.Key!), hub._key, 0));
        return hub;
    }

    /// <summary>The same hub, after the fleet manager has started anew.</summary>
    public CommandHub On(TestFleet fleet)
    {
        var same = new CommandHub(fleet, fleet.Registry.Find(Hub.TenantId, Hub.HubId)!)
        {
            _sequence = _sequence + 100,
        };
        _key.CopyTo(same._key, 0);
        return same;
    }

    public Task HelloAsync() => SendAsync(Messages.Hello());

    public Task AnswerAsync(
        long number, AcknowledgementResult result = AcknowledgementResult.Done, string reason = "") =>
        SendAsync(new AcknowledgementMessage
        {
            AcknowledgedSequence = (ulong)number,
            Result = result,
            Reason = reason,
        });

    public Task TellAsync(long number) => SendAsync(new DiagnosticsMessage
    {
        CommandSequence = (ulong)number,
        FirmwareVersion = "1.0\u00017",
        HardwareModel = "reference-1",
        UptimeSeconds = 4_711,
        BatteryPercent = 88,
        JournalPercent = 12,
        Sessions = 3,
        LastFault = 320_026,
    });

    private async Task SendAsync(HubMessage message)
    {
        message.BootCount = 1;
        message.Sequence = ++_sequence;
        Assert.Equal(PublishOutcome.Accepted, await _fleet.SendAsync(Hub, message));
    }
}
