// A PostgreSQL server of the tests' own, in a temporary directory, reached over a socket.
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Npgsql;
using Slices.Tests.World;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Slices.Tests.World;

/// <summary>Started when the first test needs it, ended with the last.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly SemaphoreSlim TemplateGate = new(1);
    private static string? s_directory;
    private static string? s_template;
    private static int s_databases;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    internal static async Task<string> CreateDatabaseAsync() => ConnectionTo(await CreateAsync(""));

    /// <summary>Makes a database with the whole schema and nothing in it.</summary>
    /// <returns>Its connection string.</returns>
    internal static async Task<string> CopyTemplateAsync()
    {
        // One at a time: a database is copied while nobody is connected to it.
        await TemplateGate.WaitAsync();
        try
        {
            if (s_template is null)
            {
                string name = await CreateAsync("");
                StoreTemplate.Migrate(new StoreOptions(StoreProvider.PostgreSql, ConnectionTo(name)));
                s_template = name;
            }

            return ConnectionTo(await CreateAsync(" TEMPLATE " + s_template));
        }
        finally
        {
            TemplateGate.Release();
        }
    }

    private static async Task<string> CreateAsync(string like)
    {
        await Gate.WaitAsync();
        try
        {
            s_directory ??= await StartAsync();
        }
        finally
        {
            Gate.Release();
        }

        string name = "fleet" + Interlocked.Increment(ref s_databases);
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "CREATE DATABASE " + name + like;
        await command.ExecuteNonQueryAsync();
        return name;
    }

    /// <summary>Ends the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (s_directory is { } directory)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync("pg_ctl", "-D", directory + "/data", "-m", "immediate", "-w", "stop");
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string ConnectionTo(string database) =>
        $"Host={s_directory};Username=postgres;Database={database};Maximum Pool Size=20;No Reset On Close=false";

    private static async Task<string> StartAsync()
    {
        Assert.True(
            File.Exists(Programs + "/initdb"),
            $"PostgreSQL 15 is missing ({Programs}/initdb). Install postgresql-15, or run ./test, which does.");
        string directory = Directory.CreateTempSubdirectory("fleetpg").FullName;
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            using Process chown = Process.Start("chown", ["postgres", directory]);
            await chown.WaitForExitAsync();
        }

        string data = directory + "/data";
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        await RunAsync(
            "pg_ctl", "-D", data, "-w", "-l", directory + "/log",
            "-o", $"-c listen_addresses='' -c unix_socket_directories={directory} -c fsync=off", "start");
        return directory;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        bool isRoot = Environment.UserName == "root";
        var start = new ProcessStartInfo(isRoot ? "runuser" : Path.Combine(Programs, program))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        if (isRoot)
        {
            foreach (string argument in new[] { "-u", "postgres", "--", Path.Combine(Programs, program) })
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;

        // The server that pg_ctl leaves behind keeps the pipes open: read no further than pg_ctl's own end.
        Task<string> error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string said = error.IsCompleted ? await error : "";
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {said}");
    }
}
