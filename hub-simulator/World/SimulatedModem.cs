// The mobile modem of a home, with the faults that modems have.
using System;
using System.Collections.Generic;
using System.Text;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>
/// Registers some seconds after its power comes or it is attached anew, when there is a network. It can hang: then it
/// answers nothing and carries nothing until its power is cycled. It outlives restarts of the hub.
/// </summary>
public sealed class SimulatedModem : IModem
{
    private const long StartMilliseconds = 12_000;
    private const long RegisterMilliseconds = 6_000;
    private const long AnswerMilliseconds = 40;
    private const long ShortMessageMilliseconds = 2_500;

    private readonly Agenda _agenda;
    private readonly List<ShortMessage> _sent = [];
    private bool _hasNetwork = true;
    private int _power;

    /// <summary>A modem with power and a network, registered.</summary>
    public SimulatedModem(Agenda agenda)
    {
        _agenda = agenda;
        Calls = new SimulatedVoice(agenda, this);
    }

    /// <summary>Called when it has begun or ceased to carry data.</summary>
    public Action? Changed { get; set; }

    /// <summary>Called when something has happened that the hub should look at.</summary>
    public Action? Woken { get; set; }

    /// <summary>Whether there is a mobile network where it stands.</summary>
    public bool HasNetwork
    {
        get => _hasNetwork;
        set
        {
            _hasNetwork = value;
            Network = NetworkState.Searching;
            if (value)
            {
                Register();
            }

            Changed?.Invoke();
        }
    }

    /// <summary>Whether it has hung.</summary>
    public bool IsHung { get; private set; }

    /// <summary>Whether the network refuses short messages.</summary>
    public bool AreShortMessagesRejected { get; set; }

    /// <summary>Whether it carries data.</summary>
    public bool IsOnline => !IsHung && HasNetwork && Network == NetworkState.Registered;

    /// <summary>What the network has taken.</summary>
    public IReadOnlyList<ShortMessage> Sent => _sent;

    /// <summary>Times it was attached anew.</summary>
    public int ReattachCount { get; private set; }

    /// <summary>Times its power was cycled.</summary>
    public int PowerCycleCount { get; private set; }

    /// <summary>Its calls.</summary>
    public SimulatedVoice Calls { get; }

    /// <inheritdoc/>
    public NetworkState Network { get; private set; } = NetworkState.Registered;

    /// <inheritdoc/>
    public RadioTechnology Technology { get; set; } = RadioTechnology.FourthGeneration;

    /// <inheritdoc/>
    public bool IsRoaming { get; set; }

    /// <inheritdoc/>
    public int NetworkCode { get; set; } = 240_001;

    /// <inheritdoc/>
    public int SignalDbm => IsOnline ? -91 : 0;

    /// <inheritdoc/>
    public long AnswerCount { get; private set; }

    /// <inheritdoc/>
    public IVoice Voice => Calls;

    /// <inheritdoc/>
    public ShortMessageState ShortMessage { get; private set; }

    /// <summary>Hangs: answers nothing and carries nothing. What it told last stays as it was.</summary>
    public void Hang()
    {
        IsHung = true;
        Calls.Lose();
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void RequestStatus()
    {
        int power = _power;
        if (!IsHung)
        {
            _agenda.After(AnswerMilliseconds, () => AnswerCount += power == _power && !IsHung ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    public void Reattach()
    {
        ReattachCount++;
        if (!IsHung)
        {
            Network = NetworkState.Searching;
            Changed?.Invoke();
            Register();
        }
    }

    /// <inheritdoc/>
    public void PowerCycle()
    {
        PowerCycleCount++;
        IsHung = false;
        Network = NetworkState.Unknown;
        ShortMessage = ShortMessageState.Idle;
        Calls.Lose();
        Changed?.Invoke();
        int power = ++_power;
        _agenda.After(StartMilliseconds, () =>
        {
            if (power == _power && !IsHung)
            {
                Network = NetworkState.Searching;
                Register();
            }
        });
    }

    /// <inheritdoc/>
    public bool SendShortMessage(string number, byte[] text, int count)
    {
        if (!IsOnline || ShortMessage == ShortMessageState.Sending)
        {
            return false;
        }

        string said = Encoding.ASCII.GetString(text, 0, count);
        int power = _power;
        ShortMessage = ShortMessageState.Sending;
        _agenda.After(ShortMessageMilliseconds, () =>
        {
            if (power != _power || IsHung)
            {
                return;
            }

            bool isTaken = IsOnline && !AreShortMessagesRejected;
            ShortMessage = isTaken ? ShortMessageState.Sent : ShortMessageState.Rejected;
            if (isTaken)
            {
                _sent.Add(new ShortMessage(_agenda.NowMilliseconds, number, said));
            }

            Woken?.Invoke();
        });
        return true;
    }

    private void Register()
    {
        int power = _power;
        _agenda.After(RegisterMilliseconds, () =>
        {
            if (power == _power && !IsHung && HasNetwork && Network == NetworkState.Searching)
            {
                Network = NetworkState.Registered;
                Changed?.Invoke();
                Woken?.Invoke();
            }
        });
    }
}
