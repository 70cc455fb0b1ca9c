// Which generation of mobile network the modem uses.
namespace Hub.Protocols.Messages;

/// <summary>The mobile network's technology (HBG-014). A number not listed is read as it is and means unknown.
/// </summary>
public enum RadioTechnology
{
    /// <summary>Not known, or no mobile network in use.</summary>
    Unknown = 0,

    /// <summary>GSM, GPRS, EDGE.</summary>
    SecondGeneration = 1,

    /// <summary>UMTS, HSPA.</summary>
    ThirdGeneration = 2,

    /// <summary>LTE, LTE-M, NB-IoT.</summary>
    FourthGeneration = 3,

    /// <summary>5G.</summary>
    FifthGeneration = 4,
}
