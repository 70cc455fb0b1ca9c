// The bounds of the small parts: memory, gauge, charger, lamps, buttons, voice module.
namespace Hub.Esp32S3;

/// <content>The parts on the SPI and I²C buses, the buttons and the voice module.</content>
public static partial class BoardLimits
{
    /// <summary>Bytes of memory read or written between selecting the FRAM and letting go of it.</summary>
    public const int FramPieceBytes = 256;

    /// <summary>Bytes of the FRAM.</summary>
    public const int FramBytes = 262_144;

    /// <summary>Bytes of one transfer on the I²C bus, the register's number included.</summary>
    public const int MaxI2cTransferBytes = 40;

    /// <summary>Transfers that an adapter makes at one look at its part.</summary>
    public const int MaxI2cTransfersPerPoll = 4;

    /// <summary>Wait before a part on the I²C bus that did not answer is tried again, in ms; doubled up to
    /// <see cref="MaxI2cRetryMilliseconds"/> for as long as it does not.</summary>
    public const int I2cRetryMilliseconds = 500;

    /// <summary>Longest such wait, in ms.</summary>
    public const int MaxI2cRetryMilliseconds = 60_000;

    /// <summary>How long the whole I²C bus is left alone after a transfer that did not come to an end, in ms: each such
    /// transfer holds the loop for up to a second.</summary>
    public const int I2cBusRestMilliseconds = 30_000;

    /// <summary>How often the mains are looked at, in ms: the core wants two looks within its two seconds.</summary>
    public const int ChargerPollMilliseconds = 500;

    /// <summary>How often the charger's settings are read back, in ms.</summary>
    public const int ChargerCheckMilliseconds = 30_000;

    /// <summary>How often the charge of the battery is read, in ms.</summary>
    public const int GaugePollMilliseconds = 5_000;

    /// <summary>How old a reading of the mains may become before it counts as unknown, in ms.</summary>
    public const int MaxSourceAgeMilliseconds = 10_000;

    /// <summary>How old a reading of the charge may become before it counts as unknown, in ms: a charge does not change
    /// faster than the alarm of an empty battery needs.</summary>
    public const int MaxChargeAgeMilliseconds = 600_000;

    /// <summary>The lowest voltage of a cell that the gauge is believed to have measured, in mV.</summary>
    public const int MinCellMillivolts = 2_500;

    /// <summary>The highest, in mV.</summary>
    public const int MaxCellMillivolts = 4_500;

    /// <summary>From this voltage on an empty battery is not believed, in mV: the cells then hold a third at least.
    /// </summary>
    public const int NotEmptyCellMillivolts = 3_700;

    /// <summary>The gauge's largest charge that is believed, in percent; above 100 it counts as 100.</summary>
    public const int MaxGaugePercent = 120;

    /// <summary>How often the lamps' driver is read back, in ms.</summary>
    public const int LampCheckMilliseconds = 10_000;

    /// <summary>Half a period of a blinking lamp, in ms.</summary>
    public const int LampBlinkMilliseconds = 500;

    /// <summary>How often the buttons are looked at without an edge, in ms: an edge may be lost, and no finger is
    /// faster.</summary>
    public const int ButtonPollMilliseconds = 50;

    /// <summary>How long a button must be let go of until its next press counts, in ms.</summary>
    public const int ButtonReleaseMilliseconds = 40;

    /// <summary>How long the pair button is held to open the window, in ms.</summary>
    public const int PairHoldMilliseconds = 2_000;

    /// <summary>How long the reset button is held to forget the devices, in ms.</summary>
    public const int ResetHoldMilliseconds = 10_000;

    /// <summary>Presses of the alarm button that wait for a place in the core's ring; more join the last.</summary>
    public const int MaxWaitingPresses = 16;

    /// <summary>How long the voice module takes to start, in ms: no command before that.</summary>
    public const int VoiceStartMilliseconds = 3_000;

    /// <summary>Rest between two commands to the voice module, in ms.</summary>
    public const int VoiceCommandMilliseconds = 100;

    /// <summary>How long the voice module may take from the command until it speaks, in ms.</summary>
    public const int VoiceBeginMilliseconds = 1_000;

    /// <summary>The longest phrase, in ms; what speaks on has hung.</summary>
    public const int VoiceMaxMilliseconds = 20_000;

    /// <summary>How long the amplifier stays on after the last sound, in ms.</summary>
    public const int AmplifierAfterMilliseconds = 300;

    /// <summary>How often the voice module is looked at while something sounds, in ms.</summary>
    public const int VoicePollMilliseconds = 50;

    /// <summary>How often it is looked at otherwise, in ms.</summary>
    public const int VoiceIdleMilliseconds = 1_000;

    /// <summary>Loudness of the voice module, 0 to 30.</summary>
    public const int VoiceVolume = 25;

    /// <summary>The console's receive buffer: eight of its lines.</summary>
    public const int ConsoleDriverBytes = 2_048;

    /// <summary>How often the console is looked at, in ms: a fifth of what its buffer takes at full speed.</summary>
    public const int ConsolePollMilliseconds = 30;
}
