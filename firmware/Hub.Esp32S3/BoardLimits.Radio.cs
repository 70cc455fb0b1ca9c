// Limits of the board: the transceiver's part.
namespace Hub.Esp32S3;

/// <content>The transceiver. Times are chosen from what is public about the two chips; none is measured.</content>
public static partial class BoardLimits
{
    /// <summary>From this level on somebody else is on the air, in dBm: 10 dB above what is still received.</summary>
    public const int RadioBusyDbm = -100;

    /// <summary>How often the chip is looked at without being told to: an edge that was lost and a chip that has lost
    /// its state cost no more than this.</summary>
    public const int RadioLookMilliseconds = 100;

    /// <summary>How often its settings are read back.</summary>
    public const int RadioCheckMilliseconds = 10_000;

    /// <summary>Longest time in one call spent on waiting for a chip that is busy.</summary>
    public const int RadioWaitMilliseconds = 20;

    /// <summary>The same in readings of the line, should the clock stand still; one reading takes the interpreter 5 µs
    /// and more.</summary>
    public const int RadioWaitReadings = 4_000;

    /// <summary>After the air time of a frame, the chip has this long to say that it was sent.</summary>
    public const int RadioSendSlackMilliseconds = 20;

    /// <summary>How often a chip that sends longer than the frame is on the air is looked at.</summary>
    public const int RadioSendLookMilliseconds = 5;

    /// <summary>Events taken from the chip in one call.</summary>
    public const int RadioEventsPerCall = 4;

    /// <summary>The wait before the second try to start the chip; each further one waits twice as long.</summary>
    public const int RadioRetryMilliseconds = 1_000;

    /// <summary>The longest wait between two tries. They go on for as long as the hub runs.</summary>
    public const int RadioMaxRetryMilliseconds = 60_000;

    /// <summary>How long the reset line is held.</summary>
    public const int RadioResetMilliseconds = 2;

    /// <summary>Wait after a reset, and after the calibration of the SX1262 with its TCXO's start of 5 ms.</summary>
    public const int RadioSettleMilliseconds = 10;

    /// <summary>The longest transfer to or from the chip: a frame, its length and four bytes of command.</summary>
    public const int RadioTransferBytes = 56;

    /// <summary>The TCXO's time to start, which the SX1262 waits for, in ms.</summary>
    public const int RadioTcxoMilliseconds = 5;
}
