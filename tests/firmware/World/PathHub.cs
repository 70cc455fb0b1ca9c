// A hub with two receivers over two bearers each, and a modem.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.World;

internal sealed class PathHub
{
    internal const int PrimaryFixed = 0;
    internal const int PrimaryLte = 1;
    internal const int ReserveFixed = 2;
    internal const int ReserveLte = 3;

    internal PathHub(Action<HubSettings>? change = null, int paths = 4)
    {
        Uplinks = [.. Enumerable.Range(0, paths).Select(i => new FakeUplink
        {
            Bearer = i % 2 == 0 ? BearerKind.Fixed : BearerKind.Lte,
        })];
        Hub = new TestHub(
            settings =>
            {
                settings.Link.ShortMessageNumbers = ["+46700000001", "+46700000002"];
                change?.Invoke(settings);
            },
            ports: ports =>
            {
                ports.Uplink = null;
                ports.Paths = [.. Uplinks.Select((uplink, i) => new UplinkPath(i / 2, uplink))];
                ports.Modem = Modem;
                ports.Audio = Audio;
            });
    }

    internal TestHub Hub { get; }

    internal FakeUplink[] Uplinks { get; }

    internal TestModem Modem { get; } = new();

    internal SoundRecorder Audio { get; } = new();

    internal LinkStatus Link => Hub.Status.Link;

    /// <summary>The path that carries the session, -1 when there is none.</summary>
    internal int ActivePath => Hub.Status.Session.IsReady ? Link.Paths.Active!.Index : -1;

    internal IEnumerable<Published> Published => Uplinks.SelectMany(u => u.Published);

    internal List<int> EventCodes =>
        [.. Published.Where(p => p.Kind == MessageKind.Event).OrderBy(p => p.AtMilliseconds)
            .Select(p => p.Event.StatusCode)];

    /// <summary>When the alarm first arrived over a path that holds it; long.MaxValue when never.</summary>
    internal long HeldAt(int path) => Uplinks[path].Of(MessageKind.Alarm)
        .Where(p => p.Alarm.Kind == AlarmKind.Person).Select(p => p.AtMilliseconds).DefaultIfEmpty(long.MaxValue)
        .Min();

    /// <summary>A bearer is cut: nothing more is answered over it, and no session can be made.</summary>
    internal void CutBearer(bool isLte)
    {
        foreach (FakeUplink uplink in Uplinks.Where(u => (u.Bearer == BearerKind.Lte) == isLte))
        {
            Cut(uplink);
        }
    }

    /// <summary>A receiver is gone: the same over every bearer.</summary>
    internal void KillReceiver(int receiver)
    {
        for (int i = receiver * 2; i < Math.Min(receiver * 2 + 2, Uplinks.Length); i++)
        {
            Cut(Uplinks[i]);
        }
    }

    internal void RestoreAll()
    {
        foreach (FakeUplink uplink in Uplinks)
        {
            uplink.IsReachable = true;
            uplink.IsHanging = false;
            uplink.Answers = true;
            uplink.HoldsAlarms = true;
        }
    }

    private static void Cut(FakeUplink uplink)
    {
        uplink.IsHanging = true;
        uplink.Answers = false;
        uplink.HoldsAlarms = false;
    }
}
