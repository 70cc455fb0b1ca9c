// The vendor and the classes of our own hubs.
namespace Hub.Protocols.Updates;

/// <summary>
/// The ids in releases. The vendor is a random UUID (RFC 9562, version 4); a class is the UUID of version 5 of the
/// model's name in the vendor's name space, as the SUIT manifest recommends.
/// </summary>
public static class ReleaseIds
{
    /// <summary>The model that the class of the board is named by.</summary>
    public const string BoardModel = "hub-esp32s3";

    /// <summary>The model that the class of simulated hubs is named by.</summary>
    public const string SimulatedModel = "hub-simulated";

    /// <summary>The vendor, a new array.</summary>
    public static byte[] Vendor()
    {
        return
        [
            0x6B, 0x1F, 0x0C, 0x52, 0x8D, 0x3E, 0x4A, 0x77,
            0x9C, 0x41, 0x2E, 0x95, 0xD0, 0x7F, 0x8A, 0x13,
        ];
    }

    /// <summary>The class of hubs on the ESP32-S3 board, a new array.</summary>
    public static byte[] Board()
    {
        return
        [
            0x4E, 0xEC, 0xAE, 0x1B, 0xD1, 0x68, 0x5C, 0xCB,
            0xA5, 0x92, 0x14, 0xE0, 0x30, 0x6B, 0xD5, 0x10,
        ];
    }

    /// <summary>The class of simulated hubs, a new array.</summary>
    public static byte[] Simulated()
    {
        return
        [
            0xBC, 0xBE, 0x2C, 0xC0, 0xFD, 0xBB, 0x51, 0x7B,
            0xBC, 0x99, 0x16, 0x26, 0x59, 0x8D, 0x8F, 0x79,
        ];
    }
}
