// What every scenario of one run shares.
using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;
using Benchmarks.Load;
using Benchmarks.Native;
using Benchmarks.Reports;
using Benchmarks.Servers;

namespace Benchmarks;

/// <summary>One run of the benchmarks.</summary>
internal sealed class BenchmarkRun
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public BenchmarkRun(bool isQuick, long openFiles)
    {
        IsQuick = isQuick;
        OpenFiles = openFiles;
    }

    /// <summary>True when everything is to be tried for a moment only.</summary>
    public bool IsQuick { get; }

    /// <summary>Files that a process may have open.</summary>
    public long OpenFiles { get; }

    public Report Report { get; } = new();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>One figure for a full run, another for a quick one.</summary>
    public T Pick<T>(T full, T quick) => IsQuick ? quick : full;

    /// <summary>Lets a server compile what it needs before anything is measured.</summary>
    public void WarmUp(ServerProcess server, HubAccount[] accounts)
    {
        OnGeneratorProcessor(() =>
        {
            HubAccount[] few = accounts[..Math.Min(50, accounts.Length)];
            using var engine = new LoadEngine(new LoadTarget(server.MqttPort, few));
            engine.ConnectAll();
            engine.RunClosed(inFlight: 4, 0, Pick(4.0, 0.3));
        });
    }

    /// <summary>Runs on a thread that has the last processor to itself.</summary>
    public static void OnGeneratorProcessor(Action work)
    {
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                Libc.PinThread(Environment.ProcessorCount - 1);
                work();
            }
            catch (BenchmarkException exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
    }
}
