// Names the dispatch settings' texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>The dispatch settings' texts: Swedish in <c>DispatchTexts.resx</c>, English in <c>DispatchTexts.en.resx</c>.</summary>
public sealed class DispatchTexts
{
    private DispatchTexts()
    {
    }
}
