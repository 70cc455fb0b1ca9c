// Comparing secrets without telling by the time taken how much of them was right.
namespace Hub.Protocols.Security;

/// <summary>Comparison whose time depends on the length only.</summary>
public static class ConstantTime
{
    /// <summary>Whether two runs of bytes are equal.</summary>
    public static bool AreEqual(byte[] first, int firstOffset, byte[] second, int secondOffset, int count)
    {
        int difference = 0;
        for (int i = 0; i < count; i++)
        {
            difference |= first[firstOffset + i] ^ second[secondOffset + i];
        }

        return difference == 0;
    }
}
