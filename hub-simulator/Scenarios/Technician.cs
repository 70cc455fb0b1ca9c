// Whoever pairs, removes and replaces devices, over the fleet manager and with the label in hand.
using System;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// One job at a time, as in life: a request is repeated until the hub has answered it, the device is made to join, and
/// what has not worked is done again a few times before it is given up.
/// </summary>
internal sealed class Technician
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const int WindowSeconds = 180;
    private const int MostTries = 3;
    private const int MostAsks = 20;

    private readonly VirtualHome _home;
    private readonly HomeLayout _layout;
    private readonly Chance _chance;
    private uint _nextId = 1_000;

    internal Technician(VirtualHome home, HomeLayout layout, Chance chance)
    {
        _home = home;
        _layout = layout;
        _chance = chance;
        home.Fleet.PairingTold = OnPairing;
        home.Fleet.WalkTold = told => WalkPresses += told.Step == WalkTestStep.Press ? 1 : 0;
    }

    internal bool IsBusy { get; private set; }

    internal int Paired { get; private set; }

    internal int Finished { get; private set; }

    internal int Removed { get; private set; }

    internal int Replaced { get; private set; }

    internal int Refused { get; private set; }

    internal int GivenUp { get; private set; }

    internal int WalkPresses { get; private set; }

    /// <summary>Brings a new device into the home and pairs it, perhaps in the place of another.</summary>
    internal void PairNew(SimulatedDevice? replaced)
    {
        if (IsBusy)
        {
            return;
        }

        DeviceKind kind = replaced?.Label.Kind ?? _layout.AnyKind();
        DeviceLabel label = DeviceLabel.Make(_nextId++, kind, _chance.Random);
        SimulatedDevice device = _home.Home.Radio.Add(label, _layout.Place());
        IsBusy = true;
        if (_chance.Random.Chance(15))
        {
            AddClone(device);
        }

        Pair(device, replaced, 1);
    }

    /// <summary>Pairs a device that is paired already, as after a change of its battery gone wrong.</summary>
    internal void PairAgain(SimulatedDevice device)
    {
        if (!IsBusy)
        {
            IsBusy = true;
            Pair(device, null, 1);
        }
    }

    internal void Remove(SimulatedDevice device)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        uint deviceId = device.Label.DeviceId;
        _home.Trace.Note($"removal of device {deviceId}");
        _home.Ledger.AskRemoval(deviceId);
        PairRequestMessage request = _home.Fleet.MakeRequest(
            PairAction.RemoveDevice, asked => asked.DeviceId = deviceId);
        Ask(request, MostAsks, result =>
        {
            // Not done: it may be that it was never in the list, or that the hub's flash has a fault.
            IsBusy = false;
            if (result == AcknowledgementResult.Done)
            {
                Removed++;
                _home.Ledger.Remove(deviceId);
                _layout.CarryAway(device);
            }
        });
    }

    /// <summary>Walks through the home with a button and presses it in each room.</summary>
    internal void Walk(SimulatedDevice button)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        PairRequestMessage request = _home.Fleet.MakeRequest(
            PairAction.StartWalkTest, asked => asked.Seconds = 600);
        Ask(request, 5, result =>
        {
            for (int room = 0; room < 5 && result == AcknowledgementResult.Done; room++)
            {
                _home.World.After(room * Minute, () =>
                {
                    button.Station.Spot = _layout.Place();
                    Ask(_home.Fleet.MakeRequest(PairAction.EnterRoom, asked => asked.Location = 1), 1, _ => { });
                    _home.World.After(5 * Second, () => _home.Push(button));
                });
            }

            _home.World.After(6 * Minute, () =>
            {
                IsBusy = false;
                Ask(_home.Fleet.MakeRequest(PairAction.EndWalkTest), 5, _ => { });
            });
        });
    }

    /// <summary>Tells a plug to switch on or off.</summary>
    internal void Order(SimulatedDevice plug)
    {
        uint deviceId = plug.Label.DeviceId;
        int argument = (int)_chance.Random.Next(1, 3);
        PairRequestMessage request = _home.Fleet.MakeRequest(PairAction.OrderDevice, asked =>
        {
            asked.DeviceId = deviceId;
            asked.Argument = argument;
        });
        Ask(request, 3, _ => { });
    }

    private void Pair(SimulatedDevice device, SimulatedDevice? replaced, int attempt)
    {
        DeviceLabel label = device.Label;
        _home.Trace.Note($"pairing of device {label.DeviceId}, attempt {attempt}");
        _home.Ledger.Give(label.DeviceId);
        if (replaced != null)
        {
            _home.Ledger.AskRemoval(replaced.Label.DeviceId);
        }

        byte[] secret = (byte[])label.Secret.Clone();
        secret[0] ^= (byte)(_chance.Random.Chance(10) ? 1 : 0);
        PairRequestMessage request = _home.Fleet.MakeRequest(
            PairAction.OpenWindow,
            asked =>
            {
                asked.DeviceId = label.DeviceId;
                asked.DeviceKind = label.Kind;
                asked.Seconds = WindowSeconds;
                asked.Location = (int)_chance.Random.Next(1, 10);
                asked.Occupant = (int)_chance.Random.Next(0, 3);
                asked.ReplacesDeviceId = replaced?.Label.DeviceId ?? 0;
            },
            secret);
        Ask(request, MostAsks, result =>
        {
            if (result == AcknowledgementResult.Done)
            {
                _home.World.After(_chance.Random.Next(Second, 20 * Second), () => device.StartJoining());
            }

            _home.World.After(4 * Minute, () => Look(device, replaced, attempt));
        });
    }

    private void Look(SimulatedDevice device, SimulatedDevice? replaced, int attempt)
    {
        bool isJoined = device.Memory.IsPaired && device.Pending is not { Cause: DeviceCause.Joined }
            && device.AcknowledgedAt > _home.World.NowMilliseconds - (5 * Minute);
        if (!isJoined && attempt < MostTries && _chance.IsGoingOn)
        {
            Pair(device, replaced, attempt + 1);
            return;
        }

        IsBusy = false;
        if (!isJoined)
        {
            GivenUp++;
            return;
        }

        Paired++;
        if (replaced != null)
        {
            Replaced++;
            _home.Ledger.Remove(replaced.Label.DeviceId);
            _layout.CarryAway(replaced);
        }

        _layout.Use(device);
        _home.World.After(_chance.Random.Next(Second, 8 * Minute), () =>
        {
            if (DeviceCatalogue.IsAlarm(device.Label.Kind, DeviceCause.Triggered))
            {
                _home.Push(device);
            }
        });
    }

    // A device that somebody has given another's number, without knowing its secret.
    private void AddClone(SimulatedDevice device)
    {
        DeviceLabel label = DeviceLabel.Make(device.Label.DeviceId, device.Label.Kind, _chance.Random);
        SimulatedDevice clone = _home.Home.Radio.Add(label, _layout.Place());
        _home.World.After(_chance.Random.Next(Second, 2 * Minute), () => clone.StartJoining());
    }

    // Asks again until there is an answer, and says what it was; None when there was none.
    private void Ask(PairRequestMessage request, int most, Action<AcknowledgementResult?> then)
    {
        if (_home.Fleet.Answers.TryGetValue(request.Sequence, out AcknowledgementResult result))
        {
            then(result);
        }
        else if (most == 0)
        {
            then(null);
        }
        else
        {
            _home.Fleet.Send(request);
            _home.World.After(_chance.Random.Next(5 * Second, 15 * Second), () => Ask(request, most - 1, then));
        }
    }

    private void OnPairing(DevicePairingMessage told)
    {
        Finished += told.Step == PairingStep.Finished ? 1 : 0;
        Refused += told.Step == PairingStep.Refused ? 1 : 0;
        _home.Trace.Note($"pairing {told.PairingId} device {told.DeviceId} {told.Step} {told.Reason}");
    }
}
