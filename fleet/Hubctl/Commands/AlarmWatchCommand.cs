// hubctl alarm watch: shows every change of a case as it happens.
using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>Follows the stream of case events, and resumes where it was after a broken connection.</summary>
internal static class AlarmWatchCommand
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>The command <c>alarm watch</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        var count = new Option<int>("--count") { Description = "End after so many changes (default: never)" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("watch", "Show every change of a case as it happens; json writes one object a line")
        {
            count, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            var watch = new Watch(session.Terminal, parsed.GetValue(output), parsed.GetValue(count));
            await watch.RunAsync(client, cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private sealed class Watch
    {
        private readonly Terminal _terminal;
        private readonly OutputFormat _format;
        private readonly int _count;
        private int _shown;
        private long? _position;

        public Watch(Terminal terminal, OutputFormat format, int count)
        {
            _terminal = terminal;
            _format = format;
            _count = count;
        }

        private bool IsDone => _count > 0 && _shown >= _count;

        public async Task RunAsync(FleetClient client, CancellationToken cancellationToken)
        {
            TimeSpan pause = TimeSpan.FromSeconds(1);
            bool wasConnected = false;
            while (!IsDone)
            {
                try
                {
                    using StreamReader reader = await client.OpenStreamAsync(_position, cancellationToken)
                        .ConfigureAwait(false);
                    _terminal.Say("Watching.");
                    wasConnected = true;
                    pause = TimeSpan.FromSeconds(1);
                    await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
                }
                catch (FailureException failure) when (wasConnected && failure.ExitCode == ExitCode.Failed)
                {
                    _terminal.Say(failure.Message);
                }
                catch (IOException)
                {
                    // The connection broke; what follows says so and tries again.
                }

                if (!IsDone)
                {
                    _terminal.Say(string.Create(CultureInfo.InvariantCulture,
                        $"The connection was lost; trying again in {pause.TotalSeconds:0} s."));
                    await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }

        private async Task ReadAsync(StreamReader reader, CancellationToken cancellationToken)
        {
            string name = "";
            string data = "";
            while (!IsDone && await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                {
                    _position = long.Parse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture);
                }
                else if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    name = line[7..];
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    data = line[6..];
                }
                else if (line.Length == 0)
                {
                    Show(name, data);
                    name = data = "";
                }
            }
        }

        private void Show(string name, string data)
        {
            if (name == "reset")
            {
                _terminal.Say("Changes were missed; run hubctl alarm list to see where things stand.");
            }
            else if (name == "case" && JsonNode.Parse(data) is JsonObject change)
            {
                _shown++;
                string line = data;
                if (_format != OutputFormat.Json)
                {
                    line = string.Join('\t', Array.ConvertAll(
                        AlarmCommands.CaseColumns, column => column.Of(change).Replace('\t', ' ')));
                }

                _terminal.Output.WriteLine(line);
                _terminal.Output.Flush();
            }
        }
    }
}
