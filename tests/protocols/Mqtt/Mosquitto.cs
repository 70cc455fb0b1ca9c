// Debian's mosquitto, started on a free port in a folder of its own, to be stopped, killed and started again.
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Protocols.Tests.Mqtt;

/// <summary>A foreign broker and its command-line subscriber.</summary>
internal sealed class Mosquitto : IDisposable
{
    private const string DebianPath = "/usr/sbin/mosquitto";
    private const int StopSignal = 19;
    private const int ContinueSignal = 18;
    private const int SaveSignal = 10;
    private const int ExitMilliseconds = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("mosquitto-").FullName;
    private readonly List<Process> _subscribers = [];
    private readonly string _settings;
    private Process? _process;

    /// <param name="settings">Further lines of mosquitto.conf.</param>
    public Mosquitto(string settings = "")
    {
        _settings = settings;
        try
        {
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Port { get; private set; }

    /// <summary>Starts it, on the same port and with the same store when it ran before.</summary>
    public void Start()
    {
        string error = "";
        for (int attempt = 0; attempt < 5; attempt++)
        {
            if (Port == 0 || attempt > 0)
            {
                Port = FreePort();
            }

            _process = Launch();
            error = WaitUntilRunning(_process);
            if (error.Length == 0)
            {
                return;
            }

            Kill();
        }

        throw new InvalidOperationException($"mosquitto did not start: {error}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        if (_process != null)
        {
            _process.Kill();
            Assert.True(_process.WaitForExit(ExitMilliseconds), "mosquitto did not die");
            _process.Dispose();
            _process = null;
        }
    }

    /// <summary>Has it stand still; what is sent to it waits in the kernel.</summary>
    public void Freeze() => Signal(StopSignal);

    /// <summary>Lets it run on.</summary>
    public void Thaw() => Signal(ContinueSignal);

    /// <summary>Has it write its sessions to disk, and waits until they are there.</summary>
    public void Save()
    {
        // It writes another file and gives that its name when it is whole.
        using var watcher = new FileSystemWatcher(_folder, "mosquitto.db");
        using var saved = new ManualResetEventSlim();
        watcher.Renamed += (_, _) => saved.Set();
        watcher.EnableRaisingEvents = true;
        Signal(SaveSignal);
        Assert.True(saved.Wait(ExitMilliseconds), "mosquitto did not save");
    }

    /// <summary>Starts mosquitto_sub and returns once its subscription stands.</summary>
    /// <returns>Its output: one line a message, topic and payload.</returns>
    public StreamReader Subscribe(string filter, int messages, params string[] more)
    {
        // stdbuf, because mosquitto_sub writes to a pipe only when its buffer is full or when it ends.
        var start = new ProcessStartInfo("stdbuf")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-oL", "mosquitto_sub",
            "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", filter,
            "-C", messages.ToString(CultureInfo.InvariantCulture), "-W", "30", "-F", "%t %p", "-d", .. more,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Run(start, "stdbuf is missing: install Debian's coreutils");
        _subscribers.Add(process);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string? line = process.StandardOutput.ReadLine();
        while (line != null && !line.StartsWith("Subscribed", StringComparison.Ordinal))
        {
            line = process.StandardOutput.ReadLine();
        }

        Assert.True(line != null, "mosquitto_sub did not subscribe; is Debian's mosquitto-clients installed?");
        return process.StandardOutput;
    }

    /// <summary>Reads the messages that a subscriber prints, without its own remarks, until it ends.</summary>
    public static List<string> ReadMessages(StreamReader output)
    {
        var messages = new List<string>();
        for (string? line = output.ReadLine(); line != null; line = output.ReadLine())
        {
            if (!line.StartsWith("Client ", StringComparison.Ordinal)
                && !line.StartsWith("Subscribed", StringComparison.Ordinal))
            {
                messages.Add(line);
            }
        }

        return messages;
    }

    /// <summary>Publishes one message with mosquitto_pub.</summary>
    public void Publish(string topic, string payload, int qos)
    {
        var start = new ProcessStartInfo("mosquitto_pub");
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-q", qos.ToString(CultureInfo.InvariantCulture), "-t", topic, "-m", payload,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Run(start, "mosquitto_pub is missing: install Debian's mosquitto-clients");
        Assert.True(process.WaitForExit(ExitMilliseconds), "mosquitto_pub did not end");
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose()
    {
        foreach (Process subscriber in _subscribers)
        {
            subscriber.Kill();
            subscriber.WaitForExit(ExitMilliseconds);
            subscriber.Dispose();
        }

        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    [DllImport("libc", SetLastError = true, EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Run(ProcessStartInfo start, string whenMissing)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException(whenMissing);
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException(whenMissing + " (./test does it).");
        }
    }

    /// <summary>Reads its log until it says that it runs.</summary>
    /// <returns>Empty, or what it said instead.</returns>
    private static string WaitUntilRunning(Process process)
    {
        var said = new StringBuilder();
        bool isRunning = false;
        using var settled = new ManualResetEventSlim();
        process.ErrorDataReceived += (_, e) =>
        {
            if (settled.IsSet)
            {
                return;
            }

            isRunning = e.Data != null && e.Data.EndsWith(" running", StringComparison.Ordinal);
            said.AppendLine(e.Data);
            if (isRunning || e.Data == null)
            {
                settled.Set();
            }
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return settled.Wait(ExitMilliseconds) && isRunning ? "" : said.ToString();
    }

    private Process Launch()
    {
        string file = Path.Combine(_folder, "mosquitto.conf");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"""
            user root
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_folder}/
            log_dest stderr
            log_timestamp false
            {_settings}

            """));
        // Debian puts it where only root's PATH looks.
        var start = new ProcessStartInfo(File.Exists(DebianPath) ? DebianPath : "mosquitto")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(file);
        return Run(start, "mosquitto is missing: install Debian's mosquitto");
    }

    private void Signal(int signal)
    {
        Assert.NotNull(_process);
        Assert.Equal(0, SendSignal(_process.Id, signal));
    }
}
