// Names the texts of the page of a home's rules for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>Texts of the page of a home's rules, as <see cref="Texts"/> are.</summary>
public sealed class RulePageTexts
{
    private RulePageTexts()
    {
    }
}
