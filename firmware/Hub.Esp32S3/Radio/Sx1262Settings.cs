// What the SX1262 is set to.
using Hub.Protocols.Radio;

namespace Hub.Esp32S3.Radio;

/// <summary>
/// The physical layer of <see cref="RadioChannel"/> in the chip's terms (chapter 13 of the data sheet), and 14 dBm at
/// its output, of which the antenna switch and the filter of the reference board take 2 (assumed).
/// </summary>
internal sealed class Sx1262Settings
{
    /// <summary>Where a frame to be sent stands in the data buffer.</summary>
    internal const int SendBase = 0x00;

    private const int ReceiveBase = 0x80;
    private const int CrystalHertz = 32_000_000;
    private const int StepBits = 25;
    private const int RateFactor = 32;
    private const int StepsPerMillisecond = 64;
    private const int ForEver = 0xFFFFFF;
    private const int SettingBytes = 4;
    private const int RegisterHeader = 4;

    // 1.8 V; the hub's board has such a TCXO.
    private const int TcxoVoltage = 0x02;
    private const int AllBlocks = 0x7F;
    private const int DcDc = 0x01;
    private const int FallbackXosc = 0x30;
    private const int PulseBt05 = 0x09;

    // 46.9 kHz: 19.2 kHz of signal, 8.7 kHz off on either side, and the hub's own 2 ppm.
    private const int Bandwidth = 0x14;
    private const int DetectPreamble16 = 0x05;
    private const int VariableLength = 0x01;
    private const int CrcTwoBytes = 0x02;
    private const int WhiteningOff = 0x00;
    private const int Ramp40Microseconds = 0x02;
    private const int FullPower = 22;

    private readonly Sx1262Chip _chip;

    internal Sx1262Settings(Sx1262Chip chip)
    {
        _chip = chip;
    }

    /// <summary>The supply, the TCXO, and the calibration that needs it; the chip is busy for some milliseconds.
    /// </summary>
    internal void StartCalibration()
    {
        _chip.Command(Sx1262Code.SetStandby, 0);
        _chip.Command(Sx1262Code.SetRegulatorMode, DcDc);
        _chip.Out[1] = TcxoVoltage;
        _chip.Put(2, BoardLimits.RadioTcxoMilliseconds * StepsPerMillisecond, 3);
        _chip.Transfer(Sx1262Code.SetDio3AsTcxoCtrl, 5);

        // Without its TCXO the chip started with the error that there was no clock.
        _chip.Command(Sx1262Code.ClearDeviceErrors, 0, 0);
        _chip.Command(Sx1262Code.Calibrate, AllBlocks);
    }

    /// <summary>All the rest, in standby.</summary>
    internal void Write()
    {
        // For 863 to 870 MHz (table 9-2).
        _chip.Command(Sx1262Code.CalibrateImage, 0xD7, 0xDB);
        _chip.Command(Sx1262Code.SetDio2AsRfSwitchCtrl, 1);
        _chip.Command(Sx1262Code.SetPacketType, 0);
        _chip.Command(Sx1262Code.SetRxTxFallbackMode, FallbackXosc);
        _chip.Put(1, Steps(RadioChannel.CarrierHertz), 4);
        _chip.Transfer(Sx1262Code.SetRfFrequency, 5);

        // 14 dBm (table 13-21): duty cycle 2, size 2, SX1262, always 1; then full power of these.
        _chip.Put(1, 0x02020001, 4);
        _chip.Transfer(Sx1262Code.SetPaConfig, 5);
        _chip.SetBits(Sx1262Code.TxClampRegister, Sx1262Code.TxClampBits);
        _chip.Command(Sx1262Code.SetTxParams, FullPower, Ramp40Microseconds);
        _chip.Command(Sx1262Code.SetBufferBaseAddress, SendBase, ReceiveBase);
        WriteModulation();
        WritePacket(RadioLimits.MaxFrameBytes);
        _chip.Put(3, Crc, SettingBytes);
        _chip.WriteRegisters(Sx1262Code.CrcRegister, SettingBytes);
        _chip.Put(3, Sync, SettingBytes);
        _chip.WriteRegisters(Sx1262Code.SyncRegister, SettingBytes);
        WriteEvents();
    }

