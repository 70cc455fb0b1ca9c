// Who the chip is.
#if NANOFRAMEWORK_1_0
using System;
using System.Net.NetworkInformation;
#endif

namespace Hub.Esp32S3.Supervision;

/// <summary>The address that the maker has burnt into the chip for its first network interface, as 12 hexadecimal
/// digits. .NET tells it by another name, so the host has a board of its own.</summary>
public static class ChipId
{
    private const string Unknown = "000000000000";

    /// <summary>Reads it.</summary>
    /// <returns>12 lower-case hexadecimal digits; zeros when the interpreter does not tell.</returns>
    public static string Read()
    {
#if NANOFRAMEWORK_1_0
        try
        {
            NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
            return interfaces.Length > 0 ? Write(interfaces[0].PhysicalAddress) : Unknown;
        }
        catch (Exception)
        {
            return Unknown;
        }
#else
        return Unknown;
#endif
    }

    /// <summary>An address as digits.</summary>
    /// <returns>Zeros when it is not one of 6 bytes.</returns>
    public static string Write(byte[] address)
    {
        if (address.Length != 6)
        {
            return Unknown;
        }

        const string digits = "0123456789abcdef";
        char[] text = new char[12];
        for (int i = 0; i < address.Length; i++)
        {
            text[2 * i] = digits[address[i] >> 4];
            text[(2 * i) + 1] = digits[address[i] & 15];
        }

        return new string(text);
    }
}
