// The console's languages.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;

namespace Fleet.Server.Console.Sessions;

/// <summary>
/// Swedish first, English second. The choice is a cookie's; a browser's own language does not decide.
/// </summary>
internal static class ConsoleLanguages
{
    public static readonly IReadOnlyList<(string Code, string Name)> Names = [("sv", "Svenska"), ("en", "English")];

    public static bool IsKnown(string code) => Names.Any(name => name.Code == code);

    public static RequestLocalizationOptions Options()
    {
        var cultures = Names.Select(name => new CultureInfo(name.Code)).ToList();
        return new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(Names[0].Code),
            SupportedCultures = cultures,
            SupportedUICultures = cultures,
            RequestCultureProviders = [new CookieRequestCultureProvider()],
            ApplyCurrentCultureToResponseHeaders = true,
        };
    }
}
