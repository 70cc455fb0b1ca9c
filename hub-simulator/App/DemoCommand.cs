// hub-simulator demo: real-time hubs against a running fleet manager.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Hub.Core;
using Hub.Simulator.App.Page;
using Hub.Simulator.World;
using Microsoft.AspNetCore.Builder;

namespace Hub.Simulator.App;

internal static class DemoCommand
{
    internal const int DefaultControlPort = 7070;
    private const int MaxHubs = 20_000;

    private static readonly Option<int?> Hubs = new("--hubs")
    {
        Description = $"How many hubs, 1 to {MaxHubs}, the first of the list; all of it when left out.",
    };

    private static readonly Option<string> Server = new("--server")
    {
        Description = "The fleet manager's MQTT gateway, host:port.",
        Required = true,
    };

    private static readonly Option<string> CredentialsFile = new("--credentials")
    {
        Description = "The list of hubs that hubctl wrote.",
        Required = true,
    };

    private static readonly Option<string?> StateDirectory = new("--state-directory")
    {
        Description = "Where the hubs' flash is kept, a file a hub; beside the list of hubs when left out.",
    };

    private static readonly Option<int> ControlPort = new("--control-port")
    {
        Description = "The port on this machine where commands are taken.",
        DefaultValueFactory = _ => DefaultControlPort,
    };

    private static readonly Option<int?> PagePort = new("--page-port")
    {
        Description = "The port on this machine where a browser finds the hubs to see and touch; none when left out.",
    };

    private static readonly Option<int> HeartbeatInterval = new("--heartbeat-interval")
    {
        Description = "Seconds between heartbeats.",
        DefaultValueFactory = _ => Limits.DefaultHeartbeatIntervalSeconds,
    };

