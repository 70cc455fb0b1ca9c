// The fleet manager as a process of its own, which can be killed and started again on the same store.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Processes;

/// <summary>Starts, kills and restarts the fleet manager. Ports and data folder stay the same over restarts.</summary>
internal sealed class FleetServerProcess : IAsyncDisposable
{
    public const string DemoPassword = "only-for-this-test-run";

    /// <summary>Names another server program to test, such as one made wrong on purpose.</summary>
    private const string ProgramVariable = "VALFARDSHUB_FLEET_SERVER";

    private readonly string _dataFolder;
    private readonly Dictionary<string, string> _settings;
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <summary>Prepares a server that keeps its data in <paramref name="dataFolder"/>.</summary>
    public FleetServerProcess(string dataFolder, Dictionary<string, string>? settings = null)
    {
        _dataFolder = dataFolder;
        _settings = settings ?? [];
        HttpPort = FreePort.Next();
        MqttPort = FreePort.Next();
    }

    public int HttpPort { get; }

    public int MqttPort { get; }

    public Uri Url => new($"http://127.0.0.1:{HttpPort}");

    /// <summary>Everything the process has said, over all its starts.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private static string Program =>
        Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } other
            ? other
            : Path.Combine(AppContext.BaseDirectory, "Fleet.Server");

    /// <summary>Starts the process and waits until it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Program)
        {
            WorkingDirectory = Path.GetDirectoryName(Program)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Fleet__DataDirectory"] = _dataFolder;
        start.Environment["Fleet__Http__Url"] = $"http://127.0.0.1:{HttpPort}";
        start.Environment["Fleet__Gateway__Mqtt__Port"] = MqttPort.ToString(
            System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["Fleet__Demo__Enabled"] = "true";
        start.Environment["FLEET_DEMO_PASSWORD"] = DemoPassword;
        foreach ((string name, string value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync(_process, cancellationToken);
    }

    /// <summary>Ends the process at this very moment, from any thread; <see cref="KillAsync"/> waits for its
    /// end.</summary>
    public void KillNow() => _process?.Kill();

    /// <summary>Waits until the process has ended by what somebody else did to it.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Eventually.Limit);
        await _process!.WaitForExitAsync(limited.Token);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Ends the process so that it can finish nothing (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task WaitUntilReadyAsync(Process process, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        string lastAnswer = "";
        try
        {
            await Eventually.IsTrueAsync("the fleet manager is ready", () => IsReadyAsync(), cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{e.Message}\nlast answer: {lastAnswer}\n{Output}", e);
        }

        async Task<bool> IsReadyAsync()
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"the fleet manager ended with code {process.ExitCode}");
            }

            try
            {
                using HttpResponseMessage answer =
                    await http.GetAsync(new Uri(Url, "/healthz/ready"), cancellationToken);
                lastAnswer = await answer.Content.ReadAsStringAsync(cancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                lastAnswer = e.Message;
                return false;
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
