// Which pins a transceiver is wired to.
using Hub.Hardware;

namespace Hub.Esp32S3.Radio;

/// <summary>The lines of one transceiver; those of the reference board unless changed.</summary>
public sealed class RadioPins
{
    /// <summary>Low selects it on SPI bus 1.</summary>
    public int Select { get; set; } = PinMap.RadioSelect;

    /// <summary>BUSY of the SX1262, GDO2 of the CC1101.</summary>
    public int Busy { get; set; } = PinMap.RadioBusy;

    /// <summary>DIO1 of the SX1262, GDO0 of the CC1101.</summary>
    public int Interrupt { get; set; } = PinMap.RadioInterrupt;

    /// <summary>Low resets the SX1262; the CC1101 has no such line.</summary>
    public int Reset { get; set; } = PinMap.RadioReset;
}
