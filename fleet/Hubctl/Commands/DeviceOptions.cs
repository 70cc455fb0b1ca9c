// Arguments and options that the commands about devices share.
using System.CommandLine;
using System.Globalization;

namespace Fleet.Hubctl.Commands;

/// <summary>Arguments and options about devices; a fresh one for each command.</summary>
internal static class DeviceOptions
{
    /// <summary>The hub.</summary>
    public static Argument<string> Hub()
    {
        return new Argument<string>("hub") { Description = "The hub's id, 16 hexadecimal digits" };
    }

    /// <summary>A device.</summary>
    public static Argument<string> Device()
    {
        return new Argument<string>("device") { Description = "The device's id as hubctl hub devices shows it" };
    }

    /// <summary>A room.</summary>
    public static Option<int> Room()
    {
        return new Option<int>("--room")
        {
            Description = "The room as a SCAIP location code, such as 11 bathroom, 12 bedroom, 21 kitchen, 42 hallway",
            HelpName = "CODE",
        };
    }

    /// <summary>Who the device is for.</summary>
    public static Option<int> Occupant()
    {
        return new Option<int>("--occupant", "--resident")
        {
            Description = "For which of those who live in the home it is, 1 to 9; 0 when not told apart",
            HelpName = "N",
        };
    }

    /// <summary>A device's id as typed: a number, or hexadecimal digits after 0x; 0 when nothing is.</summary>
    public static long ReadId(string? typed)
    {
        if (typed is null)
        {
            return 0;
        }

        bool isHex = typed.StartsWith("0x", System.StringComparison.OrdinalIgnoreCase);
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return uint.TryParse(isHex ? typed[2..] : typed, style, CultureInfo.InvariantCulture, out uint id) && id != 0
            ? id
            : throw new FailureException(ExitCode.Usage, $"\"{typed}\" is no device's id.");
    }
}
