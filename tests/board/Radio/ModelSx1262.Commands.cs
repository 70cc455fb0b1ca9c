// What the model SX1262 answers to each command.
using System;
using System.Collections.Generic;
using System.Device.Gpio;

namespace Board.Tests.Radio;

/// <content>The commands.</content>
internal sealed partial class ModelSx1262
{
    protected override void Answer(ReadOnlySpan<byte> written, Span<byte> read)
    {
        if (!BoardPins.Get(Pins.Reset).Level)
        {
            read.Clear();
            return;
        }

        DriveBusy(IsHung || _isBusy);
        if (IsHung || _isBusy)
        {
            ViolationCount++;
            return;
        }

        read.Fill((byte)(_mode << 4));
        Do(written, read);
    }

    private void Do(ReadOnlySpan<byte> written, Span<byte> read)
    {
        switch (written[0])
        {
            case 0xC0:
                break;
            case 0x12:
                Tell(read, 2, _events);
                break;
            case 0x17:
                Tell(read, 2, _errors | TellsErrors);
                break;
            case 0x15:
                read[2] = (byte)(-2 * Air.LevelAt(this));
                break;
            case 0x13:
                read[2] = (byte)(ToldLength ?? _packetLength);
                read[3] = (byte)_packetAt;
                break;
            case 0x14:
                read[2] = (byte)_packetStatus;
                read[3] = read[4] = (byte)_packetLevel;
                break;
            case 0x02:
                _events &= ~((written[1] << 8) | written[2]);
                Show();
                break;
            case 0x0D:
            case 0x1D:
                DoRegisters(written, read);
                break;
            case 0x0E:
                written[2..].CopyTo(_buffer.AsSpan(written[1]));
                break;
            case 0x1E:
                for (int i = 3; i < read.Length; i++)
                {
                    read[i] = _buffer[(written[1] + i - 3) & 0xFF];
                }

                break;
            default:
                DoMode(written);
                break;
        }
    }

    private void DoRegisters(ReadOnlySpan<byte> written, Span<byte> read)
    {
        int address = (written[1] << 8) | written[2];
        if (written[0] == 0x0D)
        {
            for (int i = 3; i < written.Length; i++)
            {
                _registers[address + i - 3] = written[i];
            }

            return;
        }

        for (int i = 4; i < read.Length; i++)
        {
            read[i] = _registers.GetValueOrDefault(address + i - 4);
        }
    }

    private void DoMode(ReadOnlySpan<byte> written)
    {
        _set[written[0]] = written[1..].ToArray();
        switch (written[0])
        {
            case 0x80:
                Air.Cut(this);
                _life++;
                _mode = written[1] == 0 ? StandbyRc : StandbyXosc;
                break;
            case 0x82:
                // What it needs before it can receive.
                ViolationCount += _set.ContainsKey(0x97) && _set.ContainsKey(0x98) && _set.ContainsKey(0x9D)
                    && _set[0x8A][0] == 0 && _errors == 0 && (_mode is StandbyRc or StandbyXosc) ? 0 : 1;
                _mode = Receiving;
                _writeAt = _set[0x8F][1];
                ListenSession++;
                break;
            case 0x83:
                Send();
                break;
            case 0x07:
                _errors = 0;
                break;
            case 0x89:
                Busy(4);
                break;
            case 0x08 or 0x86 or 0x8A or 0x8B or 0x8C or 0x8E or 0x8F or 0x93 or 0x95 or 0x96 or 0x97 or 0x98 or 0x9D:
                break;
            default:
                ViolationCount++;
                break;
        }
    }

    private static void Tell(Span<byte> read, int at, int value)
    {
        read[at] = (byte)(value >> 8);
        read[at + 1] = (byte)value;
    }
}
