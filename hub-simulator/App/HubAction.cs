// The things that can be done to one hub, alike from the keyboard and from the control port.
using System.Globalization;
using System.Threading.Tasks;
using Hub.Simulator.World;

namespace Hub.Simulator.App;

/// <summary>A verb, a hub and perhaps on or off.</summary>
internal sealed record HubAction(string Verb, int Number, bool IsOn)
{
    /// <summary>What has been done, said in a sentence.</summary>
    internal string Sentence => Verb switch
    {
        "press" => $"Pressed the button of hub {Number}.",
        "check-in" or "check-out" => $"Pressed {Verb} on hub {Number}.",
        _ => $"The {Verb} of hub {Number} is {(IsOn ? "on" : "off")}.",
    };

    /// <summary>Whether the verb is a button, and has no on and off.</summary>
    internal bool IsButton => Verb is "press" or "check-in" or "check-out";

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
            ["press" or "check-in" or "check-out", _] => new HubAction(words[0], number, true),
            ["network" or "power" or "mains", _, "on"] => new HubAction(words[0], number, true),
            ["network" or "power" or "mains", _, "off"] => new HubAction(words[0], number, false),
            _ => null,
        };
    }

    /// <summary>Does it.</summary>
    /// <returns>The hub after it, or why nothing was done; null when there is no such hub.</returns>
    internal async Task<HubAnswer?> Do(DemoTown town)
    {
        string? refusal = null;
        HubStatus? before = await town.With(Number, hub =>
        {
            refusal = Act(hub);
            return hub.Status();
        });
        HubStatus? after = before == null ? null : await town.With(Number, hub => hub.Status());
        return after == null ? null : new HubAnswer(after, refusal);
    }

    private string? Act(DemoHub hub)
    {
        bool isDone = true;
        switch (Verb)
        {
            case "network": hub.SetNetwork(IsOn); break;
            case "power": hub.SetPower(IsOn); break;
            case "mains": hub.SetMains(IsOn); break;
            case "check-in": isDone = hub.PressFront(FrontButton.CheckIn); break;
            case "check-out": isDone = hub.PressFront(FrontButton.CheckOut); break;
            default: hub.Press(); break;
        }

        return isDone ? null : $"Hub {Number} does not run, so its buttons do nothing.";
    }
}

/// <summary>What came of an action.</summary>
/// <param name="Status">The hub after it.</param>
/// <param name="Refusal">Why nothing was done; null when it was.</param>
internal sealed record HubAnswer(HubStatus Status, string? Refusal);
