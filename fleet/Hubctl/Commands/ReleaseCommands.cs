// hubctl release: list, show, upload, rehearse, rehearsals, keys, trust, distrust.
using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about releases.</summary>
internal static class ReleaseCommands
{
    private static readonly Column[] ReleaseColumns =
    [
        Column.Member("release", "sequence"),
        Column.Member("version", "version"),
        Column.Member("key", "keyId"),
        Column.Member("rehearsed", "isRehearsed"),
        Column.Member("uploaded", "uploadedAt"),
        Column.Member("by", "actorName"),
    ];

    private static readonly Column[] ImageColumns =
    [
        Column.Member("image", "index"),
        Column.Member("class", "classId"),
        Column.Member("bytes", "bytes"),
        Column.Member("from release", "requiresSequence"),
        Column.Member("battery", "minimumBatteryPercent"),
    ];

    private static readonly Column[] RehearsalColumns =
    [
        Column.Member("rehearsal", "number"),
        Column.Member("passed", "isPassed"),
        Column.Member("at", "uploadedAt"),
        Column.Member("by", "actorName"),
        Column.Member("faults", "faults"),
    ];

    private static readonly Column[] KeyColumns =
    [
        Column.Member("key", "keyId"),
        Column.Member("added", "addedAt"),
        Column.Member("by", "actorName"),
    ];

    /// <summary>The command <c>release</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("release", "Signed firmware for hubs, and what was proved of it")
        {
            MakeList(session, shared, "list", "List releases, the newest first", "api/releases", ReleaseColumns),
            MakeShow(session, shared),
            MakeUpload(session, shared),
            MakeRehearse(session, shared),
            MakeRehearsals(session, shared),
            MakeList(
                session, shared, "keys", "List the keys that releases must be signed with", "api/releases/keys",
                KeyColumns),
            MakeTrust(session, shared),
            MakeDistrust(session, shared),
        };
    }

    private static Command MakeList(
        Session session, SharedOptions shared, string word, string description, string path, Column[] columns)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command(word, description) { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<long> release = Release();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show a release and its images") { release, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.GetAsync(PathOf(parsed.GetValue(release)), cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), view);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeUpload(Session session, SharedOptions shared)
    {
        var file = new Argument<string>("bundle") { Description = "The bundle that the signer has made" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("upload", "Give the fleet manager a signed release") { file, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetValue(file)!;
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.UploadAsync("api/releases", path, cancellationToken).ConfigureAwait(false);
            Write(session, parsed.GetValue(output), view);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeRehearse(Session session, SharedOptions shared)
    {
        Argument<long> release = Release();
        var file = new Argument<string>("report") { Description = "The report of the rehearsal, JSON" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("rehearse", "Give the fleet manager a rehearsal of a release")
        {
            release, file, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            JsonObject report = ReadReport(parsed.GetValue(file)!);
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject kept = await client.PostAsync(
                PathOf(parsed.GetValue(release)) + "/rehearsals", report, cancellationToken).ConfigureAwait(false);
            bool isPassed = kept["isPassed"]!.GetValue<bool>();
            session.Terminal.Say(isPassed ? "The rehearsal has passed." : "The rehearsal has not passed.");
            session.Terminal.WriteList(parsed.GetValue(output), [kept.DeepClone()], RehearsalColumns);
            return isPassed ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static Command MakeRehearsals(Session session, SharedOptions shared)
    {
        Argument<long> release = Release();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("rehearsals", "List the rehearsals of a release") { release, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync(
                PathOf(parsed.GetValue(release)) + "/rehearsals", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, RehearsalColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeTrust(Session session, SharedOptions shared)
    {
        var key = new Argument<string>("key") { Description = "The public key, hexadecimal" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("trust", "Trust a key that releases are signed with; at most two") { key, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject made = await client.PostAsync(
                "api/releases/keys", new JsonObject { ["publicKey"] = parsed.GetValue(key) }, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), [made.DeepClone()], KeyColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeDistrust(Session session, SharedOptions shared)
    {
        var key = new Argument<string>("key") { Description = "The key's id, 8 hexadecimal digits" };
        var command = new Command("distrust", "Trust a key no more") { key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string id = parsed.GetValue(key)!;
            await client.DeleteAsync("api/releases/keys/" + Uri.EscapeDataString(id), cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Say($"The key {id} is not trusted any more.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static JsonObject ReadReport(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new FailureException(ExitCode.Usage, $"{path} holds no JSON object.");
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Usage, $"{path} cannot be read as JSON: {exception.Message}");
        }
    }

    private static void Write(Session session, OutputFormat output, JsonObject release)
    {
        bool isRehearsed = release["isRehearsed"]!.GetValue<bool>();
        session.Terminal.Say($"Release {Column.Text(release["sequence"])}, {Column.Text(release["version"])}, "
            + (isRehearsed ? "with a passed rehearsal." : "without a passed rehearsal."));
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, release);
        }
        else
        {
            session.Terminal.WriteList(output, (JsonArray)release["images"]!.DeepClone(), ImageColumns);
        }
    }

    private static string PathOf(long release)
    {
        return string.Create(CultureInfo.InvariantCulture, $"api/releases/{release}");
    }

    private static Argument<long> Release()
    {
        return new Argument<long>("release") { Description = "The release's sequence" };
    }
}
