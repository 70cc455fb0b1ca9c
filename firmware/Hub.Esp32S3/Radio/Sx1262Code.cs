// Commands, registers and bits of the SX1262, as its data sheet (revision 1.2 and later) numbers them.
namespace Hub.Esp32S3.Radio;

/// <summary>Chapters 11 to 13 of the data sheet, compared with the vendor's public driver.</summary>
internal static class Sx1262Code
{
    internal const int ClearIrqStatus = 0x02;
    internal const int ClearDeviceErrors = 0x07;
    internal const int SetDioIrqParams = 0x08;
    internal const int WriteRegister = 0x0D;
    internal const int WriteBuffer = 0x0E;
    internal const int GetIrqStatus = 0x12;
    internal const int GetRxBufferStatus = 0x13;
    internal const int GetPacketStatus = 0x14;
    internal const int GetRssiInst = 0x15;
    internal const int GetDeviceErrors = 0x17;
    internal const int ReadRegister = 0x1D;
    internal const int ReadBuffer = 0x1E;
    internal const int SetStandby = 0x80;
    internal const int SetRx = 0x82;
    internal const int SetTx = 0x83;
    internal const int SetRfFrequency = 0x86;
    internal const int Calibrate = 0x89;
    internal const int SetPacketType = 0x8A;
    internal const int SetModulationParams = 0x8B;
    internal const int SetPacketParams = 0x8C;
    internal const int SetTxParams = 0x8E;
    internal const int SetBufferBaseAddress = 0x8F;
    internal const int SetRxTxFallbackMode = 0x93;
    internal const int SetPaConfig = 0x95;
    internal const int SetRegulatorMode = 0x96;
    internal const int SetDio3AsTcxoCtrl = 0x97;
    internal const int CalibrateImage = 0x98;
    internal const int SetDio2AsRfSwitchCtrl = 0x9D;
    internal const int GetStatus = 0xC0;

    /// <summary>Two bytes of CRC seed and two of polynomial.</summary>
    internal const int CrcRegister = 0x06BC;

    /// <summary>The sync word's first byte.</summary>
    internal const int SyncRegister = 0x06C0;

    /// <summary>Bit 2 must be set for GFSK (15.1 of the data sheet: quality of the modulation).</summary>
    internal const int TxModulationRegister = 0x0889;

    /// <summary>Bits 1 to 4 must be set (15.2: an antenna that does not match).</summary>
    internal const int TxClampRegister = 0x08D8;

    internal const int TxModulationBits = 0x04;
    internal const int TxClampBits = 0x1E;

    internal const int ModeShift = 4;
    internal const int ModeMask = 7;
    internal const int ModeStandbyRc = 2;
    internal const int ModeStandbyXosc = 3;
    internal const int ModeReceive = 5;
    internal const int ModeTransmit = 6;

    /// <summary>Where the answer to the last command stands in the status, and the bad ones: too late, not known, not
    /// done.</summary>
    internal const int AnswerShift = 1;
    internal const int AnswerMask = 7;
    internal const int AnswerLate = 3;
    internal const int AnswerNotDone = 5;

    internal const int IrqTxDone = 0x0001;
    internal const int IrqRxDone = 0x0002;
    internal const int IrqCrcError = 0x0040;
    internal const int IrqTimeout = 0x0200;

    /// <summary>All events that the chip has.</summary>
    internal const int IrqKnown = 0x03FF;

    /// <summary>Address, CRC, length or abort, in the status of a packet.</summary>
    internal const int PacketSpoilt = 0x3C;
}
