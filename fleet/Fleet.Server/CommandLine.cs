// The server's command line: serve, migrate, replies, config print.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using Fleet.Server.Dispatch;
using Fleet.Server.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fleet.Server;

/// <summary>Runs what the command line asks. Exit codes: 0 done, 1 failed, 2 wrong usage or settings.</summary>
internal static class CommandLine
{
    private const string Usage =
        """
        Usage: Fleet.Server [serve] [--Key=value …]         start the fleet manager (the default)
               Fleet.Server migrate [--Key=value …]         bring the database's schema up to date
               Fleet.Server replies [--Key=value …]         list replies of phones that no municipality knows
               Fleet.Server config print [--redact] [--Key=value …]
                                                            show the settings in force

        Settings come from appsettings.json, then the environment (Fleet__DataDirectory …), then the command line
        (--Fleet:DataDirectory=…).
        """;

    /// <summary>Runs a command.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        string[] words = [.. args.TakeWhile(static arg => !arg.StartsWith('-'))];
        string[] rest = args[words.Length..];
        try
        {
            switch (string.Join(' ', words))
            {
                case "":
                    if (rest.Contains("--help") || rest.Contains("-h"))
                    {
                        output.WriteLine(Usage);
                        return 0;
                    }

                    goto case "serve";
                case "serve":
                    return await ServeAsync(rest).ConfigureAwait(false);
                case "migrate":
                    return Migrate(rest, output, error);
                case "replies":
                    return await RepliesAsync(rest, output, error).ConfigureAwait(false);
                case "config print":
                    return Print(rest, output, error);
                default:
                    error.WriteLine($"Unknown command \"{string.Join(' ', words)}\".\n\n{Usage}");
                    return 2;
            }
        }
        catch (SettingsException exception)
        {
            return Say(error, 2, "These settings are wrong:", exception.Errors);
        }
        catch (OptionsValidationException exception)
        {
            return Say(error, 2, "These settings are wrong:", exception.Failures);
        }
        catch (Exception exception) when (Sentence(exception) is { } sentence)
        {
            return Say(error, 1, "The fleet manager cannot start:", [sentence]);
        }
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        await using WebApplication app = FleetHost.Build(args);
        await app.RunAsync().ConfigureAwait(false);
        return 0;
    }

    private static int Migrate(string[] args, TextWriter output, TextWriter error)
    {
        IConfiguration configuration = Configuration(args, out string contentRoot);
        FleetSettings settings = FleetHost.ReadSettings(configuration, contentRoot);
        PrivateFile.MakeDirectory(settings.DataDirectory);
        using var store = new FleetStore(settings.Store, TimeProvider.System, NullLogger<FleetStore>.Instance);
        IReadOnlyList<Migration> applied = store.Migrate();
        foreach (Migration migration in applied)
        {
            output.WriteLine($"applied {migration.Name}");
        }

        error.WriteLine(applied.Count == 0 ? "The schema is up to date." : "Done.");
        return 0;
    }

    /// <summary>
    /// On a server of several municipalities a reply of an unknown phone is shown to none of them: it may be meant for
    /// another. Who runs the server finds out whose it is.
    /// </summary>
    private static async Task<int> RepliesAsync(string[] args, TextWriter output, TextWriter error)
    {
        FleetSettings settings = FleetHost.ReadSettings(Configuration(args, out string contentRoot), contentRoot);
        using var store = new FleetStore(settings.Store, TimeProvider.System, NullLogger<FleetStore>.Instance);
        IReadOnlyList<UnmatchedReply> replies = await store.ReadAsync(UnmatchedStore.Nobodys, default)
            .ConfigureAwait(false);
        foreach (UnmatchedReply reply in replies)
        {
            string text = string.Join(' ', reply.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            output.WriteLine($"{reply.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\t{reply.From}\t{text}");
        }

        error.WriteLine(
            $"{replies.Count} {(replies.Count == 1 ? "reply" : "replies")} of phones that no municipality knows.");
        return 0;
    }

    private static int Print(string[] args, TextWriter output, TextWriter error)
    {
        bool redact = args.Contains("--redact");
        IConfiguration configuration = Configuration(
            [.. args.Where(static arg => arg != "--redact")], out string contentRoot);
        var reader = new SettingsReader(configuration);
        FleetSettings.Read(configuration, contentRoot, reader);
        foreach (string line in FleetSettings.Print(reader, redact))
        {
            output.WriteLine(line);
        }

        return reader.Errors.Count == 0 ? 0 : Say(error, 2, "These settings are wrong:", reader.Errors);
    }

    private static IConfiguration Configuration(string[] args, out string contentRoot)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        contentRoot = builder.Environment.ContentRootPath;
        return builder.Configuration;
    }

    /// <summary>
    /// What the person who starts the server should read; null for a fault that needs its stack trace.
    /// </summary>
    private static string? Sentence(Exception exception)
    {
        return exception switch
        {
            StoreSchemaException or InvalidDataException => exception.Message,
            DbException => $"The store cannot be opened: {exception.Message}",
            IOException { InnerException: { } inner } when inner.GetBaseException() is SocketException
                || exception.Message.Contains("bind", StringComparison.OrdinalIgnoreCase) => exception.Message,
            IOException or UnauthorizedAccessException or SocketException => exception.Message,
            _ => null,
        };
    }

    private static int Say(TextWriter error, int code, string heading, IEnumerable<string> lines)
    {
        error.WriteLine(heading);
        foreach (string line in lines)
        {
            error.WriteLine("  " + line);
        }

        return code;
    }
}
