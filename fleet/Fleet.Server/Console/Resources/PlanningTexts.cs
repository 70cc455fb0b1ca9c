// Names the dispatch settings' texts for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>The dispatch settings' texts, Swedish and English.</summary>
public sealed class PlanningTexts
{
    private PlanningTexts()
    {
    }
}
