// Prints what happens, and reads what is typed.
using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Hub.Simulator.App;

/// <summary>The demonstration's terminal: one line for each happening, commands one a line.</summary>
internal sealed class DemoTalk
{
    internal const string Help = """
        press N              press the button of hub N (1 is the first)
        check-in N           press check-in on the front of hub N: a responder is there
        check-out N          press check-out on the front of hub N: a responder goes
        network N off|on     pull out or plug in the network of hub N
        power N off|on       cut or give back all power of hub N
        mains N off|on       cut or give back mains of hub N, which then runs on its battery
        list                 show all hubs (also: status)
        help                 show this
        quit                 stop all hubs
        """;

    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    internal DemoTalk(TextWriter output, TimeProvider time)
    {
        _output = output;
        _time = time;
    }

    /// <summary>Prints a happening with the time of day.</summary>
    internal void Say(string what)
    {
        string at = _time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            _output.WriteLine($"{at} {what}");
        }
    }

    /// <summary>Prints an answer.</summary>
    internal void Answer(string text)
    {
        lock (_lock)
        {
            _output.WriteLine(text);
        }
    }

    /// <summary>Reads commands until the input ends or says quit.</summary>
    /// <returns>True for quit, false when the input has ended.</returns>
    internal async Task<bool> ReadCommands(TextReader input, DemoTown town, CancellationToken cancellation)
    {
        while (await input.ReadLineAsync(cancellation) is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["quit"] or ["exit"])
            {
                return true;
            }

            if (words.Length > 0)
            {
                Answer(await Obey(words, town));
            }
        }

        return false;
    }

    private static async Task<string> Obey(string[] words, DemoTown town)
    {
        if (words is ["help"])
        {
            return Help;
        }

        if (words is ["list"] or ["status"])
        {
            return Table(await town.Status());
        }

        HubAction? action = HubAction.Parse(words);
        if (action == null)
        {
            return $"'{string.Join(' ', words)}' is no command; help shows them.";
        }

        HubAnswer? answer = await action.Do(town);
        return answer == null ? town.NoSuchHub(action.Number) : answer.Refusal ?? action.Sentence;
    }

    /// <summary>The hubs as a table.</summary>
    internal static string Table(HubStatus[] hubs)
    {
        StringBuilder table = new();
        table.Append("   N  hub               power    network  session  lamps P/I/S           presses  pending  held");
        foreach (HubStatus hub in hubs)
        {
            string power = !hub.IsPowered ? "off" : hub.IsOnMains ? "mains" : "battery";
            string lamps = $"{hub.Lamps.Power}/{hub.Lamps.Internet}/{hub.Lamps.Service}";
            table.AppendLine();
            table.Append(CultureInfo.InvariantCulture, $"{hub.Number,4}  {hub.HubId}  {power,-7}  ");
            table.Append(CultureInfo.InvariantCulture, $"{(hub.HasNetwork ? "in" : "out"),-7}  ");
            table.Append(CultureInfo.InvariantCulture, $"{(hub.IsConnected ? "yes" : "no"),-7}  {lamps,-20}  ");
            table.Append(CultureInfo.InvariantCulture, $"{hub.PressCount,7}  {hub.PendingAlarmCount,7}  ");
            table.Append(CultureInfo.InvariantCulture, $"{hub.AcknowledgedAlarmCount,4}");
        }

        return table.ToString();
    }
}
