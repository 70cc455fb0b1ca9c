// What a rollout is to do, as options of a command line.
using System;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The options of a plan and of a new rollout.</summary>
internal sealed class RolloutOptions
{
    private readonly Argument<long> _release = new("release") { Description = "The release's sequence" };
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; kept, and in the log",
        Required = true,
    };

    private readonly Option<string?> _class = new("--class") { Description = "Only hubs of this class" };
    private readonly Option<string?> _group = new("--group") { Description = "Only hubs of this group, by its id" };
    private readonly Option<string?> _hubs = new("--hubs") { Description = "Only these hubs, by commas" };
    private readonly Option<string> _waves = new("--waves")
    {
        Description = "Hubs ordered at the end of each wave: numbers, parts, or a factor last, such as 2,10% or 2,x3",
        DefaultValueFactory = static _ => "2,10%,50%,100%",
    };

    private readonly Option<string?> _window = new("--window")
    {
        Description = "When hubs may restart, in Sweden's time, such as 09:00-15:00; always when left out",
    };

    private readonly Option<int> _soak = Number("--soak-seconds", "How long a wave is watched", 86_400);
    private readonly Option<int> _allowed = Number("--failures-allowed", "More failed hubs than these may stop it", 0);
    private readonly Option<int> _percent = Number(
        "--failure-percent", "They stop it when they are more than this part of the hubs", 0);

    private readonly Option<int> _rate = Number("--hubs-per-minute", "Hubs admitted to install in a minute", 10);
    private readonly Option<int> _burst = Number("--burst", "How many of them at once", 5);
    private readonly Option<int> _bytes = Number("--bytes-per-hour", "The most bytes a hub fetches in an hour", 0);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_release);
        foreach (Option option in new Option[]
        {
            _reason, _class, _group, _hubs, _waves, _window, _soak, _allowed, _percent, _rate, _burst, _bytes,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>The order's body.</summary>
    public JsonObject Read(ParseResult parsed)
    {
        (int from, int to) = WindowOf(parsed.GetValue(_window));
        var target = new JsonObject { ["classId"] = parsed.GetValue(_class), ["groupId"] = parsed.GetValue(_group) };
        if (parsed.GetValue(_hubs) is { } hubs)
        {
            target["hubIds"] = ListOf(hubs);
        }

        return new JsonObject
        {
            ["release"] = parsed.GetValue(_release),
            ["comment"] = parsed.GetValue(_reason),
            ["target"] = target,
            ["waves"] = ListOf(parsed.GetValue(_waves)!),
            ["windowFrom"] = from,
            ["windowTo"] = to,
            ["soakSeconds"] = parsed.GetValue(_soak),
            ["failuresAllowed"] = parsed.GetValue(_allowed),
            ["failurePercent"] = parsed.GetValue(_percent),
            ["hubsPerMinute"] = parsed.GetValue(_rate),
            ["burst"] = parsed.GetValue(_burst),
            ["bytesPerHour"] = parsed.GetValue(_bytes),
        };
    }

    private static Option<int> Number(string name, string description, int standard)
    {
        return new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
    }

    private static JsonArray ListOf(string words)
    {
        return new JsonArray([.. Array.ConvertAll(words.Split(','), static one => (JsonNode)one.Trim())]);
    }

    private static (int From, int To) WindowOf(string? written)
    {
        if (written is null)
        {
            return (0, 0);
        }

        string[] ends = written.Split('-');
        return ends.Length == 2 && MinuteOf(ends[0]) is { } from && MinuteOf(ends[1]) is { } to
            ? (from, to)
            : throw new FailureException(ExitCode.Usage, "--window must be two times of day, such as 09:00-15:00.");
    }

    private static int? MinuteOf(string written)
    {
        return TimeOnly.TryParseExact(
            written.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? (time.Hour * 60) + time.Minute
            : null;
    }
}