    private static readonly Option<int> TimeFactor = new("--time-factor")
    {
        Description = $"How many times as fast time passes for the hubs, 1 to {RealClock.MaxTimeFactor}: their waits "
            + "become shorter, the network stays as it is, and the ages that they tell are as many times too long.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Tls = new("--tls") { Description = "Connect with TLS." };

    private static readonly Option<string?> CertificateAuthority = new("--ca")
    {
        Description = "With --tls: trust the certificates in this PEM file instead of the machine's own roots.",
    };

    internal static Command Create()
    {
        Limit(Hubs, 1, MaxHubs);
        Limit(ControlPort, 1, 65535);
        Limit(PagePort, 1, 65535);
        Limit(HeartbeatInterval, Limits.MinHeartbeatIntervalSeconds, Limits.MaxHeartbeatIntervalSeconds);
        Limit(TimeFactor, 1, RealClock.MaxTimeFactor);
        ServerAddress.Check(Server);
        Command command = new("demo", "Runs hubs against a fleet manager.\n\nWhile it runs, type:\n" + DemoTalk.Help)
        {
            Hubs, Server, CredentialsFile, StateDirectory, ControlPort, PagePort, HeartbeatInterval,
            TimeFactor, Tls, CertificateAuthority,
        };
        command.SetAction(Run);
        return command;
    }

    internal static void Limit<T>(Option<T> option, int lowest, int highest) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int value && (value < lowest || value > highest))
        {
            result.AddError($"{option.Name} takes {lowest} to {highest}, not {value}.");
        }
    });

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            return await Run(ToOptions(parsed), cancellation);
        }
        catch (DemoException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
    }

    private static DemoOptions ToOptions(ParseResult parsed)
    {
        string credentials = parsed.GetValue(CredentialsFile)!;
        if (parsed.GetValue(CertificateAuthority) != null && !parsed.GetValue(Tls))
        {
            throw new DemoException(ExitCodes.Usage, "--ca is of use only with --tls.");
        }

        ServerAddress server = ServerAddress.Parse(parsed.GetValue(Server)!)!;
        return new DemoOptions
        {
            Hubs = parsed.GetValue(Hubs),
            Server = server,
            CredentialsFile = credentials,
            StateDirectory = parsed.GetValue(StateDirectory) ?? credentials + ".state",
            ControlPort = parsed.GetValue(ControlPort),
            PagePort = parsed.GetValue(PagePort),
            HeartbeatIntervalSeconds = parsed.GetValue(HeartbeatInterval),
            TimeFactor = parsed.GetValue(TimeFactor),
            Tls = parsed.GetValue(Tls) ? new TlsTrust(server.Host, Roots(parsed.GetValue(CertificateAuthority))) : null,
        };
    }

    private static X509Certificate2Collection? Roots(string? path)
    {
        if (path == null)
        {
            return null;
        }

        try
        {
            X509Certificate2Collection roots = [];
            roots.ImportFromPemFile(path);
            return roots.Count > 0 ? roots : throw new DemoException(ExitCodes.Usage, $"{path} holds no certificate");
        }
        catch (Exception exception)
            when (exception is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new DemoException(ExitCodes.NotFound, $"{path} cannot be read as certificates: {exception.Message}");
        }
    }

    private static async Task<int> Run(DemoOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<Credentials> credentials = Credentials.Read(options.CredentialsFile);
        int hubs = options.Hubs ?? credentials.Count;
        if (hubs > credentials.Count)
        {
            throw new DemoException(
                ExitCodes.Usage,
                $"{options.CredentialsFile} lists {credentials.Count} hubs, fewer than the {hubs} asked for");
        }

        using FileStream stateLock = LockState(options.StateDirectory);
        DemoTalk talk = new(Console.Out, TimeProvider.System);
        using DemoTown town = MakeTown([.. credentials.Take(hubs)], options, talk);
        await using WebApplication control = await Listen(
            () => ControlServer.Start(town, options.ControlPort), options.ControlPort, ControlPort.Name);
        await using WebApplication? page = options.PagePort is { } port
            ? await Listen(() => PageServer.Start(town, port), port, PagePort.Name)
            : null;
        town.Start();
        talk.Say($"{hubs} hubs report to {options.Server.Host}:{options.Server.Port}; "
            + $"commands are taken here (help shows them) and on http://127.0.0.1:{options.ControlPort}/");
        if (page != null)
        {
            talk.Say($"see and touch them on http://127.0.0.1:{options.PagePort}/");
        }

        return await WaitForEnd(talk, town, cancellation);
    }

    private static FileStream LockState(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(
                Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DemoException(
                ExitCodes.Refused,
                $"{directory} cannot be used, perhaps by reason of another simulator: {exception.Message}");
        }
    }

    private static DemoTown MakeTown(IReadOnlyList<Credentials> credentials, DemoOptions options, DemoTalk talk)
    {
        try
        {
            return new DemoTown(credentials, options, talk.Say);
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DemoException(ExitCodes.Failed, exception.Message);
        }
    }

    private static async Task<WebApplication> Listen(Func<Task<WebApplication>> start, int port, string option)
    {
        try
        {
            return await start();
        }
        catch (IOException exception)
        {
            throw new DemoException(
                ExitCodes.Refused,
                $"Port {port} cannot be listened on; choose another with {option}: {exception.Message}");
        }
    }

    private static async Task<int> WaitForEnd(DemoTalk talk, DemoTown town, CancellationToken cancellation)
    {
        TaskCompletionSource<int> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration interrupted = cancellation.Register(
            () => ended.TrySetResult(ExitCodes.Interrupted));
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ended.TrySetResult(ExitCodes.Ok);
        });

        // The console's reader cannot be cancelled, so it is given a thread of its own and left at the end.
        Thread reader = new(() =>
        {
            if (talk.ReadCommands(Console.In, town, cancellation).GetAwaiter().GetResult())
            {
                ended.TrySetResult(ExitCodes.Ok);
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();
        return await ended.Task;
    }
}
