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

    /// <summary>
    /// Lets unclaimed cases sound again after so many seconds, three times; then they go to the supervisor, as they
    /// must.
    /// </summary>
    public static void SoundEvery(FleetServer fleet, int seconds)
    {
        JsonObject chain = Template(fleet, "helsingborg");
        string[] actions = ["soundAgain", "soundAgain", "soundAgain", "toSupervisor"];
        chain["raised"] = new JsonArray([.. actions.Select(action =>
            (JsonNode)new JsonObject { ["afterSeconds"] = seconds, ["action"] = action })]);
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
