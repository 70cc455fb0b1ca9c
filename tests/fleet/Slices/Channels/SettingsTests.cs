// The settings of providers: faults name their key, secrets are not shown.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server;
using Fleet.Server.Channels;
using Microsoft.Extensions.Configuration;

namespace Slices.Tests.Channels;

public sealed class SettingsTests
{
    private const string First = "Fleet:Channels:Providers:0:";

    [Fact]
    public void Without_settings_there_are_the_simulated_phones()
    {
        FleetSettings settings = Read([], out SettingsReader reader);
        Assert.Empty(reader.Errors);
        Assert.Equal(ProviderKind.Simulator, Assert.Single(settings.Channels.Providers).Kind);
    }

    [Fact]
    public void Providers_are_read_in_their_order()
    {
        FleetSettings settings = Read(
            new()
            {
                ["Fleet:Channels:PublicUrl"] = "https://fleet.example.org",
                [First + "Kind"] = "Elks",
                [First + "UserName"] = "u1234",
                [First + "Password"] = "very-secret",
                [First + "From"] = "+46766861004",
                [First + "WebhookSecret"] = "abcdefghijklmnopqrstuvwx",
                [First + "AllowedAddresses"] = "192.0.2.0/24, 2001:db8::1",
                ["Fleet:Channels:Providers:1:Kind"] = "Http",
                ["Fleet:Channels:Providers:1:Name"] = "gateway",
                ["Fleet:Channels:Providers:1:Url"] = "https://sms.example.org/send",
                ["Fleet:Channels:Providers:1:From"] = "Larm",
                ["Fleet:Channels:Providers:1:Header"] = "X-Key: also-secret",
            },
            out SettingsReader reader);
        Assert.Empty(reader.Errors);
        Assert.Equal(["elks0", "gateway"], settings.Channels.Providers.Select(provider => provider.Name));
        string printed = string.Join('\n', FleetSettings.Print(reader, redact: true));
        Assert.DoesNotContain("very-secret", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("also-secret", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghij", printed, StringComparison.Ordinal);
        Assert.Contains(First + "Password = ********", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kind", "Pigeon")]
    [InlineData("From", "")]
    [InlineData("UserName", "")]
    [InlineData("Url", "ftp://example.org")]
    [InlineData("Name", "två ord")]
    [InlineData("WebhookSecret", "abcdefghijklmnopqrstuvw")]
    [InlineData("WebhookSecret", "abcdefghijklmnopqrstuv/w")]
    [InlineData("AllowedAddresses", "192.0.2.0/33")]
    [InlineData("PerSecond", "0")]
    [InlineData("InFlight", "65")]
    [InlineData("TimeoutSeconds", "31")]
    [InlineData("Colour", "red")]
    public void A_fault_names_its_key(string key, string value)
    {
        Read(
            new()
            {
                ["Fleet:Channels:PublicUrl"] = "https://fleet.example.org",
                [First + "Kind"] = "Elks",
                [First + "UserName"] = "u1234",
                [First + "From"] = "+46766861004",
                [First + "WebhookSecret"] = "abcdefghijklmnopqrstuvwx",
                [First + key] = value,
            },
            out SettingsReader reader);
        Assert.Contains(reader.Errors, error => error.StartsWith(First + key + ":", StringComparison.Ordinal));
    }

    private static FleetSettings Read(Dictionary<string, string?> values, out SettingsReader reader)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        reader = new SettingsReader(configuration);
        return FleetSettings.Read(configuration, AppContext.BaseDirectory, reader);
    }
}
