// Puts messages and calls into the host.
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Channels;

/// <summary>Registration and mapping of the slice.</summary>
internal static class ChannelServices
{
    /// <summary>Registers the slice with its providers in their order.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, ChannelOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IOutgoing, Outgoing>();
        services.AddSingleton<ChannelNews>();
        services.AddSingleton<CallProgress>();
        services.AddSingleton<ChannelIntake>();
        services.AddSingleton<WebhookGuard>();
        services.AddSingleton<ICalls, CallDesk>();
        services.AddSingleton<IMessages, Messages>();
        services.AddSingleton<OutgoingSender>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<OutgoingSender>());
        services.AddSingleton<IStoreStartup>(provider => provider.GetRequiredService<OutgoingSender>());
        services.AddSingleton<PhoneFeed>();
        services.AddSingleton<PhoneExchange>();
        services.AddSingleton<SimulatedPhones>();
        services.AddSingleton<IPhones>(provider => provider.GetRequiredService<SimulatedPhones>());
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<SimulatedPhones>());
        services.AddSingleton<AddressesInForce>();
        services.AddSingleton<ChannelCare>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<ChannelCare>());
        services.AddSingleton<SimulatorProvider>();
        foreach (ProviderOptions provider in options.Providers)
        {
            services.AddProvider(provider, options);
        }

        return services;
    }

    /// <summary>Maps the slice's end points.</summary>
    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        WebhookEndpoints.Map(routes);
        CallEndpoints.Map(routes);
        PhoneEndpoints.Map(routes);
    }

    private static void AddProvider(this IServiceCollection services, ProviderOptions provider, ChannelOptions options)
    {
        switch (provider.Kind)
        {
            case ProviderKind.Elks:
                var elks = new ElksProvider(provider, options);
                services.AddSingleton<IMessageProvider>(elks);
                services.AddSingleton<IVoiceProvider>(elks);
                services.AddSingleton<IWebhookSource>(elks);
                break;
            case ProviderKind.Http:
                var http = new HttpProvider(provider);
                services.AddSingleton<IMessageProvider>(http);
                services.AddSingleton<IWebhookSource>(http);
                break;
            case ProviderKind.Smtp:
                services.AddSingleton<IMessageProvider>(new SmtpProvider(provider));
                break;
            default:
                services.AddSingleton<IMessageProvider>(its => its.GetRequiredService<SimulatorProvider>());
                services.AddSingleton<IVoiceProvider>(its => its.GetRequiredService<SimulatorProvider>());
                break;
        }
    }
}
