// Bytes from hexadecimal digits, and comparison of bytes.
namespace NFUnitTest;

internal static class Hex
{
    internal static byte[] Bytes(string digits)
    {
        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Digit(digits[i * 2]) << 4) | Digit(digits[(i * 2) + 1]));
        }

        return bytes;
    }

    internal static bool AreEqual(byte[] expected, byte[] actual, int offset, int count)
    {
        if (expected.Length != count)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (expected[i] != actual[offset + i])
            {
                return false;
            }
        }

        return true;
    }

    private static int Digit(char digit)
    {
        return digit <= '9' ? digit - '0' : digit - 'a' + 10;
    }
}
