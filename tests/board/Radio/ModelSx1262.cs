// The SX1262 at the level of its commands: modes, BUSY, events, data buffer, registers.
using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Linq;
using Hub.Esp32S3.Radio;
using Hub.Simulator.World;

namespace Board.Tests.Radio;

/// <summary>Answers as the data sheet says; what it says nothing about is counted as a violation.</summary>
internal sealed partial class ModelSx1262 : ModelChip
{
    private const int StandbyRc = 2;
    private const int StandbyXosc = 3;
    private const int Receiving = 5;
    private const int Transmitting = 6;
    private const int TxDone = 0x001;
    private const int RxDone = 0x002;
    private const int CrcError = 0x040;
    private const int Timeout = 0x200;

    private readonly Dictionary<int, byte> _registers = [];
    private readonly Dictionary<int, byte[]> _set = [];
    private readonly byte[] _buffer = new byte[256];
    private int _mode;
    private int _events;
    private int _errors;
    private int _life;
    private int _writeAt;
    private int _packetStatus;
    private int _packetLevel;
    private int _packetLength;
    private int _packetAt;
    private bool _isBusy;

    internal ModelSx1262(VirtualWorld world, ModelAir air, RadioPins pins)
        : base(world, air, pins)
    {
        PowerUp();
        BoardPins.Get(pins.Reset).Changed = Reset;
    }

    internal override bool IsListening => _mode == Receiving;

    /// <summary>BUSY stays high for ever.</summary>
    internal bool IsHung { get; set; }

    /// <summary>An error that it reports.</summary>
    internal int TellsErrors { get; set; }

    /// <summary>The length that it tells of the next packets, instead of the right one.</summary>
    internal int? ToldLength { get; set; }

    /// <summary>How often it was reset by its line.</summary>
    internal int ResetCount { get; private set; }

    /// <summary>A register falls back to 0.</summary>
    internal void Forget(int address) => _registers[address] = 0;

    internal override void BrownOut()
    {
        PowerUp();
        DriveInterrupt(false);
    }

    internal override void Hear(AirFrame frame)
    {
        byte[] packet = _set[0x8C];
        byte[] modulation = _set[0x8B];
        double width = modulation[4] switch { 0x14 => 46_900, 0x1C => 39_000, _ => 0 };
        double off = Math.Abs(frame.CarrierHertz - Carrier);
        int at = ModelPacket.Find(frame.Bytes, Sync);
        if (2 * (off + frame.DeviationHertz + (frame.BitsPerSecond / 2)) > width || at < 0
            || Math.Abs((frame.BitsPerSecond / Rate) - 1) > 0.01 || frame.Bytes[at] > packet[6])
        {
            return;
        }

        _packetLength = frame.Bytes[at];
        _packetAt = _writeAt;
        for (int i = 0; i < _packetLength && at + 1 + i < frame.Bytes.Length; i++)
        {
            _buffer[(_packetAt + i) & 0xFF] = frame.Bytes[at + 1 + i];
        }

        _writeAt = (_packetAt + _packetLength) & 0xFF;
        bool isWhole = ModelPacket.IsWhole(frame.Bytes, at, Register16(0x06BE), Register16(0x06BC));
        _packetStatus = isWhole ? 0x02 : 0x12;
        _packetLevel = -2 * frame.LevelDbm;
        Raise(RxDone | (isWhole ? 0 : CrcError));
    }

    private double Carrier => Number(_set[0x86], 0, 4) * 32e6 / (1 << 25);

    private double Rate => 32 * 32e6 / Number(_set[0x8B], 0, 3);

    private double Deviation => Number(_set[0x8B], 5, 3) * 32e6 / (1 << 25);

    private uint Sync => (uint)((Register16(0x06C0) << 16) | Register16(0x06C2));

    private static long Number(byte[] bytes, int at, int count) =>
        bytes.Skip(at).Take(count).Aggregate(0L, (sum, value) => (sum << 8) | value);

    private int Register16(int address) =>
        (_registers.GetValueOrDefault(address) << 8) | _registers.GetValueOrDefault(address + 1);

    private void PowerUp()
    {
        Air.Cut(this);
        _life++;
        _set.Clear();
        _registers.Clear();
        byte[] factory = [0x97, 0x23, 0x52, 0x25, 0x56, 0x53, 0x65, 0x64];
        for (int i = 0; i < factory.Length; i++)
        {
            _registers[0x06C0 + i] = factory[i];
        }

        // The crystal did not start: there is a TCXO that nobody feeds yet.
        _errors = 0x20;
        _mode = StandbyRc;
        _events = 0;
        _writeAt = 0;
        _isBusy = false;
        DriveBusy(IsHung);
    }

    private void Reset()
    {
        if (!BoardPins.Get(Pins.Reset).Level)
        {
            ResetCount++;
            PowerUp();
            Show();
        }
    }

    private void Busy(int milliseconds)
    {
        int life = _life;
        _isBusy = true;
        DriveBusy(true);
        World.After(milliseconds, () =>
        {
            if (life == _life)
            {
                _isBusy = false;
                DriveBusy(IsHung);
            }
        });
    }

    private void Raise(int events)
    {
        _events |= events & (int)Number(_set.GetValueOrDefault(0x08, new byte[8]), 0, 2);
        Show();
    }

    private void Show() =>
        DriveInterrupt((_events & (int)Number(_set.GetValueOrDefault(0x08, new byte[8]), 2, 2)) != 0);

    private void Send()
    {
        int life = ++_life;
        byte[] packet = _set[0x8C];
        if (_mode != StandbyXosc || packet[7] != 2 || packet[8] != 0 || packet[5] != 1 || packet[3] != 32)
        {
            ViolationCount++;
        }

        int at = _set[0x8F][0];
        byte[] payload = [.. Enumerable.Range(0, packet[6]).Select(i => _buffer[(at + i) & 0xFF])];
        byte[] bytes = ModelPacket.Build(
            (packet[0] << 8 | packet[1]) / 8, Sync, payload, Register16(0x06BE), Register16(0x06BC));
        _mode = Transmitting;
        bool isAsked = _set[0x95].SequenceEqual((byte[])[2, 2, 0, 1]) && _set[0x8E][0] == 22;
        AirFrame frame = new(bytes, Carrier, Deviation, Rate, isAsked ? -86 : -200);
        Air.Send(this, frame, () => EndSending(life, TxDone));
        int limit = (int)(Number(_set[0x83], 0, 3) / 64);
        if (limit > 0)
        {
            World.After(limit, () => EndSending(life, Timeout));
        }
    }

    private void EndSending(int life, int happened)
    {
        if (life == _life && _mode == Transmitting && !NeverEndsSending)
        {
            _life++;
            _mode = _set.GetValueOrDefault(0x93, [0x20])[0] == 0x30 ? StandbyXosc : StandbyRc;
            Raise(happened);
        }
    }
}
