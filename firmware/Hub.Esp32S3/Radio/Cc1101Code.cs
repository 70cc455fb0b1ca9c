// Strobes, registers and states of the CC1101, as its data sheet (SWRS061I) numbers them.
namespace Hub.Esp32S3.Radio;

/// <summary>Chapters 10 and 29 of the data sheet, compared with public drivers.</summary>
internal static class Cc1101Code
{
    internal const int Reset = 0x30;
    internal const int Receive = 0x34;
    internal const int Transmit = 0x35;
    internal const int Idle = 0x36;
    internal const int FlushReceived = 0x3A;
    internal const int FlushToSend = 0x3B;
    internal const int Nothing = 0x3D;

    internal const int Read = 0x80;
    internal const int Burst = 0x40;

    /// <summary>Status registers are read with both bits set.</summary>
    internal const int ReadStatus = Read | Burst;

    internal const int SynthesiserRegister = 0x25;
    internal const int PowerRegister = 0x3E;
    internal const int FifoRegister = 0x3F;
    internal const int VersionRegister = 0x31;
    internal const int LevelRegister = 0x34;
    internal const int ReceivedBytesRegister = 0x3B;

    /// <summary>In FSCAL1 after a calibration that found nothing (errata SWRZ020, PLL lock).</summary>
    internal const int NotLocked = 0x3F;

    internal const int NotReady = 0x80;
    internal const int StateShift = 4;
    internal const int StateMask = 7;
    internal const int StateIdle = 0;
    internal const int StateReceive = 1;
    internal const int StateTransmit = 2;
    internal const int StateCalibrate = 4;
    internal const int StateSettle = 5;
    internal const int StateOverflow = 6;

    /// <summary>In RXBYTES, that more came than the FIFO holds.</summary>
    internal const int Overflow = 0x80;

    /// <summary>In the second byte after a frame, that its CRC was right.</summary>
    internal const int CrcIsRight = 0x80;
}
