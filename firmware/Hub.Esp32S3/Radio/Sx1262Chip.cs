// Commands to the SX1262, one transfer each, and its BUSY line.
using System.Device.Gpio;
using Hub.Esp32S3.Wiring;

namespace Hub.Esp32S3.Radio;

/// <summary>
/// One command at a time. Before each, BUSY must be low (8.3.1 of the data sheet); how long that is waited for is
/// bounded for a whole call of the adapter. An answer whose status no working chip gives is a fault.
/// </summary>
internal sealed class Sx1262Chip
{
    private const int RegisterHeader = 4;
    private const int BufferHeader = 3;

    private readonly SpiPart _part;
    private readonly GpioPin _busy;
    private readonly IUptime _uptime;
    private readonly byte[] _out = new byte[BoardLimits.RadioTransferBytes];
    private long _waitUntilMilliseconds;
    private int _readingsLeft;

    internal Sx1262Chip(SpiPart part, GpioPin busy, IUptime uptime)
    {
        _part = part;
        _busy = busy;
        _uptime = uptime;
    }

    /// <summary>What came back in the last transfer.</summary>
    internal byte[] In { get; } = new byte[BoardLimits.RadioTransferBytes];

    /// <summary>What goes out next, from byte 1 on.</summary>
    internal byte[] Out => _out;

    /// <summary>Gives the calls that follow their time.</summary>
    internal void BeginCall()
    {
        _waitUntilMilliseconds = _uptime.Milliseconds + BoardLimits.RadioWaitMilliseconds;
        _readingsLeft = BoardLimits.RadioWaitReadings;
    }

    /// <summary>A command whose other bytes stand in <see cref="Out"/>, and what comes back meanwhile.</summary>
    internal void Transfer(int code, int count)
    {
        _out[0] = (byte)code;
        WaitReady();
        _part.Transfer(_out, In, count);
    }

    internal void Command(int code, int first, int second)
    {
        _out[1] = (byte)first;
        _out[2] = (byte)second;
        Transfer(code, 3);
    }

    internal void Command(int code, int only)
    {
        _out[1] = (byte)only;
        Transfer(code, 2);
    }

    /// <summary>A command with a number of three bytes: a time in steps of 15.625 µs.</summary>
    internal void CommandTime(int code, int steps)
    {
        Put(1, steps, 3);
        Transfer(code, 4);
    }

    /// <summary>A command that answers: status in byte 1, then the answer.</summary>
    internal void Query(int code, int count)
    {
        Fill(count);
        Transfer(code, count);
        CheckStatus(In[1]);
    }

    /// <summary>The mode that the chip is in.</summary>
    internal int ReadMode()
    {
        Query(Sx1262Code.GetStatus, 2);
        return (In[1] >> Sx1262Code.ModeShift) & Sx1262Code.ModeMask;
    }

    /// <summary>Two bytes of a query's answer.</summary>
    internal int Pair(int code)
    {
        Query(code, 4);
        return (In[2] << 8) | In[3];
    }

    /// <summary>Writes the bytes that stand in <see cref="Out"/> from 3 on.</summary>
    internal void WriteRegisters(int address, int count)
    {
        Put(1, address, 2);
        Transfer(Sx1262Code.WriteRegister, 3 + count);
    }

    /// <summary>Reads registers; the first stands in <see cref="In"/> at 4.</summary>
    internal void ReadRegisters(int address, int count)
    {
        Fill(RegisterHeader + count);
        Put(1, address, 2);
        Transfer(Sx1262Code.ReadRegister, RegisterHeader + count);
        CheckStatus(In[RegisterHeader - 1]);
    }

    /// <summary>Sets bits of a register, the others stay.</summary>
    internal void SetBits(int address, int bits)
    {
        ReadRegisters(address, 1);
        _out[3] = (byte)(In[RegisterHeader] | bits);
        WriteRegisters(address, 1);
    }

    /// <summary>Writes the bytes that stand in <see cref="Out"/> from 2 on.</summary>
    internal void WriteBuffer(int address, int count)
    {
        _out[1] = (byte)address;
        Transfer(Sx1262Code.WriteBuffer, 2 + count);
    }

    /// <summary>Reads from the data buffer; the first byte stands in <see cref="In"/> at 3.</summary>
    internal void ReadBuffer(int address, int count)
    {
        Fill(BufferHeader + count);
        _out[1] = (byte)address;
        Transfer(Sx1262Code.ReadBuffer, BufferHeader + count);
        CheckStatus(In[BufferHeader - 1]);
    }

    /// <summary>Puts a number into <see cref="Out"/>, highest byte first.</summary>
    internal void Put(int at, long value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _out[at + i] = (byte)value;
            value >>= 8;
        }
    }

    private static void CheckStatus(int status)
    {
        int mode = (status >> Sx1262Code.ModeShift) & Sx1262Code.ModeMask;
        int answer = (status >> Sx1262Code.AnswerShift) & Sx1262Code.AnswerMask;
        if (mode < Sx1262Code.ModeStandbyRc || mode > Sx1262Code.ModeTransmit
            || (answer >= Sx1262Code.AnswerLate && answer <= Sx1262Code.AnswerNotDone))
        {
            throw new RadioFaultException(RadioFault.Garbage);
        }
    }

    private void Fill(int count)
    {
        for (int i = 1; i < count; i++)
        {
            _out[i] = 0;
        }
    }

    private void WaitReady()
    {
        while (_busy.Read() == PinValue.High)
        {
            _readingsLeft--;
            if (_readingsLeft <= 0 || _uptime.Milliseconds >= _waitUntilMilliseconds)
            {
                throw new RadioFaultException(RadioFault.Busy);
            }
        }
    }
}
