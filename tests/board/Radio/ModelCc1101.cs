// The CC1101 at the level of its registers, strobes, FIFOs and two lines.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Esp32S3.Radio;
using Hub.Protocols.Radio;
using Hub.Simulator.World;

namespace Board.Tests.Radio;

/// <summary>Answers as the data sheet says; what it says nothing about is counted as a violation.</summary>
internal sealed class ModelCc1101 : ModelChip
{
    private const int Idle = 0;
    private const int Receiving = 1;
    private const int Transmitting = 2;
    private const int Overflow = 6;
    private const int Underflow = 7;
    private const double Crystal = 26e6;

    private readonly byte[] _registers = new byte[0x2F];
    private readonly List<byte> _received = [];
    private readonly List<byte> _toSend = [];
    private int _state;
    private int _life;
    private byte _power;

    internal ModelCc1101(VirtualWorld world, ModelAir air, RadioPins pins)
        : base(world, air, pins)
    {
        PowerUp();
    }

    internal override bool IsListening => _state == Receiving;

    /// <summary>The synthesiser finds no lock.</summary>
    internal bool IsUnlocked { get; set; }

    internal int ResetCount { get; private set; }

    internal byte[] Registers => _registers;

    internal override void BrownOut()
    {
        PowerUp();

        // Before it is set, GDO0 gives out a clock.
        DriveInterrupt(true);
        DriveInterrupt(false);
        DriveBusy(false);
    }

    /// <summary>The FIFO has run over.</summary>
    internal void Overrun()
    {
        _state = Overflow;
        _received.Clear();
        _received.AddRange(new byte[64]);
    }

    internal override void HearSync(AirFrame frame) => DriveBusy(Suits(frame));

    internal override void Lose() => DriveBusy(false);

    internal override void Hear(AirFrame frame)
    {
        DriveBusy(false);
        int at = ModelPacket.Find(frame.Bytes, Sync);
        if (!Suits(frame))
        {
            return;
        }

        _state = Idle;
        int length = frame.Bytes[at];
        if (length > _registers[0x06])
        {
            return;
        }

        // PKTCTRL0: variable length, CRC, no whitening; PKTCTRL1: level and CRC behind the frame.
        ViolationCount += _registers[0x08] == 0x05 && _registers[0x07] == 0x04 ? 0 : 1;
        bool isWhole = ModelPacket.IsWhole(frame.Bytes, at, 0x8005, 0xFFFF);

        // A length that is wrong makes it take in noise.
        _received.AddRange(frame.Bytes.Skip(at).Concat(new byte[RadioLimits.MaxFrameBytes]).Take(length + 1));
        _received.Add((byte)(2 * (frame.LevelDbm + 74)));
        _received.Add((byte)(isWhole ? 0x80 : 0x00));
        DriveInterrupt(_registers[0x02] == 0x01);
    }

    private double Carrier => ((_registers[0x0D] << 16) | (_registers[0x0E] << 8) | _registers[0x0F])
        * Crystal / (1 << 16);

    private double Rate => (256 + _registers[0x11]) * Math.Pow(2, _registers[0x10] & 15) * Crystal / (1 << 28);

    private double Deviation =>
        (8 + (_registers[0x15] & 7)) * Math.Pow(2, (_registers[0x15] >> 4) & 7) * Crystal / (1 << 17);

    private double Width =>
        Crystal / (8 * (4 + ((_registers[0x10] >> 4) & 3)) * Math.Pow(2, _registers[0x10] >> 6));

    private uint Sync => (uint)(((_registers[0x04] << 8) | _registers[0x05]) * 0x10001L);

    protected override void Answer(ReadOnlySpan<byte> written, Span<byte> read)
    {
        int fifo = (written[0] & 0x80) != 0 ? _received.Count : 64 - _toSend.Count;
        read.Fill((byte)((_state << 4) | Math.Min(fifo, 15)));
        int address = written[0] & 0x3F;
        bool reads = (written[0] & 0x80) != 0;
        bool isBurst = (written[0] & 0x40) != 0;
        if (address == 0x3F)
        {
            UseFifo(written, read, reads);
        }
        else if (address == 0x3E)
        {
            _power = reads ? _power : written[1];
        }
        else if (address >= 0x30 && !isBurst)
        {
            Strobe(address);
        }
        else if (address >= 0x30)
        {
            read[1] = Status(address);
        }
        else
        {
            for (int i = 1; i < written.Length; i++)
            {
                read[i] = reads ? _registers[address + i - 1] : read[i];
                _registers[address + i - 1] = reads ? _registers[address + i - 1] : written[i];
            }
        }
    }

