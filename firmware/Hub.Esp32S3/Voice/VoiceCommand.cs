// One command to the voice module.
namespace Hub.Esp32S3.Voice;

/// <summary>The frame of the YX5200 and YX5300 families: start, version, length, command, no answer wanted, two bytes,
/// sum, end. The line back is not wired.</summary>
internal static class VoiceCommand
{
    internal const int FrameBytes = 10;

    internal const byte SetVolume = 0x06;
    internal const byte Restart = 0x0C;
    internal const byte PlayInFolder = 0x0F;

    internal static void Write(byte[] frame, byte command, byte high, byte low)
    {
        frame[0] = 0x7E;
        frame[1] = 0xFF;
        frame[2] = 0x06;
        frame[3] = command;
        frame[4] = 0x00;
        frame[5] = high;
        frame[6] = low;

        // What makes the sum of bytes 1 to 6 zero, in 16 bits.
        int sum = 0;
        for (int i = 1; i < 7; i++)
        {
            sum -= frame[i];
        }

        frame[7] = (byte)(sum >> 8);
        frame[8] = (byte)sum;
        frame[9] = 0xEF;
    }
}
