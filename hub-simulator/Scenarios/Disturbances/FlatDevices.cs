// Batteries of devices run down, are told of, and are changed late (HBG-021).
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>The charge sinks by steps to nothing; the device is then silent until somebody comes with a new battery.
/// </summary>
internal sealed class FlatDevices : Disturbance
{
    private const long Hour = 3_600_000;
    private const int FirstPercent = 22;
    private const int MostSink = 8;

    private readonly VirtualHome _home;
    private readonly HomeLayout _layout;
    private readonly Chance _chance;

    internal FlatDevices(VirtualHome home, HomeLayout layout, Chance chance)
        : base("flat batteries of devices")
    {
        _home = home;
        _layout = layout;
        _chance = chance;
    }

    internal override void Begin() => _chance.Repeat(20 * Hour, 200 * Hour, RunDown);

    private void RunDown()
    {
        SimulatedDevice? device = _layout.AnyOf(
            one => one.IsAlive && !DeviceSkills.IsOnMains(one.Label.Kind) && one.BatteryPercent > FirstPercent);
        if (device != null)
        {
            Sink(device, FirstPercent);
        }
    }

    private void Sink(SimulatedDevice device, int percent)
    {
        if (!_chance.IsGoingOn)
        {
            device.BatteryPercent = 100;
            return;
        }

        if (percent > 0)
        {
            device.BatteryPercent = percent;
            int next = percent - (int)_chance.Random.Next(1, MostSink + 1);
            _home.World.After(_chance.Random.Next(Hour / 2, 8 * Hour), () => Sink(device, next));
            return;
        }

        Count++;
        _home.Trace.Note($"device {device.Label.DeviceId} has an empty battery");
        device.LosePower();
        _home.World.After(_chance.Random.Next(Hour / 2, 80 * Hour), () =>
        {
            device.BatteryPercent = 100;
            _layout.Revive(device);
        });
    }
}
