// hubctl verify: checks evidence without any server.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence;
using Fleet.Evidence.Bundles;
using Fleet.Evidence.Exports;

namespace Fleet.Hubctl.Commands;

/// <summary>The command <c>verify</c>.</summary>
internal static class VerifyCommand
{
    /// <summary>The most bytes of a bundle.</summary>
    private const int BundleBytes = 64 * 1024 * 1024;

    /// <summary>Makes the command.</summary>
    public static Command Make(Session session)
    {
        Argument<string> file = File();
        Option<string[]> keys = Keys();
        var command = new Command("verify", "Check a case's bundle or an exported log; needs no server")
        {
            file, keys,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] trusted = ReadKeys(parsed.GetValue(keys));
            Verdict verdict = await CheckAsync(parsed.GetValue(file)!, trusted, null, cancellationToken)
                .ConfigureAwait(false);
            return Say(session, verdict, trusted);
        });
        return command;
    }

    /// <summary>The file to check; a fresh one for each command.</summary>
    public static Argument<string> File()
    {
        return new Argument<string>("file") { Description = "A bundle (.zip) or an exported log (.ndjson)" };
    }

    /// <summary>The keys that may have signed; a fresh one for each command.</summary>
    public static Option<string[]> Keys()
    {
        return new Option<string[]>("--key")
        {
            Description = "The fingerprint of a key that may have signed, from the municipality; can be repeated",
            HelpName = "FINGERPRINT",
        };
    }

    /// <summary>The fingerprints, in lower case and without what people put between the digits.</summary>
    public static string[] ReadKeys(string[]? given)
    {
        string[] keys = [.. (given ?? []).Select(static key =>
            key.Replace(":", "").Replace(" ", "").ToLowerInvariant())];
        string? wrong = keys.FirstOrDefault(static key => key.Length != 64 || !key.All(char.IsAsciiHexDigit));
        return wrong is null
            ? keys
            : throw new FailureException(
                ExitCode.Usage, $"--key must be 64 hexadecimal digits, \"{wrong}\" is not.");
    }

    /// <summary>Checks a file of either kind.</summary>
    public static async Task<Verdict> CheckAsync(
        string path, IReadOnlyCollection<string> trusted, Action<ExportLine>? seen, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream stream = System.IO.File.OpenRead(path);
            byte[] first = new byte[2];
            bool isBundle = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
                && BundleVerifier.IsBundle(first);
            stream.Position = 0;
            if (!isBundle)
            {
                return await ExportVerifier.CheckAsync(stream, trusted, seen, cancellationToken).ConfigureAwait(false);
            }

            if (stream.Length > BundleBytes)
            {
                throw new FailureException(
                    ExitCode.NotWhole, $"NOT WHOLE: {path} is larger than any bundle ({BundleBytes} bytes).");
            }

            byte[] bundle = new byte[stream.Length];
            await stream.ReadExactlyAsync(bundle, cancellationToken).ConfigureAwait(false);
            return BundleVerifier.Check(bundle, trusted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>Says what was found.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(Session session, Verdict verdict, IReadOnlyCollection<string> trusted)
    {
        if (!verdict.IsWhole)
        {
            session.Terminal.Say("NOT WHOLE: " + verdict.Fault);
            return ExitCode.NotWhole;
        }

        session.Terminal.Output.WriteLine("whole");
        foreach (string sentence in verdict.Facts)
        {
            session.Terminal.Say(sentence);
        }

        foreach (string key in verdict.Keys)
        {
            session.Terminal.Say(trusted.Count > 0
                ? $"Signed with the key {key}, as given."
                : $"Signed with the key {key}. Compare it with what the municipality tells you, or give it as --key: "
                    + "without that, anybody could have made this file.");
        }

        return ExitCode.Ok;
    }
}
