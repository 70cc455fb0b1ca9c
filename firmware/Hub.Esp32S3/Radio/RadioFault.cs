// Why a transceiver was started anew.
namespace Hub.Esp32S3.Radio;

/// <summary>What the adapter of a transceiver has noticed last.</summary>
public enum RadioFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The chip says that it is busy and goes on saying so.</summary>
    Busy = 1,

    /// <summary>Its answers are none that it can give: no chip, a broken line, noise.</summary>
    Garbage = 2,

    /// <summary>It is in another state than it was put in: it was reset, or has stopped.</summary>
    State = 3,

    /// <summary>Its settings are not those written.</summary>
    Settings = 4,

    /// <summary>It reports an error of its own: oscillator, calibration, synthesiser.</summary>
    Chip = 5,

    /// <summary>It did not end a sending in time.</summary>
    Sending = 6,

    /// <summary>Its line says that there is news, and there is none.</summary>
    Line = 7,

    /// <summary>The driver of a bus or a pin threw.</summary>
    Driver = 8,
}
