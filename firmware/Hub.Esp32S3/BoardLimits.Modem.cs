// Limits of the board: the modem's part.
namespace Hub.Esp32S3;

/// <content>The modem. Times of commands are estimates on the long side; none is quoted from the vendor's manuals and
/// none has been measured.</content>
public static partial class BoardLimits
{
    /// <summary>Bits a second on the modem's line; the factory setting of all three families.</summary>
    public const int ModemBaud = 115_200;

    /// <summary>The driver's receive buffer: 350 ms of line at full speed without a step of the loop.</summary>
    public const int ModemDriverBytes = 4096;

    /// <summary>Longest line that is looked at; a longer one is dropped whole.</summary>
    public const int ModemLineBytes = 256;

    /// <summary>Longest command, its end included.</summary>
    public const int ModemCommandBytes = 256;

    /// <summary>Bytes written at one step: 22 ms of line.</summary>
    public const int ModemPieceBytes = 256;

    /// <summary>Bytes read at one step.</summary>
    public const int ModemReadBytes = 1024;

    /// <summary>Bytes sent or asked for in one command of the TLS socket.</summary>
    public const int ModemChunkBytes = 1024;

    /// <summary>TLS sockets of the modem that are used, one for each receiver: what all three families have.</summary>
    public const int ModemSockets = 2;

    /// <summary>How often the modem is looked at, in ms.</summary>
    public const int ModemPollMilliseconds = 10;

    /// <summary>Longest certificate or key, the file system's own limit for one write on the SIM7080.</summary>
    public const int MaxModemFileBytes = 10_240;

    /// <summary>Time for a command that only the modem itself answers.</summary>
    public const int ModemCommandMilliseconds = 9_000;

    /// <summary>Time for a command about data of the socket.</summary>
    public const int ModemDataMilliseconds = 5_000;

    /// <summary>Time for storing a certificate.</summary>
    public const int ModemFileMilliseconds = 10_000;

    /// <summary>Time for switching the radio off or on.</summary>
    public const int ModemRadioMilliseconds = 10_000;

    /// <summary>Time for the network to take a short message.</summary>
    public const int ModemMessageMilliseconds = 60_000;

    /// <summary>Time for one question whether the modem is there.</summary>
    public const int ModemSyncMilliseconds = 1_000;

    /// <summary>How long the line must be quiet after it before the next command.</summary>
    public const int ModemQuietMilliseconds = 200;

    /// <summary>Longest wait for that quiet: a line that never ends is no reason to be dumb.</summary>
    public const int ModemMaxQuietMilliseconds = 3_000;

    /// <summary>Questions without an answer before all that the modem held counts as lost.</summary>
    public const int ModemSyncTries = 5;

    /// <summary>Wait before a failed setup is begun anew.</summary>
    public const int ModemRetryMilliseconds = 5_000;

    /// <summary>Without news about received data, the socket is asked for it this often.</summary>
    public const int ModemPullMilliseconds = 10_000;

    /// <summary>How often the list of calls is read while there is a call.</summary>
    public const int ModemCallMilliseconds = 2_000;

    /// <summary>Supply off at a power cycle.</summary>
    public const int ModemOffMilliseconds = 2_000;

    /// <summary>Supply on before the power key is pressed.</summary>
    public const int ModemSettleMilliseconds = 300;

    /// <summary>The power key is pressed for this long.</summary>
    public const int ModemKeyMilliseconds = 1_000;

    /// <summary>Tones that wait to be taken.</summary>
    public const int MaxModemTones = 16;
}
