// Whoever else is on the air around a random home.
using System.Collections.Generic;
using Hub.Protocols.Devices;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// A neighbour with a hub and devices of the same make, other users of the band, a jammer, and somebody who records
/// frames and plays them again.
/// </summary>
internal sealed class Neighbourhood
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const uint FirstNeighbourId = 500_000;
    private const int MostRecorded = 40;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private readonly Air _air;
    private readonly Jammer _jammer;
    private readonly AirStation _stranger;
    private readonly AirStation _recorder;
    private readonly List<byte[]> _recorded = [];
    private readonly List<SimulatedDevice> _devices = [];

    internal Neighbourhood(VirtualHome home, Chance chance)
    {
        _home = home;
        _chance = chance;
        _air = home.Home.Radio.Air;
        SeededRandom random = chance.Random;
        _jammer = _air.AddJammer(new Spot((int)random.Next(20, 400), (int)random.Next(-200, 200), 0));
        _stranger = _air.Add("stranger", new Spot((int)random.Next(50, 1_500), 100, 10), isLawful: false);
        _recorder = _air.Add("recorder", new Spot(40, 200, 5), isLawful: false);
        _recorder.ListenUntil(long.MaxValue);
        _recorder.Received = Record;
        Spot next = new(250, (int)random.Next(-100, 100), 10);
        NeighbourHub hub = new(home.Home.Agenda, _air, random.Fork(), next);
        for (uint i = 0; i < 3; i++)
        {
            DeviceKind kind = i == 0 ? DeviceKind.PersonalTrigger : DeviceSkills.Kinds[(int)random.Next(0, 17)];
            DeviceLabel label = DeviceLabel.Make(FirstNeighbourId + i, kind, random);
            SimulatedDevice device = new(
                home.Home.Agenda, _air, random.Fork(), label, new Spot(next.X + ((int)i * 30), next.Y + 40, 5));
            hub.Add(label, isKit: true, DeviceCatalogue.SupervisionMinutesOf(kind));
            device.PairAtFactory(0);
            _devices.Add(device);
        }
    }

    internal int Jams { get; private set; }

    internal int Replays { get; private set; }

    internal void Begin()
    {
        _chance.Repeat(Hour, 30 * Hour, () => _devices[0].Push());
        _chance.Repeat(12 * Hour, 90 * Hour, () => _devices[1].StartJoining());
        _chance.Repeat(10 * Hour, 100 * Hour, Jam);
        _chance.Repeat(20 * Minute, 8 * Hour, Chatter);
        _chance.Repeat(2 * Hour, 12 * Hour, ChangeLoss);
        _chance.Repeat(Hour, 10 * Hour, Replay);
    }

    internal void End()
    {
        _jammer.IsOn = false;
        _air.LossPercent = 0;
    }

    private void Jam()
    {
        Jams++;
        _home.Trace.Note("jammer on");
        _jammer.PowerDbm = (int)_chance.Random.Next(-30, 21);
        _jammer.IsOn = true;
        _home.World.After(_chance.Span(5 * Second, 2 * Hour), () => _jammer.IsOn = false);
    }

    // Another user of the band who does not listen before talking.
    private void Chatter()
    {
        long at = 0;
        for (long left = _chance.Random.Next(20, 250); left > 0; left--)
        {
            _home.World.After(at, () =>
            {
                byte[] noise = new byte[_chance.Random.Next(1, 48)];
                for (int i = 0; i < noise.Length; i++)
                {
                    noise[i] = (byte)_chance.Random.NextUInt32();
                }

                _stranger.Send(noise);
            });
            at += _chance.Random.Next(40, 600);
        }
    }

    private void ChangeLoss() =>
        _air.LossPercent = _chance.Random.Chance(50) ? 0 : (int)_chance.Random.Next(5, 61);

    private void Record(Transmission heard, int signalDbm)
    {
        if (_recorded.Count < MostRecorded)
        {
            _recorded.Add(heard.Frame);
        }
        else
        {
            _recorded[(int)_chance.Random.Next(0, MostRecorded)] = heard.Frame;
        }
    }

    private void Replay()
    {
        long at = 0;
        for (long left = _chance.Random.Next(1, 8); left > 0 && _recorded.Count > 0; left--)
        {
            byte[] frame = _recorded[(int)_chance.Random.Next(0, _recorded.Count)];
            Replays++;
            _home.World.After(at, () => _recorder.Send(frame));
            at += _chance.Random.Next(60, 5 * Second);
        }
    }
}
