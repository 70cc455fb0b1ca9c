// Makes a body of any type that an end point takes, and spoils it place by place.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Fleet.Server.Http;

namespace Slices.Tests.Http;

/// <summary>A body with one fault.</summary>
/// <param name="Body">The body.</param>
/// <param name="Field">The field that the answer must name; null when the fault is the slice's to find.</param>
/// <param name="What">What was done, for the test's own messages.</param>
internal sealed record SpoiltBody(JsonNode Body, string? Field, string What);

/// <summary>Works on the serialiser's own view of the types, so that it sees what the server sees.</summary>
internal static class BodySamples
{
    private const int LongText = 20_000;
    private const int LongList = 1_000;
    private const int LongBody = 60_000;

    /// <summary>A body with a value in every place and one element in every list.</summary>
    public static JsonNode Make(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        JsonTypeInfo info = JsonSettings.Options.GetTypeInfo(plain);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => new JsonObject(info.Properties.Select(member =>
                KeyValuePair.Create<string, JsonNode?>(member.Name, Make(member.PropertyType)))),
            JsonTypeInfoKind.Enumerable => new JsonArray(Make(info.ElementType!)),
            JsonTypeInfoKind.Dictionary => new JsonObject { ["x"] = Make(info.ElementType!) },
            _ => Scalar(plain),
        };
    }

    /// <summary>Every fault that the serialiser must find and name.</summary>
    public static IEnumerable<SpoiltBody> Unreadable(Type type) =>
        FaultsOf(type).Where(one => !Free(type).Any(name => one.Field?.StartsWith(name + ".") == true));

    // Members whose own members have any name and any value: the end point judges them, not the serialiser.
    private static IEnumerable<string> Free(Type type) => JsonSettings.Options.GetTypeInfo(type).Properties
        .Where(member => member.PropertyType == typeof(Dictionary<string, JsonElement>))
        .Select(member => member.Name);

    private static IEnumerable<SpoiltBody> FaultsOf(Type type)
    {
        foreach ((string path, JsonNode body, JsonNode place) in Places(type))
        {
            if (place is JsonObject members)
            {
                members["nonsense"] = 1;
                yield return new SpoiltBody(body, Dotted(path, "nonsense"), "unknown member");
            }
        }

        foreach ((string path, JsonNode body, JsonNode place) in Places(type))
        {
            if (place is JsonArray list)
            {
                list.Add(null);
                bool isOfValues = list[0] is JsonValue value && value.GetValueKind() != JsonValueKind.String;
                yield return new SpoiltBody(body, isOfValues ? null : $"{path}[1]", "null element");
            }
        }

        foreach ((string path, JsonNode body, JsonNode place) in Places(type))
        {
            if (path.Length > 0)
            {
                bool isBoolean = place.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
                place.ReplaceWith(isBoolean ? (JsonNode)7 : true);
                yield return new SpoiltBody(body, path, "value of another kind");
            }
        }
    }

    /// <summary>Every odd body that can be read: what comes of it is the slice's to say.</summary>
    public static IEnumerable<SpoiltBody> Odd(Type type)
    {
        yield return new SpoiltBody(Make(type), null, "a value everywhere");
        yield return new SpoiltBody(new JsonObject(), null, "nothing");
        foreach (Func<JsonNode, bool> spoil in new Func<JsonNode, bool>[]
        {
            static place => Put(place, null),
            static place => IsText(place) && Put(place, new string('x', LongText)),
            static place => IsText(place) && Put(place, "\0\u202e'\"; DROP TABLE x; --{name}{"),
            static place => IsNumber(place) && Put(place, int.MaxValue),
            static place => IsNumber(place) && Put(place, int.MinValue),
            Lengthen,
            Empty,
        })
        {
            foreach ((string path, JsonNode body, JsonNode place) in Places(type))
            {
                if (path.Length > 0 && spoil(place))
                {
                    yield return new SpoiltBody(body, null, path);
                }
            }
        }
    }

    /// <summary>Each place of a body, each in a body of its own.</summary>
    private static IEnumerable<(string Path, JsonNode Body, JsonNode Place)> Places(Type type)
    {
        int count = All("", Make(type)).Count();
        for (int i = 0; i < count; i++)
        {
            JsonNode body = Make(type);
            (string path, JsonNode place) = All("", body).ElementAt(i);
            yield return (path, body, place);
        }
    }

    private static IEnumerable<(string Path, JsonNode Place)> All(string path, JsonNode place)
    {
        yield return (path, place);
        IEnumerable<(string, JsonNode)> below = place switch
        {
            JsonObject members => members.SelectMany(member => All(Dotted(path, member.Key), member.Value!)),
            JsonArray list => list.SelectMany((element, index) => All($"{path}[{index}]", element!)),
            _ => [],
        };
        foreach ((string, JsonNode) one in below)
        {
            yield return one;
        }
    }

    private static bool IsText(JsonNode place) => place.GetValueKind() == JsonValueKind.String;

    private static bool IsNumber(JsonNode place) => place.GetValueKind() == JsonValueKind.Number;

    private static bool Put(JsonNode place, JsonNode? value)
    {
        place.ReplaceWith(value);
        return true;
    }

    private static bool Empty(JsonNode place)
    {
        (place as JsonArray)?.Clear();
        return place is JsonArray;
    }

    private static bool Lengthen(JsonNode place)
    {
        if (place is not JsonArray list)
        {
            return false;
        }

        string element = list[0]!.ToJsonString();
        int count = Math.Min(LongList, LongBody / (element.Length + 1));
        for (int i = 0; i < count; i++)
        {
            list.Add(JsonNode.Parse(element));
        }

        return true;
    }

    private static string Dotted(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static JsonNode Scalar(Type type)
    {
        if (type.IsEnum)
        {
            string name = Enum.GetNames(type)[0];
            return char.ToLowerInvariant(name[0]) + name[1..];
        }

        return type switch
        {
            _ when type == typeof(string) => "x",
            _ when type == typeof(bool) => true,
            _ when type == typeof(Guid) => Guid.NewGuid().ToString(),
            _ when type == typeof(DateTimeOffset) => "2026-12-01T08:00:00Z",
            _ when type == typeof(DateOnly) => "2026-12-01",
            _ when type == typeof(TimeOnly) => "08:00:00",
            _ when type == typeof(Uri) => "https://example.test/",
            _ when type.IsPrimitive || type == typeof(JsonElement) => 1,
            _ => throw new NotSupportedException($"A sample of {type} is missing here."),
        };
    }
}
