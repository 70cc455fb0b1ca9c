// A board at the bench: blank until it is provisioned over its serial console, then a hub in real time.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Provisioning;
using Hub.Protocols.Bench;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>
/// The very code of the board around a pseudo-terminal, with its flash in files of a directory, on a thread of its own.
/// Power and plug can be pulled from any thread. It connects to the receivers of its identity: over TLS trusting the
/// identity's authority, or over plain TCP where it names none. Client certificates are not used, and it has no radio.
/// </summary>
public sealed class BenchBoard : IDisposable
{
    /// <summary>How long the board takes from power or restart to its first step, in ms.</summary>
    public const int BootMilliseconds = 300;

    private const int IdentitySectors = 6;
    private const int JournalSectors = 4;
    private const int SectorBytes = 4096;

    // The network's threads wake nobody here: they are looked at this often.
    private const int LongestWaitMilliseconds = 20;

    private readonly string _directory;
    private readonly EndPoint? _server;
    private readonly Action<string> _say;
    private readonly RealClock _clock;
    private readonly PseudoTerminal _terminal = new();
    private readonly SimulatedPanel _panel;
    private readonly SeededRandom _random = new((ulong)Random.Shared.NextInt64());
    private readonly List<TcpBearer> _bearers = [];
    private readonly Lock _lock = new();
    private readonly Thread _thread;
    private SimFlash? _identityFlash;
    private ServicedBoard? _board;
    private SimulatedBoard? _chip;
    private HubCore? _core;
    private long _bootAt = long.MaxValue;
    private BootReason _bootReason;
    private long _cutAfter = long.MaxValue;
    private bool _isDisposed;

    /// <summary>A board that is plugged in and has no power yet.</summary>
    /// <param name="stateDirectory">Where the flash is kept; made when it is not there.</param>
    /// <param name="server">Where to connect instead of to the identity's receivers, over plain TCP; null for them.
    /// </param>
    /// <param name="time">The time.</param>
    /// <param name="say">Told what happens, from the board's thread.</param>
    /// <exception cref="IOException">The directory or a pseudo-terminal cannot be had.</exception>
    public BenchBoard(string stateDirectory, EndPoint? server, TimeProvider time, Action<string> say)
    {
        _directory = stateDirectory;
        _server = server;
        _say = say;
        _clock = new RealClock(time);
        _panel = new SimulatedPanel(_clock);
        Directory.CreateDirectory(stateDirectory);
        _terminal.Plug();
        _thread = new Thread(Live) { IsBackground = true, Name = "bench board" };
        _thread.Start();
    }

    /// <summary>The pseudo-terminal to open; empty while it is unplugged. Another one after each plugging in.</summary>
    public string ConsolePath => _terminal.Path;

    /// <summary>The hub's network.</summary>
    public NetworkSwitch Network { get; } = new();

    /// <summary>Whether the board has power.</summary>
    public bool IsPowered { get; private set; }

    /// <summary>How often the board has started.</summary>
    public int StartCount { get; private set; }

    /// <summary>The identity's hub id; null while there is none or no power.</summary>
    public string? HubId
    {
        get
        {
            lock (_lock)
            {
                return _board?.Store.Identity?.HubId;
            }
        }
    }

    /// <summary>What a lamp shows.</summary>
    public LampColour Colour(Lamp lamp) => _panel.Colour(lamp);

    /// <summary>Gives or takes all power. What is in flash stays.</summary>
    public void SetPower(bool isOn)
    {
        lock (_lock)
        {
            if (isOn == IsPowered)
            {
                return;
            }

            if (isOn)
            {
                IsPowered = true;
                _panel.IsPowered = true;
                PlanStart(BootReason.PowerOn);
            }
            else
            {
                SwitchOff();
            }

            _say(isOn ? "power on" : "power off");
        }
    }

    /// <summary>Pulls the serial console's plug or puts it in again.</summary>
    public void SetPlug(bool isIn)
    {
        lock (_lock)
        {
            if (isIn)
            {
                _terminal.Plug();
            }
            else
            {
                _terminal.Unplug();
            }

            _say(isIn ? "plugged in as " + _terminal.Path : "unplugged");
        }
    }

