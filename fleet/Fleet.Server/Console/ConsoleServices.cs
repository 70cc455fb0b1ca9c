// Puts the operators' console into the host.
using System;
using Fleet.Server.Access;
using Fleet.Server.Console.Assets;
using Fleet.Server.Console.Live;
using Fleet.Server.Console.Respond;
using Fleet.Server.Console.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fleet.Server.Console;

/// <summary>Registration and mapping of the console.</summary>
public static class ConsoleServices
{
    /// <summary>Registers what the console's pages need. The host registers the slices' own handlers.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, LinkPatience? patience = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(Limits.Console.CircuitKeptSeconds);
            options.DisconnectedCircuitMaxRetained = Limits.Console.CircuitsKept;
        });
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddSingleton(patience ?? LinkPatience.Default);
        services.AddSingleton<ConsoleAssets>();
        services.AddSingleton<SoundMutes>();
        services.AddScoped<Seat>();
        services.AddScoped<RespondSeat>();
        return services;
    }

    /// <summary>
    /// Maps the console's pages, assets and session end points. Call after <c>UseAuthentication</c> and
    /// <c>UseAuthorization</c>; the cookie scheme's sign-in path must be <c>/sign-in</c>.
    /// </summary>
    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseMiddleware<PageHeaders>();
        app.UseRequestLocalization(ConsoleLanguages.Options());
        app.UseAntiforgery();
        app.MapConsoleAssets();
        app.MapConsoleSessions();
        app.MapConsoleNotFound();
        app.MapRazorComponents<Layout.App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(
                policy => policy.RequireAssertion(context => ActorClaims.Read(context.User) is not null));
        return app;
    }
}
