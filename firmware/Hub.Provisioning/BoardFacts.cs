// What a board is, whoever's hub it may be.
using Hub.Core;
using Hub.Protocols;

namespace Hub.Provisioning;

/// <summary>Told on the console. Texts are printable ASCII without blanks.</summary>
public sealed class BoardFacts
{
    /// <summary>The id of the chip, <see cref="Limits.MinBoardIdDigits"/> to <see cref="Limits.MaxBoardIdDigits"/>
    /// hexadecimal digits.</summary>
    public string BoardId { get; set; } = "";

    /// <summary>The hardware model, 1 to <see cref="ProtocolLimits.MaxHardwareModelBytes"/> characters.</summary>
    public string Model { get; set; } = "";

    /// <summary>The firmware version, 1 to <see cref="ProtocolLimits.MaxFirmwareVersionBytes"/> characters.</summary>
    public string Firmware { get; set; } = "";

    /// <summary>Whether the console can say all of it.</summary>
    internal bool IsSound()
    {
        return IsWord(BoardId, Limits.MinBoardIdDigits, Limits.MaxBoardIdDigits)
            && IsWord(Model, 1, ProtocolLimits.MaxHardwareModelBytes)
            && IsWord(Firmware, 1, ProtocolLimits.MaxFirmwareVersionBytes);
    }

    private static bool IsWord(string text, int min, int max)
    {
        bool isWord = text.Length >= min && text.Length <= max;
        for (int i = 0; i < text.Length && isWord; i++)
        {
            isWord = text[i] > ' ' && text[i] <= '~';
        }

        return isWord;
    }
}
