// Names the texts of the pages of releases and rollouts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>Texts of the pages of releases and rollouts, as <see cref="Texts"/> are.</summary>
public sealed class UpdateTexts
{
    private UpdateTexts()
    {
    }
}
