// The things that can be done to one hub, alike from the keyboard and from the control port.
using System.Globalization;
using System.Threading.Tasks;

namespace Hub.Simulator.App;

/// <summary>A verb, a hub and perhaps on or off.</summary>
internal sealed record HubAction(string Verb, int Number, bool IsOn)
{
    /// <summary>What has been done, said in a sentence.</summary>
    internal string Sentence => Verb == "press"
        ? $"Pressed the button of hub {Number}."
        : $"The {Verb} of hub {Number} is {(IsOn ? "on" : "off")}.";

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
    /// <returns>The hub after it, or null when there is no such hub.</returns>
    internal async Task<HubStatus?> Do(DemoTown town)
    {
        HubStatus? before = await town.With(Number, Act);
        return before == null ? null : await town.With(Number, hub => hub.Status());
    }

    private HubStatus Act(DemoHub hub)
    {
        switch (Verb)
        {
            case "network": hub.SetNetwork(IsOn); break;
            case "power": hub.SetPower(IsOn); break;
            case "mains": hub.SetMains(IsOn); break;
            default: hub.Press(); break;
        }

        return hub.Status();
    }
}
