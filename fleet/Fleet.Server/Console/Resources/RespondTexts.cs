// Names the responder's pages' texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>The responder's pages' texts: Swedish in <c>RespondTexts.resx</c>, English in <c>RespondTexts.en.resx</c>.</summary>
public sealed class RespondTexts
{
    private RespondTexts()
    {
    }
}
