// Makes a hub's identity of what was typed, and says in the words of the command line what is wrong with it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Protocols;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Provisioning;

/// <summary>Reads options and files once, before anything is done; then makes the document for a hub.</summary>
public sealed class IdentityMaker
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        [IdentityFields.Receivers] = "--receiver (one or two)",
        [IdentityFields.Host] = "--receiver",
        [IdentityFields.Port] = "--receiver",
        [IdentityFields.Authority] = "--authority",
        [IdentityFields.ClientCertificate] = "--client-certificate",
        [IdentityFields.ClientKey] = "--client-key",
        [IdentityFields.AccessPoint] = "--apn",
        [IdentityFields.Pin] = "--pin",
        [IdentityFields.WifiName] = "--wifi",
        [IdentityFields.WifiPassphrase] = "HUBCTL_WIFI_PASSPHRASE",
        [IdentityFields.ShortMessageNumbers] = "--short-message-number",
        [IdentityFields.VoiceNumbers] = "--voice-number",
        [IdentityFields.AnsweredNumbers] = "--answered-number",
        [IdentityFields.HeartbeatIntervalSeconds] = "--heartbeat-seconds",
        [IdentityFields.KitInstallCodes] = "--kit",
        [IdentityFields.ReleaseKeys] = "--release-key",
    };

    private readonly ProvisionOrder _order;
    private readonly IdentityReceiver[] _receivers;
    private readonly byte[][] _releaseKeys;

    /// <summary>Reads everything that the order names.</summary>
    /// <exception cref="FailureException">A value is wrong or a file cannot be read; the message names it.</exception>
    public IdentityMaker(ProvisionOrder order)
    {
        _order = order;
        _receivers = ReadReceivers(order);
        _releaseKeys = [.. order.ReleaseKeys.Select(ReleaseKeyFile.Read)];

        // Tried with an id and a key that stand for those to come, so that a typing error costs nothing.
        byte[] key = new byte[ProtocolLimits.HubKeyBytes];
        key[0] = 1;
        Make("0123456789abcdef", key, "model");
    }

    /// <summary>Makes the document.</summary>
    /// <exception cref="FailureException">A value is wrong; the message names the option.</exception>
    public byte[] Make(string hubId, byte[] key, string model)
    {
        var identity = new HubIdentity
        {
            HubId = hubId,
            Key = key,
            Model = model,
            Receivers = _receivers,
            AccessPoint = _order.AccessPoint ?? "",
            Pin = _order.Pin ?? "",
            WifiName = _order.WifiName ?? "",
            WifiPassphrase = _order.WifiPassphrase ?? "",
            ShortMessageNumbers = [.. _order.ShortMessageNumbers],
            VoiceNumbers = [.. _order.VoiceNumbers],
            AnsweredNumbers = [.. _order.AnsweredNumbers],
            HeartbeatIntervalSeconds = _order.HeartbeatIntervalSeconds,
            KitInstallCodes = [.. _order.KitCodes],
            ReleaseKeys = _releaseKeys,
        };
        var writer = new IdentityWriter();
        byte[] buffer = new byte[BenchLimits.MaxIdentityBytes];
        int length = writer.Write(identity, buffer, 0, buffer.Length);
        return length > 0
            ? buffer[..length]
            : throw new FailureException(
                ExitCode.Usage,
                writer.Fault == IdentityFault.Long
                    ? $"The identity is longer than {BenchLimits.MaxIdentityBytes} bytes; shorten the certificates."
                    : $"{OptionOf(writer.Field)}: {Sentence(writer.Fault, writer.Field)}.");
    }

    private static string OptionOf(string field)
    {
        string last = field[(field.LastIndexOf('.') + 1)..];
        return Options.GetValueOrDefault(last, "the hub's " + field);
    }

    private static string Sentence(IdentityFault fault, string field)
    {
        return fault switch
        {
            IdentityFault.Count => "too few or too many",
            IdentityFault.Contradiction when field.EndsWith(IdentityFields.Authority, StringComparison.Ordinal) =>
                "a receiver that is not this machine needs one, since the way there is encrypted",
            IdentityFault.Contradiction when field == IdentityFields.WifiPassphrase => "is of no use without --wifi",
            IdentityFault.Contradiction => "does not go together with the rest",
            IdentityFault.Missing => "is missing",
            _ => "is not what it must be",
        };
    }

    private static IdentityReceiver[] ReadReceivers(ProvisionOrder order)
    {
        int authorities = order.Authorities.Count;
        if (authorities > 1 && authorities != order.Receivers.Count)
        {
            throw new FailureException(ExitCode.Usage, "--authority: give one for all receivers, or one for each.");
        }

        byte[] certificate = order.ClientCertificate is null ? [] : ReadCertificate(order.ClientCertificate);
        byte[] key = order.ClientKey is null ? [] : ReadKey(order.ClientKey);
        var receivers = new IdentityReceiver[order.Receivers.Count];
        for (int i = 0; i < receivers.Length; i++)
        {
            (string host, int port) = ReadAddress(order.Receivers[i]);
            receivers[i] = new IdentityReceiver
            {
                Host = host,
                Port = port,
                Authority = authorities == 0 ? [] : ReadCertificate(order.Authorities[Math.Min(i, authorities - 1)]),
                ClientCertificate = certificate,
                ClientKey = key,
            };
        }

        return receivers;
    }

    private static (string Host, int Port) ReadAddress(string text)
    {
        int colon = text.LastIndexOf(':');
        string host = colon > 0 ? text[..colon].Trim('[', ']') : "";
        return host.Length > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is >= 1 and <= BenchLimits.MaxPort
            ? (host, port)
            : throw new FailureException(
                ExitCode.Usage, $"--receiver: \"{text}\" is not host:port, such as hubs.example.se:8883.");
    }

    private static byte[] ReadCertificate(string path)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return certificate.RawData;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException
            or UnauthorizedAccessException)
        {
            throw new FailureException(
                ExitCode.Usage, $"{path} is not a certificate in PEM or DER: {exception.Message}");
        }
    }

    private static byte[] ReadKey(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            PemFields pem = PemEncoding.Find(text);
            return text[pem.Label] == "PRIVATE KEY"
                ? Convert.FromBase64String(text[pem.Base64Data])
                : throw new FailureException(
                    ExitCode.Usage,
                    $"{path} holds a {text[pem.Label]}; it must be an unencrypted PKCS #8 PRIVATE KEY.");
        }
        catch (Exception exception) when (exception is ArgumentException or IOException
            or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Usage, $"{path} is not a key in PEM: {exception.Message}");
        }
    }
}
