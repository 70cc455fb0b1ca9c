// What the service console tells a technician about the hub.
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Bench;

namespace Hub.Provisioning;

/// <content>The verb status.</content>
public sealed partial class ServiceConsole
{
    private void Status(int arguments, long now)
    {
        if (!Expects(arguments == 0))
        {
            return;
        }

        Agree();
        WriteState(_answer);
        if (_core != null)
        {
            WriteHub(_core.Status, now);
        }
    }

    private void WriteHub(HubStatus hub, long now)
    {
        bool isConnected = hub.Session.IsReady;
        LinkPath? path = hub.Link.Paths.Active;
        _answer.Value(BenchKeys.Link, isConnected ? BenchStates.Connected : BenchStates.None);
        if (path == null)
        {
            _answer.Value(BenchKeys.Path, "");
        }
        else
        {
            _answer.Value(BenchKeys.Path, path.Index);
        }

        _answer.Value(BenchKeys.Bearer, (int)hub.Session.Bearer);
        _answer.Value(BenchKeys.Signal, hub.Session.SignalDbm);
        _answer.Value(BenchKeys.Lamps, LampLetters(hub));
        _answer.Value(BenchKeys.Pending, hub.Memory.Alarms.Count);
        _answer.Value(BenchKeys.Battery, hub.Power.BatteryPercent);
        _answer.Value(BenchKeys.Power, (int)hub.Power.Source);
        long provenAt = hub.Heartbeats.ProvenAtMilliseconds;
        if (provenAt == long.MinValue)
        {
            _answer.Value(BenchKeys.Heartbeat, "");
        }
        else
        {
            _answer.Value(BenchKeys.Heartbeat, (now - provenAt) / 1000);
        }
    }

    private static string LampLetters(HubStatus hub)
    {
        char[] letters = new char[5];
        for (int i = 0; i < letters.Length; i++)
        {
            switch (hub.Lamps.Colour((Lamp)i))
            {
                case LampColour.White: letters[i] = 'W'; break;
                case LampColour.Orange: letters[i] = 'O'; break;
                case LampColour.Red: letters[i] = 'R'; break;
                case LampColour.Blue: letters[i] = 'B'; break;
                case LampColour.WhiteBlinking: letters[i] = 'w'; break;
                case LampColour.Green: letters[i] = 'G'; break;
                case LampColour.OrangeBlinking: letters[i] = 'o'; break;
                default: letters[i] = '-'; break;
            }
        }

        return new string(letters);
    }
}
