// A hub's side of updates, spoken in the wire's messages.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;
using Slices.Tests.World;

namespace Slices.Tests.Updates;

/// <summary>Follows orders as the protocol says; a test tells it what goes wrong.</summary>
internal sealed class UpdateHub
{
    private readonly TestFleet _fleet;
    private readonly HubDouble _double;
    private readonly UpdateSeal _seal = new();
    private readonly byte[] _key = new byte[UpdateLimits.KeyBytes];
    private readonly HashSet<ulong> _seen = [];
    private ulong _nonce = 1;
    private ulong _sequence = 500_000;

    private UpdateHub(TestFleet fleet, HubDouble hub, int classIndex)
    {
        _fleet = fleet;
        _double = hub;
        ClassIndex = classIndex;
        Assert.True(UpdateSeal.DeriveKey(hub.OwnKey, _key, 0));
    }

    public HubPrincipal Hub => _double.Hub;

    public int ClassIndex { get; }

    public long Running { get; set; }

    public long Previous { get; set; } = -1;

    public UpdatePhase Phase { get; set; } = UpdatePhase.Idle;

    public long Release { get; set; }

    public UpdateReason Reason { get; set; }

    /// <summary>What a trial ends with; confirmed when there is none.</summary>
    public UpdateReason GoesBack { get; set; }

    /// <summary>What it refuses a release with.</summary>
    public UpdateReason Refuses { get; set; }

    /// <summary>True to hear no orders.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>True to say nothing once it has restarted.</summary>
    public bool IsLost { get; set; }

    /// <summary>Orders that it took, oldest first.</summary>
    public List<UpdateOrderMessage> Taken { get; } = [];

    /// <summary>How many orders it did not take.</summary>
    public int NotTaken { get; private set; }

    public static async Task<UpdateHub> AddAsync(TestFleet fleet, int classIndex = 0, bool isOnMains = true)
    {
        var hub = new UpdateHub(fleet, await HubDouble.AddAsync(fleet), classIndex);
        await hub.BeatAsync(isOnMains);
        await hub.TellAsync();
        return hub;
    }

    public Task BeatAsync(bool isOnMains = true, int battery = 90, int pendingAlarms = 0) => _double.SendAsync(
        new HeartbeatMessage
        {
            HubUnixMilliseconds = _fleet.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            PowerSource = isOnMains ? PowerSource.Mains : PowerSource.Battery,
            BatteryPercent = battery,
            PendingAlarmCount = pendingAlarms,
        });

    /// <summary>Says, sealed, how it stands.</summary>
    public Task TellAsync() => _double.SendAsync(Sealed(Word()));

    /// <summary>Starts anew: what it was not told is lost, and it offers another nonce.</summary>
    public Task RestartAsync()
    {
        _nonce++;
        return TellAsync();
    }

    /// <summary>The word that it would say, with the sequence that the test gives or the next.</summary>
    public UpdateStateMessage Word()
    {
        var word = new UpdateStateMessage
        {
            RunningSequence = Running,
            Phase = Phase,
            ReleaseSequence = Release,
            Reason = Reason,
            Flags = Previous >= 0 ? UpdateStateMessage.HasPrevious : 0,
            PreviousSequence = Math.Max(0, Previous),
            NonceLength = UpdateLimits.NonceBytes,
            ClassIdLength = UpdateLimits.ClassIdBytes,
            RunningDigestLength = UpdateLimits.DigestBytes,
            TrustedKeyIdsLength = 8,
            SealLength = UpdateLimits.SealBytes,
            BootCount = 1,
            Sequence = ++_sequence,
        };
        BitConverter.GetBytes(_nonce).CopyTo(word.Nonce, 0);
        BundleDouble.ClassOf(ClassIndex).CopyTo(word.ClassId, 0);
        Convert.FromHexString(BundleDouble.KeyId).CopyTo(word.TrustedKeyIds, 0);
        return word;
    }

    public UpdateStateMessage Sealed(UpdateStateMessage word)
    {
        Assert.True(_seal.Seal(word, _key));
        return word;
    }

    /// <summary>Takes the orders that have come since, and says what became of them.</summary>
    /// <returns>How many it took.</returns>
    public async Task<int> FollowAsync()
    {
        int taken = 0;
        foreach (UpdateOrderMessage order in _fleet.Downlink.Decoded<UpdateOrderMessage>(
            Hub, DownlinkKind.Update).Where(one => _seen.Add(one.Sequence)))
        {
            if (IsDeaf || !Takes(order))
            {
                NotTaken++;
                continue;
            }

            taken++;
            Taken.Add(order);
            _nonce++;
            await ObeyAsync(order);
        }

        return taken;
    }

    /// <summary>Ends its trial.</summary>
    public async Task SettleAsync()
    {
        if (Phase != UpdatePhase.Trial || IsLost)
        {
            return;
        }

        if (GoesBack != UpdateReason.None)
        {
            (Running, Previous) = (Previous, -1);
            (Phase, Reason) = (UpdatePhase.Reverted, GoesBack);
        }
        else
        {
            (Phase, Reason) = (UpdatePhase.Confirmed, UpdateReason.None);
        }

        await TellAsync();
    }

    private bool Takes(UpdateOrderMessage order) => _seal.Proves(order, _key)
        && BitConverter.ToUInt64(order.Nonce) == _nonce
        && order.ExpiresUnixMilliseconds > _fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task ObeyAsync(UpdateOrderMessage order)
    {
        Release = order.ReleaseSequence;
        Reason = UpdateReason.None;
        switch (order.Action)
        {
            case UpdateAction.Cancel:
                (Phase, Reason) = (UpdatePhase.Refused, UpdateReason.Cancelled);
                break;
            case UpdateAction.Revert:
                (Running, Previous, Phase) = (Previous, -1, UpdatePhase.Reverted);
                Reason = UpdateReason.Ordered;
                break;
            case var _ when Refuses != UpdateReason.None:
                (Phase, Reason) = (UpdatePhase.Refused, Refuses);
                break;
            case UpdateAction.Fetch:
                Phase = UpdatePhase.Ready;
                break;
            default:
                (Previous, Running, Phase) = (Running, order.ReleaseSequence, UpdatePhase.Trial);
                break;
        }

        if (!IsLost || Phase != UpdatePhase.Trial)
        {
            await TellAsync();
        }
    }
}