    private bool Suits(AirFrame frame) =>
        2 * (Math.Abs(frame.CarrierHertz - Carrier) + frame.DeviationHertz + (frame.BitsPerSecond / 2)) <= Width
        && Math.Abs((frame.BitsPerSecond / Rate) - 1) < 0.01
        && Math.Abs((frame.DeviationHertz / Deviation) - 1) < 0.1
        && (_registers[0x12] & 0x73) == 0x13
        && ModelPacket.Find(frame.Bytes, Sync) >= 0;

    private void UseFifo(ReadOnlySpan<byte> written, Span<byte> read, bool reads)
    {
        for (int i = 1; i < written.Length; i++)
        {
            if (!reads)
            {
                _toSend.Add(written[i]);
            }
            else if (_received.Count == 0)
            {
                ViolationCount++;
            }
            else
            {
                // Emptying it while a frame comes in is what the errata warn of.
                ViolationCount += _state == Receiving ? 1 : 0;
                read[i] = _received[0];
                _received.RemoveAt(0);
            }
        }

        if (reads && _received.Count == 0)
        {
            DriveInterrupt(false);
        }
    }

    private byte Status(int address) => address switch
    {
        0x31 => 0x14,
        0x34 => (byte)(2 * (Air.LevelAt(this) + 74)),
        0x35 => (byte)(_state == Idle ? 1 : _state == Receiving ? 0x0D : 0x13),
        0x3A => (byte)_toSend.Count,
        0x3B => (byte)(_received.Count | (_state == Overflow ? 0x80 : 0)),
        _ => 0,
    };

    private void Strobe(int code)
    {
        switch (code)
        {
            case 0x30:
                ResetCount++;
                PowerUp();
                DriveBusy(false);
                DriveInterrupt(false);
                break;
            case 0x34:
                _state = _state is Overflow or Underflow ? _state : Receiving;
                _registers[0x25] = (byte)(IsUnlocked ? 0x3F : 0x12);
                ListenSession++;
                break;
            case 0x35:
                Send();
                break;
            case 0x36:
                if (_state is not (Overflow or Underflow))
                {
                    Air.Cut(this);
                    _life++;
                    _state = Idle;
                }

                break;
            case 0x3A:
                ViolationCount += _state is Idle or Overflow ? 0 : 1;
                _state = Idle;
                _received.Clear();
                DriveInterrupt(false);
                break;
            case 0x3B:
                ViolationCount += _state is Idle or Underflow ? 0 : 1;
                _toSend.Clear();
                break;
            case 0x3D:
                break;
            default:
                ViolationCount++;
                break;
        }
    }

    private void Send()
    {
        int life = ++_life;
        _state = Transmitting;
        byte[] payload = [.. _toSend.Skip(1)];
        ViolationCount += _toSend.Count > 0 && _toSend[0] == payload.Length && _registers[0x08] == 0x05 ? 0 : 1;
        int preamble = ((_registers[0x13] >> 4) & 7) switch { 2 => 4, 1 => 3, _ => 0 };
        byte[] bytes = ModelPacket.Build(preamble, Sync, payload, 0x8005, 0xFFFF);
        _toSend.Clear();
        DriveBusy(true);
        AirFrame frame = new(bytes, Carrier, Deviation, Rate, _power == 0xC5 ? -90 : -200);
        Air.Send(this, frame, () =>
        {
            if (life == _life && !NeverEndsSending)
            {
                _state = Idle;
                DriveBusy(false);
            }
        });
    }

    private void PowerUp()
    {
        Air.Cut(this);
        _life++;
        Array.Clear(_registers);
        _registers[0x04] = 0xD3;
        _registers[0x05] = 0x91;
        _registers[0x02] = 0x3F;
        _received.Clear();
        _toSend.Clear();
        _state = Idle;
    }
}
