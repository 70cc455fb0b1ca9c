// Puts the operators' console into the host.
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Console;

/// <summary>Registration and mapping of the console.</summary>
public static class ConsoleServices
{
    /// <summary>Registers what the console's pages need. The host registers the slices' own handlers.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        return services;
    }

    /// <summary>
    /// Maps the console's pages, assets and session end points. Call after <c>UseAuthentication</c> and
    /// <c>UseAuthorization</c>; the cookie scheme's sign-in path must be <c>/sign-in</c>.
    /// </summary>
    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapRazorComponents<Layout.App>().AddInteractiveServerRenderMode();
        return app;
    }
}
