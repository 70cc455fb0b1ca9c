// The hub's transceiver on the simulated air.
using System;
using Hub.Core.Ports;
using Hub.Protocols.Radio;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// Listens whenever the hub has power and does not send. What it hears takes a moment to come to the core, as over the
/// board's bus, and is lost when the power goes before.
/// </summary>
public sealed class HubTransceiver : IRadio
{
    private const int FirstMilliseconds = 2;
    private const int LastMilliseconds = 25;

    private readonly Agenda _agenda;
    private readonly SeededRandom _random;
    private readonly RadioFrame _sent = new();
    private bool _isPowered;
    private int _powered;

    /// <summary>A transceiver without power.</summary>
    public HubTransceiver(Agenda agenda, Air air, SeededRandom random, Spot spot)
    {
        _agenda = agenda;
        _random = random;
        Station = air.Add("hub", spot);
        Station.Received = Pass;
    }

    /// <summary>Its place and time on the air.</summary>
    public AirStation Station { get; }

    /// <summary>True makes it send nothing and say so.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Called when the core can have a frame, with its level in dBm.</summary>
    public Action<Transmission, int>? Received { get; set; }

    /// <summary>Called when an acknowledgement goes on the air: for which device, and for which of its counters.
    /// </summary>
    public Action<uint, uint>? Acknowledged { get; set; }

    /// <inheritdoc/>
    public bool IsWorking => _isPowered && !IsBroken;

    /// <inheritdoc/>
    public bool IsChannelBusy => Station.IsChannelBusy;

    /// <summary>Whether it has power.</summary>
    public bool IsPowered
    {
        get => _isPowered;
        set
        {
            _powered += value == _isPowered ? 0 : 1;
            _isPowered = value;
            if (value)
            {
                Station.ListenUntil(long.MaxValue);
            }
            else
            {
                Station.StopListening();
            }
        }
    }

    /// <inheritdoc/>
    public bool Send(byte[] frame, int offset, int count, long nowMilliseconds)
    {
        if (!IsPowered || IsBroken || Station.Send(frame.AsSpan(offset, count)) == null)
        {
            return false;
        }

        if (_sent.Take(frame, offset, count) && _sent.Kind == RadioFrameKind.Acknowledge)
        {
            Acknowledged?.Invoke(_sent.DeviceId, _sent.Counter);
        }

        return true;
    }

    private void Pass(Transmission heard, int signalDbm)
    {
        int powered = _powered;
        _agenda.After(_random.Next(FirstMilliseconds, LastMilliseconds + 1), () =>
        {
            if (powered == _powered)
            {
                Received?.Invoke(heard, signalDbm);
            }
        });
    }
}
