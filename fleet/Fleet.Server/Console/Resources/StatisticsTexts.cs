// Names the statistics page's texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>
/// The statistics page's texts: Swedish in <c>StatisticsTexts.resx</c>, English in <c>StatisticsTexts.en.resx</c>.
/// </summary>
public sealed class StatisticsTexts
{
    private StatisticsTexts()
    {
    }
}
