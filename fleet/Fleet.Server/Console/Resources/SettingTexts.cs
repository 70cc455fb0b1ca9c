// Names the texts of the pages of hubs' settings for the localizer.
namespace Fleet.Server.Console.Resources;

/// <summary>Texts of the pages of hubs' settings and of campaigns, as <see cref="Texts"/> are.</summary>
public sealed class SettingTexts
{
    private SettingTexts()
    {
    }
}
