// Names the texts of the page of simulated phones for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>Swedish in <c>PhoneTexts.resx</c>, English in <c>PhoneTexts.en.resx</c>.</summary>
public sealed class PhoneTexts
{
    private PhoneTexts()
    {
    }
}
