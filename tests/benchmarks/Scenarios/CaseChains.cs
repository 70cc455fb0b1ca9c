// Puts chains in force for the scenarios about cases.
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>Speaks the interface of chains; the demonstration's rota and groups are there to be told.</summary>
internal static class CaseChains
{
    private const string Chain = "/api/chains/person";

    /// <summary>Whether a chain tells responders without an operator.</summary>
    public static bool IsDirect(string template) => template == "hultsfred";

    /// <summary>Puts one of the built-in chains in force.</summary>
    public static void Choose(FleetServer fleet, string template) => Set(fleet, Template(fleet, template));

    /// <summary>Lets unclaimed cases sound again after so many seconds, for ever.</summary>
    public static void SoundEvery(FleetServer fleet, int seconds)
    {
        JsonObject chain = Template(fleet, "helsingborg");
        chain["raised"] = new JsonArray(
            new JsonObject { ["afterSeconds"] = seconds, ["action"] = "soundAgain" });
        Set(fleet, chain);
    }

    private static JsonObject Template(FleetServer fleet, string name)
    {
        using JsonDocument list = fleet.Get("/api/chains/templates");
        JsonElement found = list.RootElement.GetProperty("items").EnumerateArray().First(item =>
            item.GetProperty("name").GetString() == name && item.GetProperty("kind").GetString() == "person");
        return JsonNode.Parse(found.GetProperty("chain").GetRawText())!.AsObject();
    }

    private static void Set(FleetServer fleet, JsonObject chain)
    {
        using JsonDocument answer = fleet.Put(Chain, new { chain, reason = "measured" });
    }
}
