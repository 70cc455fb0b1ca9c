// Which firmware and which board this is.
using Hub.Loader;

namespace Hub.Esp32S3.Wiring;

/// <summary>Told on the console and in hello.</summary>
public static class FirmwareFacts
{
    /// <summary>The version of the sources.</summary>
    public const string Version = "0.1.0";

    /// <summary>The model of the board, as on its label.</summary>
    public const string Model = "reference-board-a";

    /// <summary>The version with the release that it came in: <c>0.1.0+r17</c>.</summary>
    /// <param name="start">What the loader has started.</param>
    public static string VersionOf(SlotStart start)
    {
        return start.Slot == Slot.Factory ? Version : Version + "+r" + Text(start.Version);
    }

    private static string Text(uint number)
    {
        int count = 1;
        for (uint left = number; left > 9; left /= 10)
        {
            count++;
        }

        char[] digits = new char[count];
        for (int i = count - 1; i >= 0; i--)
        {
            digits[i] = (char)('0' + (int)(number % 10));
            number /= 10;
        }

        return new string(digits);
    }
}
