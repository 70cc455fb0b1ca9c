// Names the texts of technical cases for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>Texts of technical cases, outages, tickets and wrong alarms, as <see cref="Texts"/> are.</summary>
public sealed class TechnicalTexts
{
    private TechnicalTexts()
    {
    }
}
