// Runs a foreign MQTT client and listens to what it says.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace Gateway.Tests.Doubles;

/// <summary>A program outside the project, with what it wrote line by line.</summary>
internal sealed class ForeignProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly StringBuilder _errors = new();

    private ForeignProgram(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>The folder with our scripts for foreign clients.</summary>
    internal static string Folder => Path.Combine(AppContext.BaseDirectory, "foreign");

    internal IReadOnlyList<string> Lines => _lines;

    internal static ForeignProgram Start(string program, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        try
        {
            return new ForeignProgram(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException(
                $"{program} is missing; ./test installs it, or as root: apt-get install {package}");
        }
    }

    /// <summary>Reads on until a line starts with this text.</summary>
    internal async Task<string> UntilAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            _lines.Add(line);
            if (line.StartsWith(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It never said '{text}': {this}");
    }

    /// <summary>Reads to the end and expects this exit code.</summary>
    internal async Task<string> ExitAsync(int code = 0)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            _lines.Add(line);
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(code == _process.ExitCode, $"Exit code {_process.ExitCode}, not {code}: {this}");
        return ToString();
    }

    public override string ToString()
    {
        lock (_errors)
        {
            return string.Join('\n', _lines) + "\n" + _errors;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
