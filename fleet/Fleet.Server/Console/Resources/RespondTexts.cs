// Names the responder's pages' texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>The responder's pages' texts, Swedish and English.</summary>
public sealed class RespondTexts
{
    private RespondTexts()
    {
    }
}
