// Rules in a file, alone or in what hubctl has written around them.
using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>Rules that were read.</summary>
/// <param name="Document">The rules.</param>
/// <param name="SeenVersion">The newest version when the file was written; null when the file does not say.</param>
internal sealed record RuleFile(JsonObject Document, long? SeenVersion)
{
    /// <summary>Reads rules alone, a version, or what <c>rules show</c> writes.</summary>
    public static RuleFile Read(Session session, string path)
    {
        try
        {
            string text = path == "-" ? session.Terminal.Input.ReadToEnd() : File.ReadAllText(path);
            JsonNode? node = JsonNode.Parse(text);
            JsonNode? view = node?["item"] ?? node;
            long? seen = view?["newest"] is JsonObject ? view["version"]?.GetValue<long>() : null;
            JsonNode? document = view?["newest"]?["document"] ?? view?["document"] ?? view;
            return document is JsonObject rules && rules["rules"] is JsonArray
                ? new RuleFile((JsonObject)rules.DeepClone(), seen)
                : throw new FailureException(ExitCode.Usage, $"{path} holds no rules.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotFound, $"{path} cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FailureException(ExitCode.Usage, $"{path} is not JSON of rules: {exception.Message}");
        }
    }
}