    /// <summary>The packet: its length is the longest that is taken, or that of the frame to be sent.</summary>
    internal void WritePacket(int count)
    {
        _chip.Put(1, RadioChannel.PreambleBytes * 8, 2);
        _chip.Out[3] = DetectPreamble16;
        _chip.Out[4] = RadioChannel.SyncBytes * 8;
        _chip.Out[5] = 0;
        _chip.Out[6] = VariableLength;
        _chip.Out[7] = (byte)count;
        _chip.Out[8] = CrcTwoBytes;
        _chip.Out[9] = WhiteningOff;
        _chip.Transfer(Sx1262Code.SetPacketParams, 10);
    }

    /// <summary>Receives until told otherwise.</summary>
    internal void Receive()
    {
        WritePacket(RadioLimits.MaxFrameBytes);
        _chip.CommandTime(Sx1262Code.SetRx, ForEver);
    }

    /// <summary>Sends what stands in the buffer; the chip itself stops when it takes too long.</summary>
    internal void Send(int count)
    {
        int milliseconds = (AirTime.Microseconds(count) / 1000) + 1 + BoardLimits.RadioSendSlackMilliseconds;
        _chip.CommandTime(Sx1262Code.SetTx, milliseconds * StepsPerMillisecond);
    }

    /// <summary>Whether the registers hold what was written.</summary>
    internal bool AreThere()
    {
        return Holds(Sx1262Code.SyncRegister, Sync) && Holds(Sx1262Code.CrcRegister, Crc)
            && HasBits(Sx1262Code.TxClampRegister, Sx1262Code.TxClampBits)
            && HasBits(Sx1262Code.TxModulationRegister, Sx1262Code.TxModulationBits);
    }

    private const long Sync = ((long)RadioChannel.SyncHalf << 16) | RadioChannel.SyncHalf;

    private const long Crc = ((long)RadioChannel.CrcInitial << 16) | RadioChannel.CrcPolynomial;

    private static long Steps(long hertz)
    {
        return ((hertz << StepBits) + (CrystalHertz / 2)) / CrystalHertz;
    }

    private void WriteModulation()
    {
        const long Rate = (((long)RateFactor * CrystalHertz) + (RadioLimits.BitsPerSecond / 2))
            / RadioLimits.BitsPerSecond;
        _chip.Put(1, Rate, 3);
        _chip.Out[4] = PulseBt05;
        _chip.Out[5] = Bandwidth;
        _chip.Put(6, Steps(RadioChannel.DeviationHertz), 3);
        _chip.Transfer(Sx1262Code.SetModulationParams, 9);
        _chip.SetBits(Sx1262Code.TxModulationRegister, Sx1262Code.TxModulationBits);
    }

    // The same events are kept and told on DIO1; nothing on DIO2 and DIO3.
    private void WriteEvents()
    {
        const int Events = Sx1262Code.IrqTxDone | Sx1262Code.IrqRxDone | Sx1262Code.IrqCrcError
            | Sx1262Code.IrqTimeout;
        _chip.Put(1, Events, 2);
        _chip.Put(3, Events, 2);
        _chip.Put(5, 0, 4);
        _chip.Transfer(Sx1262Code.SetDioIrqParams, 9);
        _chip.Command(Sx1262Code.ClearIrqStatus, Sx1262Code.IrqKnown >> 8, Sx1262Code.IrqKnown);
    }

    private bool Holds(int register, long value)
    {
        _chip.ReadRegisters(register, SettingBytes);
        long found = 0;
        for (int i = 0; i < SettingBytes; i++)
        {
            found = (found << 8) | _chip.In[RegisterHeader + i];
        }

        return found == value;
    }

    private bool HasBits(int register, int bits)
    {
        _chip.ReadRegisters(register, 1);
        return (_chip.In[RegisterHeader] & bits) == bits;
    }
}
