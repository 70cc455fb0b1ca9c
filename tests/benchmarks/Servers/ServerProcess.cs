// A server under test: a process on one processor, which ends with this object.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Benchmarks.Servers;

/// <summary>Starts a program bound to one processor and keeps what it says.</summary>
internal abstract class ServerProcess : IDisposable
{
    /// <summary>The processor that every server under test has to itself.</summary>
    public const int Processor = 0;

    private const int StartSeconds = 60;
    private const int KeptCharacters = 20_000;

    private static readonly List<ServerProcess> Running = [];

    private readonly StringBuilder _said = new();
    private Process? _process;
    private ProcessStartInfo? _start;

    protected ServerProcess(string name)
    {
        Name = name;
        Folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        lock (Running)
        {
            Running.Add(this);
        }
    }

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    public int MqttPort { get; } = FreePort();

    public int MqttTlsPort { get; } = FreePort();

    public int ProcessId => _process?.Id ?? throw new BenchmarkException($"{Name} does not run");

    public double CpuSeconds => ProcessMeter.CpuSeconds(ProcessId);

    public long ResidentKibibytes => ProcessMeter.ResidentKibibytes(ProcessId);

    /// <summary>A folder of its own, on a real disk, gone afterwards.</summary>
    protected string Folder { get; }

    protected string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    protected bool HasEnded => _process is null || _process.HasExited;

    /// <summary>Stops whatever still runs, when the benchmarks are broken off.</summary>
    public static void StopAll()
    {
        lock (Running)
        {
            foreach (ServerProcess server in Running.ToArray())
            {
                server.Dispose();
            }
        }
    }

    public virtual void Dispose()
    {
        lock (Running)
        {
            Running.Remove(this);
        }

        Kill();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // The system's own cleaning of temporary files takes the rest.
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    protected void Launch(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        string[] pinned = ["-c", Processor.ToString(CultureInfo.InvariantCulture), program, .. arguments];
        var start = new ProcessStartInfo("taskset", pinned)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _start = start;
        Launch(start);
    }

    /// <summary>Ends the program so that it can finish nothing (SIGKILL).</summary>
    protected void Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>Starts the program again as it was started before.</summary>
    protected void LaunchAgain() => Launch(_start ?? throw new BenchmarkException($"{Name} never ran"));

    private void Launch(ProcessStartInfo start)
    {
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkException("taskset is missing: install util-linux");
        }

        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    protected void WaitUntil(Func<bool> isReady)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isReady())
        {
            if (HasEnded || Stopwatch.GetElapsedTime(start).TotalSeconds > StartSeconds)
            {
                throw new BenchmarkException($"{Name} did not start:\n{Said}");
            }

            Thread.Sleep(20);
        }
    }

    protected static bool Accepts(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            if (line != null && _said.Length < KeptCharacters)
            {
                _said.AppendLine(line);
            }
        }
    }
}
