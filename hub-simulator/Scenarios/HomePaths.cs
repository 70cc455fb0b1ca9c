// The ways out of a home: two receivers, each over a fixed line and over the modem, and what is wrong with them.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// A path carries something while the network, its bearer and its receiver all do. The receivers are two addresses of
/// one fleet manager: what one holds the other holds too. Of a path that dies the hub learns within 80 s.
/// </summary>
public sealed class HomePaths : IReceivers
{
    /// <summary>How many receivers there are.</summary>
    public const int Receivers = 2;

    private const long FixedLatencyMilliseconds = 15;
    private const long MobileLatencyMilliseconds = 60;

    private static readonly BearerKind[] Bearers = [BearerKind.Fixed, BearerKind.Lte];

    private readonly VirtualWorld _world;
    private readonly SimulatedLink _network;
    private readonly ScriptedFleet _fleet;
    private readonly SeededRandom _random;
    private readonly Action _wake;
    private readonly Action _settle;
    private readonly SimulatedLink[] _links = new SimulatedLink[Receivers * Bearers.Length];
    private readonly ScriptedUplink?[] _uplinks = new ScriptedUplink?[Receivers * Bearers.Length];
    private readonly ScriptedReceiver[] _receivers = new ScriptedReceiver[Receivers];
    private readonly bool[] _isReceiverDead = new bool[Receivers];
    private readonly bool[] _isAddressWrong = new bool[Receivers];
    private SimulatedHome? _home;
    private bool _isFixedCut;
    private bool _isMobileDataCut;

    internal HomePaths(
        VirtualWorld world, SimulatedLink network, ScriptedFleet fleet, SeededRandom random, Action wake,
        Action settle)
    {
        _world = world;
        _network = network;
        _fleet = fleet;
        _random = random;
        _wake = wake;
        _settle = settle;
        for (int i = 0; i < _links.Length; i++)
        {
            bool isFixed = Bearers[i % Bearers.Length] == BearerKind.Fixed;
            _links[i] = new SimulatedLink
            {
                LatencyMilliseconds = isFixed ? FixedLatencyMilliseconds : MobileLatencyMilliseconds,
            };
        }

        for (int i = 0; i < Receivers; i++)
        {
            _receivers[i] = new ScriptedReceiver();
        }

        _network.Changed = Apply;
    }

    /// <inheritdoc/>
    public int Count => Receivers;

    /// <summary>Where the fleet manager answers, under either of its names.</summary>
    public static IReadOnlyList<ReceiverAddress> Addresses { get; } =
        [new("primary.example", 8883), new("reserve.example", 8883)];

    /// <summary>Other names under which it answers too.</summary>
    public static IReadOnlyList<ReceiverAddress> OtherAddresses { get; } =
        [new("second.example", 8883), new("third.example", 8883)];

    /// <inheritdoc/>
    /// <remarks>Nobody answers where no fleet manager is.</remarks>
    public void Use(int receiver, string host, int port)
    {
        var told = new ReceiverAddress(host, port);
        _isAddressWrong[receiver] = !Addresses.Concat(OtherAddresses).Any(known => known.IsSameAs(told));
        Apply();
    }

    /// <summary>Whether every session that the hub believes in can carry something.</summary>
    public bool AreSessionsSound
    {
        get
        {
            for (int i = 0; i < _uplinks.Length; i++)
            {
                if (_uplinks[i] is { State: UplinkState.Ready } && !_links[i].IsUp)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The fixed line is cut, or data over the mobile network is (calls and short messages then are not), or
    /// it is there again.</summary>
    public void SetBearer(BearerKind bearer, bool isUp)
    {
        _isFixedCut = bearer == BearerKind.Fixed ? !isUp : _isFixedCut;
        _isMobileDataCut = bearer == BearerKind.Lte ? !isUp : _isMobileDataCut;
        Apply();
    }

    /// <summary>A receiver cannot be reached over any bearer, or can again.</summary>
    public void SetReachable(int receiver, bool isReachable)
    {
        _isReceiverDead[receiver] = !isReachable;
        Apply();
    }

    /// <summary>A receiver takes messages and holds no alarm, or holds them again.</summary>
    public void SetHolding(int receiver, bool isHolding) => _receivers[receiver].IsHoldingNothing = !isHolding;

    /// <summary>Everything works again.</summary>
    public void Mend()
    {
        _isFixedCut = false;
        _isMobileDataCut = false;
        for (int i = 0; i < Receivers; i++)
        {
            _isReceiverDead[i] = false;
            _receivers[i].IsHoldingNothing = false;
        }

        Apply();
    }

    internal void Attach(SimulatedHome home)
    {
        _home = home;
        home.Modem!.Changed = Apply;
        home.Modem.Woken = _wake;
        home.Loads.SecondBearerSwitched = Apply;
    }

    internal IReadOnlyList<UplinkPath> Make()
    {
        UplinkPath[] paths = new UplinkPath[_links.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            int receiver = i / Bearers.Length;
            ScriptedUplink uplink = new(_world, _links[i], _fleet, _random.Fork(), _wake)
            {
                Bearer = Bearers[i % Bearers.Length],
                Receiver = _receivers[receiver],
            };
            _uplinks[i] = uplink;
            paths[i] = new UplinkPath(receiver, uplink);
        }

        return paths;
    }

    private void Apply()
    {
        bool isFixedUp = !_isFixedCut && _home is not { Loads.IsSecondBearerOn: false };
        bool isMobileUp = !_isMobileDataCut && _home is not { Modem.IsOnline: false };
        for (int i = 0; i < _links.Length; i++)
        {
            bool isBearerUp = Bearers[i % Bearers.Length] == BearerKind.Fixed ? isFixedUp : isMobileUp;
            Put(i, _network.IsUp && isBearerUp && !_isReceiverDead[i / Bearers.Length]
                && !_isAddressWrong[i / Bearers.Length]);
        }
    }

    private void Put(int path, bool isUp)
    {
        SimulatedLink link = _links[path];
        if (link.IsUp == isUp)
        {
            return;
        }

        link.IsUp = isUp;
        if (isUp)
        {
            _settle();
            return;
        }

        long noticedAfter = _random.Next(0, ScriptedUplink.LongestUnnoticedMilliseconds);
        _uplinks[path]?.NoticeCutAfter(noticedAfter);
    }
}
