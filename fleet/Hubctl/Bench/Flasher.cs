// Runs nanoFramework's flasher.
using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Bench;

/// <summary>
/// Drives <c>nanoff</c>: the interpreter with an emptied flash first, then the firmware. What it says is passed on, and
/// so is the exit code of a run that failed.
/// </summary>
internal sealed class Flasher
{
    private readonly Session _session;

    public Flasher(Session session)
    {
        _session = session;
    }

    /// <summary>Runs both commands, or says them.</summary>
    /// <param name="program">nanoff; null to look for it.</param>
    /// <param name="port">The serial port.</param>
    /// <param name="target">The interpreter's image.</param>
    /// <param name="image">The firmware's file.</param>
    /// <param name="isDryRun">True to say the commands only.</param>
    /// <param name="cancellationToken">Ends the flasher too.</param>
    /// <returns>0, or the exit code of the command that failed.</returns>
    public async Task<int> RunAsync(
        string? program, string port, string target, string image, bool isDryRun, CancellationToken cancellationToken)
    {
        string[][] commands =
        [
            ["--platform", "esp32", "--target", target, "--serialport", port, "--update", "--masserase"],
            ["--target", target, "--serialport", port, "--deploy", "--image", image],
        ];
        if (isDryRun)
        {
            foreach (string[] arguments in commands)
            {
                _session.Terminal.Output.WriteLine($"{program ?? "nanoff"} {string.Join(' ', arguments)}");
            }

            return ExitCode.Ok;
        }

        string found = program ?? Find() ?? throw new FailureException(
            ExitCode.Failed,
            "nanoff, which writes the board, is not installed. Run: dotnet tool install -g nanoff; then see that "
            + "~/.dotnet/tools is on the search path, or name it with --flasher.");
        if (!File.Exists(image))
        {
            throw new FailureException(
                ExitCode.Usage,
                $"The firmware {image} is not there. Make it with firmware/build, or name it: --image.");
        }

        using var held = PortLock.Take(_session.Configuration.StateFolder, port);
        for (int i = 0; i < commands.Length; i++)
        {
            _session.Terminal.Say($"[{i + 1}/{commands.Length}] {found} {string.Join(' ', commands[i])}");
            int code = await RunOneAsync(found, commands[i], cancellationToken).ConfigureAwait(false);
            if (code != 0)
            {
                _session.Terminal.Say(
                    $"nanoff ended with code {code}. " + (i == 0
                        ? "The board may have no whole interpreter; flash it again."
                        : "The interpreter is in the board, the firmware is not; flash it again."));
                return code;
            }
        }

        _session.Terminal.Say("Flashed. Power off and on; then: hubctl hub provision.");
        return ExitCode.Ok;
    }

    private async Task<int> RunOneAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new FailureException(ExitCode.Failed, $"{program} cannot be run: {exception.Message}");
        }

        try
        {
            await Task.WhenAll(
                ForwardAsync(process.StandardOutput, _session.Terminal.Output, cancellationToken),
                ForwardAsync(process.StandardError, _session.Terminal.Error, cancellationToken)).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task ForwardAsync(TextReader from, TextWriter to, CancellationToken cancellationToken)
    {
        while (await from.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            await to.WriteLineAsync(line).ConfigureAwait(false);
        }
    }

    private string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? ["nanoff.exe", "nanoff.cmd"] : ["nanoff"];
        foreach (string folder in (_session.Configuration.SearchPath ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (string name in names)
            {
                string path = Path.Combine(folder, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }
}
