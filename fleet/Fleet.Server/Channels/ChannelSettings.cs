// Reads the settings of messages and calls.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace Fleet.Server.Channels;

/// <summary>Reads <c>Fleet:Channels</c>; faults are in the reader, with their keys.</summary>
internal static class ChannelSettings
{
    private const string Section = "Fleet:Channels";

    /// <summary>Reads the settings.</summary>
    public static ChannelOptions Read(SettingsReader reader)
    {
        Uri? publicUrl = Url(reader, Section + ":PublicUrl", null, "https", "http");
        int retention = reader.Int(Section + ":RetentionDays", 400, 1, 3_650);
        int ring = reader.Int(Section + ":RingSeconds", 30, 5, 120);
        var providers = new List<ProviderOptions>();
        foreach (string index in reader.Children(Section + ":Providers"))
        {
            ProviderOptions provider = ReadProvider(reader, $"{Section}:Providers:{index}", index, publicUrl);
            if (providers.Any(one => string.Equals(one.Name, provider.Name, StringComparison.OrdinalIgnoreCase)))
            {
                reader.Refuse($"{Section}:Providers:{index}:Name", $"\"{provider.Name}\" is another provider's name.");
            }

            providers.Add(provider);
        }

        if (providers.Count > Limits.Channels.Providers)
        {
            reader.Refuse(Section + ":Providers", $"at most {Limits.Channels.Providers} can be given.");
        }

        return new ChannelOptions(
            providers.Count == 0 ? ChannelOptions.Simulated.Providers : providers, publicUrl, retention, ring);
    }

    private static ProviderOptions ReadProvider(SettingsReader reader, string key, string index, Uri? publicUrl)
    {
        ProviderKind kind = reader.Choice(key + ":Kind", ProviderKind.Simulator);
        string name = reader.Text(key + ":Name", kind.ToString().ToLowerInvariant() + index)!;
        if (name.Length > 40 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            reader.Refuse(key + ":Name", $"must have letters a to z, digits and hyphens, at most 40; is \"{name}\".");
        }

        Uri? url = kind switch
        {
            ProviderKind.Elks => Url(reader, key + ":Url", "https://api.46elks.com", "https", "http"),
            ProviderKind.Http => Url(reader, key + ":Url", null, "https", "http"),
            ProviderKind.Smtp => Url(reader, key + ":Url", null, "smtp", "smtps"),
            _ => null,
        };
        string? user = null;
        string? password = null;
        string from = "";
        string? secret = null;
        if (kind != ProviderKind.Simulator)
        {
            user = reader.Text(key + ":UserName", null);
            password = reader.Secret(key + ":Password");
            from = reader.Text(key + ":From", "")!;
            secret = kind == ProviderKind.Smtp ? null : reader.Secret(key + ":WebhookSecret");
            CheckGiven(reader, key, kind, url, from, user, secret, publicUrl);
        }

        return new ProviderOptions(
            name,
            kind,
            url,
            user,
            password,
            from,
            secret,
            secret is null ? [] : Addresses(reader, key + ":AllowedAddresses"),
            kind == ProviderKind.Elks ? Url(reader, key + ":VoiceAudio", null, "https", "http") : null,
            reader.Int(
                key + ":PerSecond", kind == ProviderKind.Simulator ? 1_000 : Limits.Channels.PerSecond, 1, 1_000),
            reader.Int(key + ":InFlight", Limits.Channels.InFlightPerProvider, 1, Limits.Channels.InFlight),
            reader.Int(key + ":TimeoutSeconds", 10, 1, 30),
            kind == ProviderKind.Http ? Gateway(reader, key) : null,
            reader.Text(key + ":Tenant", null));
    }

    private static void CheckGiven(
        SettingsReader reader,
        string key,
        ProviderKind kind,
        Uri? url,
        string from,
        string? user,
        string? secret,
        Uri? publicUrl)
    {
        if (url is null)
        {
            reader.Refuse(key + ":Url", $"must be given for the kind {kind}.");
        }

        if (from.Length == 0)
        {
            reader.Refuse(key + ":From", "must be the number or address that messages come from.");
        }

        if (kind == ProviderKind.Elks && user is null)
        {
            reader.Refuse(key + ":UserName", "must be the API user name.");
        }

        if (secret is not null && (secret.Length < Limits.Channels.SecretLength
            || !secret.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
        {
            reader.Refuse(
                key + ":WebhookSecret",
                $"must have at least {Limits.Channels.SecretLength} letters a to z, digits, hyphens or underlines.");
        }

        if (secret is not null && publicUrl is null)
        {
            reader.Refuse(Section + ":PublicUrl", $"must be given, because {key}:WebhookSecret is.");
        }
    }

    private static HttpGateway Gateway(SettingsReader reader, string key)
    {
        string method = reader.Text(key + ":Method", "POST")!.ToUpperInvariant();
        if (method is not ("GET" or "POST"))
        {
            reader.Refuse(key + ":Method", $"must be GET or POST, is \"{method}\".");
        }

        BodyFormat format = reader.Choice(key + ":Format", BodyFormat.Form);
        string body = reader.Text(
            key + ":Body",
            format == BodyFormat.Form
                ? "to={to}&from={from}&text={text}&id={id}"
                : """{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}""")!;
        string? header = reader.Secret(key + ":Header");
        if (header is not null && header.IndexOf(':', StringComparison.Ordinal) < 1)
        {
            reader.Refuse(key + ":Header", "must be a name, a colon and a value.");
        }

        return new HttpGateway(
            method,
            format,
            body,
            header,
            reader.Text(key + ":Reference", "id")!,
            reader.Text(key + ":SmsFrom", "from")!,
            reader.Text(key + ":SmsText", "text")!,
            reader.Text(key + ":SmsReference", "id")!,
            reader.Text(key + ":ReportReference", "id")!,
            reader.Text(key + ":ReportStatus", "status")!,
            Words(reader.Text(key + ":DeliveredWords", "delivered,DELIVRD")!),
            Words(reader.Text(key + ":FailedWords", "failed,undelivered,rejected,expired,UNDELIV,REJECTD,EXPIRED")!));
    }

    private static string[] Words(string text)
    {
        return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string[] Addresses(SettingsReader reader, string key)
    {
        string[] words = Words(reader.Text(key, "")!);
        foreach (string word in words)
        {
            if (!IPNetwork.TryParse(word, out _) && !IPAddress.TryParse(word, out _))
            {
                reader.Refuse(key, $"must be addresses such as 192.0.2.7 or 192.0.2.0/24, has \"{word}\".");
            }
        }

        return words;
    }

    private static Uri? Url(SettingsReader reader, string key, string? standard, params ReadOnlySpan<string> schemes)
    {
        string? text = reader.Text(key, standard);
        if (text is null)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && schemes.Contains(url.Scheme))
        {
            return url;
        }

        reader.Refuse(key, $"must be an address that begins with {string.Join(" or ", schemes!)}, is \"{text}\".");
        return null;
    }
}
