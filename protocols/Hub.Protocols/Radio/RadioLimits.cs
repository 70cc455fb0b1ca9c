// Every size and bound of the hub's radio in one place; the tests prove each at the limit and one beyond.
namespace Hub.Protocols.Radio;

/// <summary>
/// The bounds of the radio in 869.200 to 869.250 MHz. Sizes in bytes unless the name says otherwise.
/// </summary>
public static class RadioLimits
{
    /// <summary>The version of the frames, in the high half of their first byte.</summary>
    public const int Version = 1;

    /// <summary>Kind and version, device id, counter.</summary>
    public const int HeaderBytes = 9;

    /// <summary>What kinds 4, 5 and 6 carry after the header to make their nonces unlike.</summary>
    public const int SaltBytes = 4;

    /// <summary>The tag at the end.</summary>
    public const int TagBytes = 8;

    /// <summary>The nonce: kind, device id, counter, salt.</summary>
    public const int NonceBytes = 13;

    /// <summary>A join key or a link key.</summary>
    public const int KeyBytes = 16;

    /// <summary>The longest frame.</summary>
    public const int MaxFrameBytes = 48;

    /// <summary>The shortest frame: an acknowledgement.</summary>
    public const int MinFrameBytes = HeaderBytes + AcknowledgeBytes + TagBytes;

    /// <summary>The text of a report.</summary>
    public const int ReportBytes = 10;

    /// <summary>The text of an acknowledgement.</summary>
    public const int AcknowledgeBytes = 1;

    /// <summary>The text of a join request.</summary>
    public const int JoinRequestBytes = 13;

    /// <summary>The text of a join answer.</summary>
    public const int JoinAnswerBytes = 15;

    /// <summary>The text of an order.</summary>
    public const int OrderBytes = 6;

    /// <summary>The text of a resync.</summary>
    public const int ResyncBytes = 4;

    /// <summary>A join nonce, the device's or the hub's.</summary>
    public const int JoinNonceBytes = 8;

    /// <summary>The secret in an install code.</summary>
    public const int SecretBytes = 13;

    /// <summary>Preamble, sync word, length and CRC, which the transceiver adds to a frame.</summary>
    public const int FramingBytes = 11;

    /// <summary>Bits a second on the air.</summary>
    public const int BitsPerSecond = 9600;

    /// <summary>The most a transmitter may be on the air in any hour, in ms: 0.1 % (CEPT/ERC Rec 70-03).</summary>
    public const int MaxAirMillisecondsPerHour = 3600;

    /// <summary>The level below which frames are lost, in dBm; margins count from here.</summary>
    public const int SensitivityDbm = -110;

    /// <summary>The margin from which a place is good, in dB.</summary>
    public const int GoodMarginDb = 20;

    /// <summary>The margin from which a place is weak and below which it fails, in dB.</summary>
    public const int WeakMarginDb = 10;

    /// <summary>The battery percentage that means unknown.</summary>
    public const int BatteryUnknown = 255;
}
