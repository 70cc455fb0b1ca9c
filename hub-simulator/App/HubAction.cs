// The things that can be done to one hub, alike from the keyboard and from the control port.
using System.Globalization;
using System.Threading.Tasks;

namespace Hub.Simulator.App;

/// <summary>What came of an action.</summary>
internal enum ActionResult
{
    Done = 0,
    NoSuchHub = 1,
    Refused = 2,
}

/// <summary>What came of an action, and how to say it.</summary>
internal sealed record ActionAnswer(ActionResult Result, string Sentence);

/// <summary>A verb, a hub and perhaps on or off.</summary>
internal sealed record HubAction(string Verb, int Number, bool IsOn)
{
    /// <summary>Reads words such as "network 3 off"; null when they are none of the actions.</summary>
    internal static HubAction? Parse(string[] words)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, culture, out int number))
        {
            return null;
        }

        return words switch
        {
            ["press", _] => new HubAction("press", number, true),
            ["network" or "power" or "mains", _, "on"] => new HubAction(words[0], number, true),
            ["network" or "power" or "mains", _, "off"] => new HubAction(words[0], number, false),
            _ => null,
        };
    }

    /// <summary>Does it.</summary>
    internal async Task<ActionAnswer> Do(DemoTown town)
    {
        ActionAnswer? answer = await town.With(Number, Act);
        return answer ?? new ActionAnswer(
            ActionResult.NoSuchHub, $"There is no hub {Number}; the hubs are 1 to {town.HubCount}.");
    }

    private ActionAnswer Act(DemoHub hub)
    {
        switch (Verb)
        {
            case "network": hub.SetNetwork(IsOn); break;
            case "power": hub.SetPower(IsOn); break;
            case "mains": hub.SetMains(IsOn); break;
            default:
                return hub.Press()
                    ? Done($"Pressed the button of hub {Number}.")
                    : new ActionAnswer(ActionResult.Refused, $"Hub {Number} has no power; nobody hears the press.");
        }

        return Done($"The {Verb} of hub {Number} is {(IsOn ? "on" : "off")}.");
    }

    private static ActionAnswer Done(string sentence) => new(ActionResult.Done, sentence);
}
