// How far a received level lies above the limit of reception.
namespace Hub.Protocols.Radio;

/// <summary>Margins in dB, as messages say them.</summary>
public static class SignalMargin
{
    /// <summary>The margin of a level.</summary>
    /// <param name="levelDbm">The level as received, in dBm; 0 when not known.</param>
    /// <returns>The level less <see cref="RadioLimits.SensitivityDbm"/>, -100 to 100 dB; 0 when not known.</returns>
    public static int OfLevel(int levelDbm)
    {
        if (levelDbm == 0)
        {
            return 0;
        }

        // Within range before the subtraction, which could otherwise overflow.
        int level = RadioText.Within(levelDbm, 2 * ProtocolLimits.MinSignalDbm, -ProtocolLimits.MinSignalDbm);
        int margin = level - RadioLimits.SensitivityDbm;
        return RadioText.Within(margin, -ProtocolLimits.MaxMarginDb, ProtocolLimits.MaxMarginDb);
    }
}
