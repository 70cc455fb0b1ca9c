// Which pin of the controller is wired to what; the board project compiles this file.
namespace Hub.Hardware;

/// <summary>
/// GPIO numbers of the ESP32-S3-WROOM-1-N16R8 on the reference board. Levels, pulls and what each pin must be at reset
/// are in <c>connections.md</c>; a test compares the two.
/// </summary>
public static class PinMap
{
    // The front.

    /// <summary>Pinhole button to ground. Strap: held while power comes, the chip's own loader starts.</summary>
    public const int ResetButton = 0;

    /// <summary>The alarm button, to ground.</summary>
    public const int AlarmButton = 1;

    /// <summary>The button of who comes, to ground.</summary>
    public const int CheckInButton = 2;

    /// <summary>The button of who leaves, to ground. A strap without meaning, the chip's fuses being as made.</summary>
    public const int CheckOutButton = 3;

    /// <summary>The pair button, to ground.</summary>
    public const int PairButton = 5;

    /// <summary>The cancel button, to ground.</summary>
    public const int CancelButton = 6;

    // Voice.

    /// <summary>Serial line (COM3) to the voice module.</summary>
    public const int VoiceTransmit = 4;

    /// <summary>High while the voice module speaks. Strap that only counts when the reset button is held.</summary>
    public const int VoiceBusy = 46;

    /// <summary>High switches the loudspeaker's amplifier on. Strap that must be low at reset, as its pull-down makes
    /// it.</summary>
    public const int AmplifierEnable = 45;

    // Gauge, charger and lamp driver.

    /// <summary>Data of I²C bus 1.</summary>
    public const int I2cData = 8;

    /// <summary>Clock of I²C bus 1.</summary>
    public const int I2cClock = 9;

    // Transceiver and memory share SPI bus 1.

    /// <summary>Low selects the transceiver.</summary>
    public const int RadioSelect = 10;

    /// <summary>Data to the parts on SPI bus 1.</summary>
    public const int SpiDataOut = 11;

    /// <summary>Clock of SPI bus 1.</summary>
    public const int SpiClock = 12;

    /// <summary>Data from the parts on SPI bus 1.</summary>
    public const int SpiDataIn = 13;

    /// <summary>Low selects the FRAM.</summary>
    public const int MemorySelect = 14;

    /// <summary>High while the SX1262 is busy; GDO2 of a CC1101.</summary>
    public const int RadioBusy = 15;

    /// <summary>DIO1 of the SX1262, high when it has something to tell; GDO0 of a CC1101.</summary>
    public const int RadioInterrupt = 16;

    /// <summary>Low resets the SX1262; not wired to a CC1101.</summary>
    public const int RadioReset = 7;

    // The modem: COM2 and its control lines.

    /// <summary>Serial line to the modem.</summary>
    public const int ModemTransmit = 17;

    /// <summary>Serial line from the modem.</summary>
    public const int ModemReceive = 18;

    /// <summary>Low: the modem may send.</summary>
    public const int ModemRequestToSend = 38;

    /// <summary>Low: the hub may send.</summary>
    public const int ModemClearToSend = 39;

    /// <summary>High presses the modem's power key, through a transistor.</summary>
    public const int ModemPowerKey = 40;

    /// <summary>High gives the modem its supply, as the pull-up does by itself.</summary>
    public const int ModemSupply = 41;

    /// <summary>High while the modem runs.</summary>
    public const int ModemStatus = 42;

    /// <summary>The modem's DTR: high lets it sleep. Wired; no adapter uses it yet.</summary>
    public const int ModemSleep = 47;

    /// <summary>The modem's ring line: low for a call or message. Wired; no adapter uses it yet.</summary>
    public const int ModemRing = 48;

    // Supervision and service.

    /// <summary>Output to the watchdog chip; each rising edge feeds it.</summary>
    public const int WatchdogFeed = 21;

    /// <summary>Serial line (COM1) to the service header.</summary>
    public const int ConsoleTransmit = 43;

    /// <summary>Serial line (COM1) from the service header.</summary>
    public const int ConsoleReceive = 44;
}
