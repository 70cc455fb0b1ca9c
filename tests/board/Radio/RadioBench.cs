// A transceiver's adapter on its model chip, and a device with a chip of its own, in virtual time.
using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Device.Spi;
using Hub.Esp32S3;
using Hub.Esp32S3.Radio;
using Hub.Hardware;
using Hub.Protocols.Radio;
using Hub.Simulator.World;

namespace Board.Tests.Radio;

/// <summary>The loop of the hub as far as the radio sees it: polled when it asks for it and when it has news.</summary>
internal sealed class RadioBench : IUptime
{
    private readonly List<Station> _stations = [];
    private readonly GpioController _gpio = new();
    private long _turnAt;

    internal RadioBench(string kind = "SX1262")
    {
        BoardPins.Reset();
        SpiParts.Reset();
        Air = new ModelAir(World);
        Hub = Add(kind, new RadioPins());
    }

    internal VirtualWorld World { get; } = new(1_795_000_000_000);

    internal ModelAir Air { get; }

    internal Station Hub { get; }

    public long Milliseconds => World.NowMilliseconds;

    /// <summary>The hub's own loop; when there is one, it polls the hub's transceiver.</summary>
    internal HubLoop? Loop { get; set; }

    internal ModelSx1262 Chip => (ModelSx1262)Hub.Chip;

    internal GpioPin Line => BoardPins.Get(PinMap.RadioInterrupt);

    /// <summary>A second transceiver, on pins that the board does not use for one.</summary>
    internal Station AddDevice(string kind) => Add(kind, new RadioPins
    {
        Select = PinMap.MemorySelect,
        Busy = 100,
        Interrupt = 101,
        Reset = 102,
    });

    internal void Run(int milliseconds, Action? each = null)
    {
        for (int i = 0; i < milliseconds; i++)
        {
            World.RunUntil(World.NowMilliseconds + 1);
            foreach (Station station in _stations)
            {
                if (station != Hub || Loop == null)
                {
                    station.Turn(World.NowMilliseconds);
                }
            }

            TurnLoop();

            each?.Invoke();
        }
    }

    /// <summary>Runs until the hub's transceiver receives, at most two minutes.</summary>
    internal int Start()
    {
        int waited = 0;
        while (Hub.Radio.State != RadioState.Receiving && waited < 120_000)
        {
            Run(1);
            waited++;
        }

        Assert.Equal(RadioState.Receiving, Hub.Radio.State);
        return waited;
    }

    /// <summary>Puts a frame on the air as somebody else's transmitter would; it is there for as long as it takes.
    /// </summary>
    internal void SendFromAir(byte[] frame, double offHertz = 0, int level = -80, Func<byte[], byte[]>? change = null)
    {
        byte[] whitened = [.. frame];
        new FrameWhitening().Apply(whitened, 0, whitened.Length);
        byte[] bytes = ModelPacket.Build(4, 0x35693569, whitened, 0x8005, 0xFFFF);
        bytes = change == null ? bytes : change(bytes);
        Air.Send(null, new AirFrame(bytes, 869_225_000 + offHertz, 4_800, 9_600, level));
    }

    private void TurnLoop()
    {
        bool isWoken = Hub.Signal.Wait(0);
        if (Loop != null && (isWoken || World.NowMilliseconds >= _turnAt))
        {
            _turnAt = World.NowMilliseconds + Loop.Turn(isWoken);
            Assert.Equal(0, Loop.PartFailureCount + Loop.TurnFailureCount);
        }
    }

    private Station Add(string kind, RadioPins pins)
    {
        LoopSignal signal = new();
        bool isSemtech = kind == "SX1262";
        SpiRadio radio = isSemtech
            ? new Sx1262Radio(_gpio, pins, this, signal) : new Cc1101Radio(_gpio, pins, this, signal);
        ModelChip chip = isSemtech ? new ModelSx1262(World, Air, pins) : new ModelCc1101(World, Air, pins);
        Station station = new(radio, chip, signal);
        _stations.Add(station);
        return station;
    }

    /// <summary>An adapter, its chip, and what it has received.</summary>
    internal sealed class Station
    {
        private readonly LoopSignal _signal;
        private long _pollAt;

        internal Station(SpiRadio radio, ModelChip chip, LoopSignal signal)
        {
            Radio = radio;
            Chip = chip;
            _signal = signal;
            radio.Received = (frame, offset, count, signalDbm, now) =>
            {
                Received.Add((frame.AsSpan(offset, count).ToArray(), signalDbm, now));
                return IsTaking;
            };
        }

        internal SpiRadio Radio { get; }

        internal LoopSignal Signal => _signal;

        internal ModelChip Chip { get; }

        internal List<(byte[] Frame, int SignalDbm, long At)> Received { get; } = [];

        internal bool IsTaking { get; set; } = true;

        /// <summary>Polls taken, and the time that the adapter asked for last.</summary>
        internal int PollCount { get; private set; }

        internal void Turn(long now)
        {
            if (_signal.Wait(0) || now >= _pollAt)
            {
                PollCount++;
                _pollAt = Radio.Poll(now);
                Assert.True(_pollAt > now || Radio.State is RadioState.Waiting, "polls without end");
            }
        }
    }
}
