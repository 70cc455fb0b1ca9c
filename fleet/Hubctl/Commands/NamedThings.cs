// Finds what people call by its name and programs by its id.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>A list of things with ids and names.</summary>
/// <param name="Path">Where the server lists them.</param>
/// <param name="What">What one of them is.</param>
/// <param name="IdMember">The member with the id.</param>
/// <param name="NameMember">The member with the name.</param>
internal sealed record NamedThings(string Path, string What, string IdMember, string NameMember)
{
    /// <summary>The responder groups.</summary>
    public static NamedThings Groups { get; } = new("api/dispatch/groups", "group", "groupId", "name");

    /// <summary>The rotas.</summary>
    public static NamedThings Rotas { get; } = new("api/dispatch/rotas", "rota", "rotaId", "name");

    /// <summary>The id of what was typed.</summary>
    public static async Task<string> IdAsync(
        FleetClient client, NamedThings things, string typed, CancellationToken cancellationToken)
    {
        return Guid.TryParse(typed, out Guid id)
            ? id.ToString()
            : Column.Text((await FindAsync(client, things, typed, cancellationToken).ConfigureAwait(false))
                [things.IdMember]);
    }

    /// <summary>What was typed, by its id or its name; capitals do not matter.</summary>
    public static async Task<JsonObject> FindAsync(
        FleetClient client, NamedThings things, string typed, CancellationToken cancellationToken)
    {
        JsonObject page = await client.GetAsync(things.Path, cancellationToken).ConfigureAwait(false);
        JsonObject[] all = [.. ((JsonArray)page["items"]!).OfType<JsonObject>()];
        JsonObject[] found = [.. all.Where(item => IsIt(things, item, typed))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new FailureException(
                ExitCode.NotFound, $"There is no {things.What} \"{typed}\"; there is {Names(things, all)}."),
            _ => throw new FailureException(
                ExitCode.Refused, $"More than one {things.What} is called \"{typed}\"; give the id."),
        };
    }

    private static bool IsIt(NamedThings things, JsonObject item, string typed)
    {
        return string.Equals(Column.Text(item[things.IdMember]), typed, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Column.Text(item[things.NameMember]), typed.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Names(NamedThings things, IReadOnlyCollection<JsonObject> all)
    {
        return all.Count == 0
            ? "none at all"
            : string.Join(", ", all.Select(item => $"\"{Column.Text(item[things.NameMember])}\""));
    }
}
