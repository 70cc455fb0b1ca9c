// Names the texts of commands to hubs for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>Texts of commands to hubs, as <see cref="Texts"/> are.</summary>
public sealed class CommandTexts
{
    private CommandTexts()
    {
    }
}
