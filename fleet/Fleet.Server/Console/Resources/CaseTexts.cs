// Names the case page's texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>The case page's texts: Swedish in <c>CaseTexts.resx</c>, English in <c>CaseTexts.en.resx</c>.</summary>
public sealed class CaseTexts
{
    private CaseTexts()
    {
    }
}
