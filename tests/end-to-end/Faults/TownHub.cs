// One hub of a town: the real core with simulated flash and radio and a real connection.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using EndToEnd.Tests.Processes;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Faults;

/// <summary>Used by the town's thread only, but for the members that say otherwise.</summary>
internal sealed class TownHub : IDisposable
{
    private const int FlashSectors = 4;
    private const int FlashSectorBytes = 4096;
    private const int DeviceSectors = 2;

    private readonly TcpBearer _bearer;
    private readonly List<Press> _presses = [];
    private int _isWoken;

    public TownHub(HubSignIn signIn, int port, IWorldClock clock, ulong seed, Action<TownHub> wake)
    {
        SignIn = signIn;
        _bearer = new TcpBearer(
            new IPEndPoint(IPAddress.Loopback, port), tls: null, new NetworkSwitch(), () => wake(this));
        SeededRandom random = new(seed);
        Flash = new SimFlash(FlashSectors, FlashSectorBytes, random.Fork()) { Tearing = Tearing.Scattered };
        Home = new SimulatedHome(new HomeSetup
        {
            Clock = clock,
            Random = random,
            Flash = Flash,
            DeviceFlash = new SimFlash(DeviceSectors, Limits.MinDeviceSectorBytes, random.Fork()),
            MakeUplink = MakeUplink,
            Settings = new HubSettings
            {
                HubId = signIn.HubId,
                Password = signIn.Password,
                FirmwareVersion = "0.1.0-test",
                HardwareModel = "simulator",
                Link = new LinkSettings { ReconnectSpreadSeconds = 5 },
            },
        });
    }

    public HubSignIn SignIn { get; }

    public SimFlash Flash { get; }

    public SimulatedHome Home { get; }

    /// <summary>May be read from any thread.</summary>
    public AlarmWitness Witness { get; } = new();

    /// <summary>Presses that the hub has acknowledged to their triggers: from then on they may not be lost.</summary>
    public IReadOnlyList<Press> Accepted => _presses.Where(p => p.IsAccepted).ToArray();

    /// <summary>Presses whose triggers are still trying.</summary>
    public int WaitingCount => _presses.Count(p => !p.IsAccepted && !p.IsGivenUp);

    /// <summary>Marks the hub as waiting for the town's thread; from any thread.</summary>
    /// <returns>False when it was marked already.</returns>
    public bool TryMarkWoken() => Interlocked.Exchange(ref _isWoken, 1) == 0;

    public void ClearWoken() => Volatile.Write(ref _isWoken, 0);

    public void Push(uint triggerId) => _presses.Add(Home.Bridge.Push(triggerId));

    /// <summary>Takes the power at once; the server hears nothing of it.</summary>
    public void CutPower()
    {
        Home.SwitchOff();
        _bearer.Abandon();
    }

    /// <summary>Gives the power back, with no cut planned.</summary>
    public void RestorePower()
    {
        Flash.RestorePower();
        Home.SwitchOn();
    }

    public void Dispose() => _bearer.Dispose();

    private WitnessedUplink MakeUplink(HubSettings settings)
    {
        _bearer.Abandon();
        return new WitnessedUplink(new MqttUplink(settings, _bearer), Witness);
    }
}