    /// <summary>Takes the power away when so many more bytes of the identity's flash have changed; a program or an
    /// erasure under way is left torn.</summary>
    public void CutPowerAfter(long changedBytes)
    {
        lock (_lock)
        {
            _cutAfter = changedBytes;
            _identityFlash?.CutAfter(changedBytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            SwitchOff();
        }

        _thread.Join();
        _terminal.Dispose();
    }

    private void Live()
    {
        while (true)
        {
            long next;
            lock (_lock)
            {
                if (_isDisposed)
                {
                    return;
                }

                next = Step();
            }

            long wait = Math.Clamp(next - _clock.NowMilliseconds, 1, LongestWaitMilliseconds);
            _terminal.Wait((int)wait);
        }
    }

    private long Step()
    {
        long now = _clock.NowMilliseconds;
        if (now >= _bootAt)
        {
            Start();
        }

        if (_board == null)
        {
            return long.MaxValue;
        }

        long next = _board.Step(now);
        if (_identityFlash!.IsCut)
        {
            SwitchOff();
            _say("power cut within the identity's flash");
        }
        else if (_chip!.IsRestartRequested)
        {
            _say($"restarts: {_chip.RequestedReason}");
            Stop();
            PlanStart(_chip.RequestedReason);
        }

        return next;
    }

    private void PlanStart(BootReason reason)
    {
        _bootReason = reason;
        _bootAt = _clock.NowMilliseconds + BootMilliseconds;
        _terminal.IsPowered = true;
    }

    private void SwitchOff()
    {
        Stop();
        IsPowered = false;
        _bootAt = long.MaxValue;
        _cutAfter = long.MaxValue;
        _panel.IsPowered = false;
        _terminal.IsPowered = false;
    }

    private void Stop()
    {
        _board = null;
        _core = null;
        foreach (TcpBearer bearer in _bearers)
        {
            bearer.Abandon();
            bearer.Dispose();
        }

        _bearers.Clear();
    }

    private void Start()
    {
        _bootAt = long.MaxValue;
        StartCount++;
        _identityFlash = new SimFlash(IdentitySectors, SectorBytes, _random.Fork());
        FlashFile identity = new(_identityFlash, Path.Combine(_directory, "identity.flash"));
        FlashFile journal = new(
            new SimFlash(JournalSectors, SectorBytes, _random.Fork()), Path.Combine(_directory, "journal.flash"));
        _identityFlash.CutAfter(_cutAfter);

        // What the firmware still says in its last step is not heard.
        _identityFlash.PowerLost = () => _terminal.IsPowered = false;
        _chip = new SimulatedBoard(_clock, _bootReason);
        _board = new ServicedBoard(new ServicePorts
        {
            Line = _terminal,
            IdentityFlash = identity,
            HomeFlashes = [journal],
            Panel = _panel,
            Watchdog = _chip,
            Random = _random,
            Restart = _chip,
            Board = new BoardFacts { BoardId = BoardId(), Model = "simulator", Firmware = "0.1.0-simulated" },
        });
        if (_board.Start() && _board.Store.Identity is { } found)
        {
            _core = MakeHub(found, journal);
            _board.Attach(_core);
            _say($"hub {found.HubId} starts");
        }
        else
        {
            _say(_board.Store.IsSettled ? "starts blank" : "starts without knowing whose hub it is");
        }
    }

    private HubCore MakeHub(HubIdentity identity, FlashFile journal)
    {
        HubSettings settings = new()
        {
            FirmwareVersion = "0.1.0-simulated",
            Link = new LinkSettings { ReconnectSpreadSeconds = 0 },
        };
        IdentitySettings.Apply(identity, settings);
        UplinkPath[] paths = new UplinkPath[identity.Receivers.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            TcpBearer bearer = MakeBearer(identity.Receivers[i]);
            _bearers.Add(bearer);
            paths[i] = new UplinkPath(i, new MqttUplink(settings, bearer));
        }

        return new HubCore(settings, new HubPorts
        {
            Flash = journal,
            Paths = paths,
            Panel = _panel,
            Power = new SimulatedPower(_clock),
            Random = _random,
            Watchdog = _chip,
            Restart = _chip,
            Triggers = new BridgedTriggers(_clock, 0),
        });
    }

    private TcpBearer MakeBearer(IdentityReceiver receiver)
    {
        EndPoint place = IPAddress.TryParse(receiver.Host, out IPAddress? address)
            ? new IPEndPoint(address, receiver.Port)
            : new DnsEndPoint(receiver.Host, receiver.Port, AddressFamily.Unspecified);
        bool isTls = _server == null && receiver.Authority.Length > 0;
        return new TcpBearer(
            _server ?? place, isTls ? new TlsTrust(receiver.Host, Roots(receiver)) : null, Network, () => { });
    }

    // What is no certificate is trusted by nobody: the connection fails, and status tells it.
    private X509Certificate2Collection Roots(IdentityReceiver receiver)
    {
        try
        {
            return [X509CertificateLoader.LoadCertificate(receiver.Authority)];
        }
        catch (CryptographicException)
        {
            _say($"the authority of receiver {receiver.Host} is no certificate");
            return [];
        }
    }

    // The chip's id: the same at each start of the same board.
    private string BoardId()
    {
        string path = Path.Combine(_directory, "board-id");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        }

        return File.ReadAllText(path).Trim();
    }
}
