// Names the console's texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>The console's texts: Swedish in <c>Texts.resx</c>, English in <c>Texts.en.resx</c>.</summary>
public sealed class Texts
{
    private Texts()
    {
    }
}
