// Hubs' devices without a store, for tests of the console's pages alone.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Devices;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>
/// Keeps devices, pairings and walk tests in memory, follows the server's own rules for the steps, and tells every
/// change. The test plays the hub.
/// </summary>
internal sealed class InMemoryDevices(TimeProvider time) : IHubDevices, IPairings, IWalkTests, IDeviceFeed
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string HubId, long DeviceId), DeviceView> _devices = [];
    private readonly List<(PairingRow Row, List<PairingStepRow> Steps, string HubId)> _pairings = [];
    private readonly List<(WalkTestRow Row, List<WalkPressRow> Presses, string HubId)> _walks = [];
    private readonly ConcurrentDictionary<Guid, Action<string>> _listeners = new();
    private ulong _sequence;

    /// <summary>When false, the hub has no connection.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>What was asked of hubs, oldest first.</summary>
    public ConcurrentQueue<(PairAction Action, long DeviceId, int Location, int Occupant)> Asked { get; } = new();

    /// <summary>The last pairing that was asked for.</summary>
    public PairingOrder? LastOrder { get; private set; }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A device of a hub.</summary>
    public DeviceView Put(
        string hubId, uint deviceId, DeviceKind kind, int location = 0, int occupant = 0, bool isTested = true,
        int? margin = 40, Func<DeviceView, DeviceView>? change = null)
    {
        var now = time.GetUtcNow();
        int? signal = margin is { } db ? db - 110 : null;
        var device = new DeviceView(
            deviceId, (deviceId & 0xFFFF).ToString("X4"), kind,
            kind == DeviceKind.PersonalTrigger ? DeviceVariant.Wrist : DeviceVariant.None,
            location, occupant, 88, signal,
            signal, margin, Margins.Judge(margin), now.AddMinutes(-12), 60, isTested, isTested ? now.AddDays(-3) : null,
            false, false, false, false, false, 0, now.AddDays(-3), null, now);
        device = change?.Invoke(device) ?? device;
        lock (_lock)
        {
            _devices[(hubId, deviceId)] = device;
        }

        Tell(hubId);
        return device;
    }

    /// <summary>The hub tells a step of its newest pairing; with none, of one opened at the hub.</summary>
    public void Step(
        string hubId, PairingStep step, uint deviceId = 0, PairingReason reason = PairingReason.None,
        int secondsLeft = 115, int margin = 41)
    {
        lock (_lock)
        {
            if (_pairings.All(one => one.HubId != hubId))
            {
                _pairings.Add((new PairingRow { PairingId = 1L << 32, AskedAt = Now, ExpiresAt = Now }, [], hubId));
            }

            var (row, steps, _) = _pairings.Last(one => one.HubId == hubId);
            var news = new DeviceNews
            {
                At = Now,
                Step = step,
                Reason = reason,
                DeviceId = deviceId,
                DeviceKind = deviceId == 0 ? DeviceKind.Unknown : DeviceKind.PersonalTrigger,
                Variant = deviceId == 0 ? DeviceVariant.None : DeviceVariant.Wrist,
                Battery = 93,
                SecondsLeft = secondsLeft,
                SignalDbm = deviceId == 0 ? 0 : margin - 110,
                MarginDb = margin,
            };
            PairingRules.Take(row, news);
            steps.Add(new PairingStepRow
            {
                At = Now,
                Sequence = (long)++_sequence,
                Step = step,
                Reason = reason,
                DeviceId = deviceId,
                SignalDbm = news.SignalDbm,
                MarginDb = margin,
            });
        }

        Tell(hubId);
    }

    /// <summary>The hub tells of its newest walk test.</summary>
    public void Walk(string hubId, WalkTestStep step, int location = 0, int margin = 0)
    {
        lock (_lock)
        {
            var (row, presses, _) = _walks.Last(one => one.HubId == hubId);
            row.ExpiresAt = Now + 880_000;
            row.State = step == WalkTestStep.Ended ? WalkTestState.Ended : WalkTestState.Running;
            row.EndedAt = step == WalkTestStep.Ended ? Now : null;
            if (step == WalkTestStep.Press)
            {
                presses.Add(new WalkPressRow
                {
                    At = Now,
                    DeviceId = 0x1F0A,
                    Location = location,
                    SignalDbm = margin - 110,
                    MarginDb = margin,
                    DeviceSignalDbm = margin - 112,
                });
            }
        }

        Tell(hubId);
    }

    public Task<DeviceList?> ListAsync(
        Actor actor, string hubId, bool includeRemoved, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            List<DeviceView> items = [.. _devices.Where(pair => pair.Key.HubId == hubId).Select(pair => pair.Value)];
            return Task.FromResult<DeviceList?>(new DeviceList(items, items.Count));
        }
    }

    public Task<DeviceView?> FindAsync(
        Actor actor, string hubId, long deviceId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_devices.GetValueOrDefault((hubId, deviceId)));
        }
    }

    public Task<SentRequest> AssignAsync(
        Actor actor, string hubId, long deviceId, int location, int occupant, CancellationToken cancellationToken) =>
        SendAsync(PairAction.Assign, deviceId, location, occupant);

    public Task<SentRequest> RemoveAsync(
        Actor actor, string hubId, long deviceId, CancellationToken cancellationToken) =>
        SendAsync(PairAction.RemoveDevice, deviceId);

    public Task<SentRequest> OrderAsync(
        Actor actor, string hubId, long deviceId, OrderKind order, CancellationToken cancellationToken) =>
        SendAsync(PairAction.OrderDevice, deviceId);

    public Task<IReadOnlyList<DeviceRequestView>> RequestsAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeviceRequestView>>([]);

    public Task<PairingStart> StartAsync(
        Actor actor, string hubId, PairingOrder order, CancellationToken cancellationToken)
    {
        LastOrder = order;
        var code = new InstallCode();
        var error = code.Parse(order.InstallCode ?? "");
        if (error != InstallCodeError.None)
        {
            return Task.FromResult(new PairingStart(PairingStartResult.BadCode, error));
        }

        if (!IsReachable)
        {
            return Task.FromResult(new PairingStart(PairingStartResult.NotReachable));
        }

        lock (_lock)
        {
            var row = new PairingRow
            {
                PairingId = _pairings.Count + 1,
                AskedAt = Now,
                ExpiresAt = Now + 600_000,
                ActorId = actor.UserId,
                ActorName = actor.DisplayName,
                LabelDeviceId = code.DeviceId,
                DeviceId = code.DeviceId,
                Kind = code.DeviceKind,
                Location = order.Location,
                Occupant = order.Occupant,
                ReplacesDeviceId = order.ReplacesDeviceId,
            };
            _pairings.Add((row, [], hubId));
            return Task.FromResult(
                new PairingStart(PairingStartResult.Asked, Pairing: DeviceViews.Of(row, hubId, [], Now)));
        }
    }

    Task<PairingView?> IPairings.FindAsync(
        Actor actor, string hubId, long pairingId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_pairings
                .Where(one => one.HubId == hubId && one.Row.PairingId == pairingId)
                .Select(one => DeviceViews.Of(one.Row, hubId, [.. one.Steps], Now))
                .FirstOrDefault());
        }
    }

    Task<IReadOnlyList<PairingView>> IPairings.ListAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<PairingView>>([.. _pairings
                .Where(one => one.HubId == hubId)
                .Reverse()
                .Take(limit)
                .Select(one => DeviceViews.Of(one.Row, hubId, [], Now))]);
        }
    }

    public Task<SentRequest> CancelAsync(
        Actor actor, string hubId, long pairingId, CancellationToken cancellationToken) =>
        SendAsync(PairAction.Cancel);

    public Task<WalkTestStart> StartAsync(
        Actor actor, string hubId, WalkTestOrder order, CancellationToken cancellationToken)
    {
        if (!IsReachable)
        {
            return Task.FromResult(new WalkTestStart(RequestResult.NotReachable));
        }

        lock (_lock)
        {
            var row = new WalkTestRow
            {
                WalkTestId = _walks.Count + 1,
                AskedAt = Now,
                ExpiresAt = Now + 60_000,
                ActorName = actor.DisplayName,
                Location = order.Location,
            };
            _walks.Add((row, [], hubId));
            return Task.FromResult(new WalkTestStart(RequestResult.Sent, DeviceViews.Of(row, hubId, [], Now)));
        }
    }

    public Task<SentRequest> EnterRoomAsync(
        Actor actor, string hubId, long walkTestId, int location, int ordinal, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _walks.Last(one => one.HubId == hubId).Row.Location = location;
        }

        return SendAsync(PairAction.EnterRoom, 0, location);
    }

    public Task<SentRequest> EndAsync(
        Actor actor, string hubId, long walkTestId, CancellationToken cancellationToken) =>
        SendAsync(PairAction.EndWalkTest);

    Task<WalkTestView?> IWalkTests.FindAsync(
        Actor actor, string hubId, long walkTestId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_walks
                .Where(one => one.HubId == hubId && one.Row.WalkTestId == walkTestId)
                .Select(one => DeviceViews.Of(one.Row, hubId, [.. one.Presses], Now))
                .FirstOrDefault());
        }
    }

    Task<IReadOnlyList<WalkTestView>> IWalkTests.ListAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<WalkTestView>>([.. _walks
                .Where(one => one.HubId == hubId)
                .Reverse()
                .Take(limit)
                .Select(one => DeviceViews.Of(one.Row, hubId, [.. one.Presses], Now))]);
        }
    }

    public IDisposable Subscribe(Guid tenantId, Action<string> listener)
    {
        var key = Guid.NewGuid();
        _listeners[key] = listener;
        return new Unsubscriber(() => _listeners.TryRemove(key, out _));
    }

    private Task<SentRequest> SendAsync(PairAction action, long deviceId = 0, int location = 0, int occupant = 0)
    {
        if (!IsReachable)
        {
            return Task.FromResult(new SentRequest(RequestResult.NotReachable, 0));
        }

        Asked.Enqueue((action, deviceId, location, occupant));
        return Task.FromResult(new SentRequest(RequestResult.Sent, 1));
    }

    private void Tell(string hubId)
    {
        foreach (var listener in _listeners.Values)
        {
            listener(hubId);
        }
    }
}
