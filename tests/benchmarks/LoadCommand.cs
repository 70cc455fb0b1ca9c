// The load generator by itself, against any broker on this machine.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Benchmarks.Load;
using Benchmarks.Native;

namespace Benchmarks;

/// <summary>The command <c>load</c>.</summary>
internal static class LoadCommand
{
    public const string Usage =
        """
        Or the load generator by itself, against a broker on 127.0.0.1:
          load --port N [--tls] (--credentials FILE | --hubs N) [--topic hub/{hubId}/up/heartbeat]
               [--in-flight 1..16 | --rate MESSAGES_PER_SECOND] [--seconds N]
          FILE has a line for each hub: hub id, user name, password, as hubctl writes it.
        """;

    private static readonly HashSet<string> Known =
        ["--port", "--credentials", "--hubs", "--topic", "--in-flight", "--rate", "--seconds", "--tls"];

    /// <summary>Connects, loads, prints.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        try
        {
            Dictionary<string, string> options = Read(args);
            Libc.RaiseOpenFiles();
            BenchmarkRun.OnGeneratorProcessor(() => Run(options));
            return 0;
        }
        catch (Exception exception) when (exception is BenchmarkException or IOException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Run(Dictionary<string, string> options)
    {
        HubAccount[] accounts = options.TryGetValue("--credentials", out string? file)
            ? HubAccount.ReadFile(file)
            : HubAccount.MakeUp((int)Number(options, "--hubs", 100));
        var target = new LoadTarget(
            (int)Number(options, "--port", 1883),
            accounts,
            options.ContainsKey("--tls"),
            Topic: options.GetValueOrDefault("--topic"));
        double seconds = Number(options, "--seconds", 10);
        using var engine = new LoadEngine(target);
        ConnectResult connected = engine.ConnectAll();
        Say($"{accounts.Length:N0} hubs connected in {connected.Seconds:F2} s, {connected.Retries} retries; "
            + $"p50 {connected.Ready.Milliseconds(0.5):F1} ms, p99 {connected.Ready.Milliseconds(0.99):F1} ms");
        double rate = Number(options, "--rate", 0);
        LoadResult result = rate > 0
            ? engine.RunOpen(new OpenLoad(seconds, rate, WarmupSeconds: 1))
            : engine.RunClosed((int)Number(options, "--in-flight", 1), 1, seconds);
        Say($"{result.PerSecond:N0} acknowledged a second for {result.Seconds:F1} s; "
            + $"p50 {result.Latency.Milliseconds(0.5):F3} ms, p99 {result.Latency.Milliseconds(0.99):F3} ms, "
            + $"p99.9 {result.Latency.Milliseconds(0.999):F3} ms, max {result.Latency.Milliseconds(1):F3} ms; "
            + $"{result.Overruns:N0} not sent"
            + (rate > 0 ? "" : $"; generator {result.GeneratorCpuSeconds / result.Seconds:P0} busy"));
    }

    private static Dictionary<string, string> Read(string[] args)
    {
        var options = new Dictionary<string, string>();
        for (int i = 0; i < args.Length; i++)
        {
            bool isFlag = args[i] == "--tls";
            if (!Known.Contains(args[i]) || (!isFlag && i + 1 >= args.Length))
            {
                throw new BenchmarkException($"{args[i]}?\n{Usage}");
            }

            options[args[i]] = isFlag ? "" : args[i + 1];
            i += isFlag ? 0 : 1;
        }

        return options;
    }

    private static double Number(Dictionary<string, string> options, string name, double otherwise)
    {
        if (!options.TryGetValue(name, out string? text))
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0
            ? number
            : throw new BenchmarkException($"{name} must be a number above 0, is \"{text}\"");
    }

    private static void Say(string text) => Console.Out.WriteLine(text);
}
