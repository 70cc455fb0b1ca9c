// No list in a request has an empty place.
using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fleet.Server.Http;

/// <summary>
/// Refuses null as an element of a list in any body, so that no slice need look for it: the annotations of a record's
/// own members do not reach into its lists.
/// </summary>
internal static class NullElements
{
    /// <summary>What an element must be, for an answer.</summary>
    public const string Rule = "must not be null.";

    /// <summary>Has the lists of a type looked through when it has been read.</summary>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        type.OnDeserialized = item =>
        {
            foreach (JsonPropertyInfo member in type.Properties)
            {
                if (member.PropertyType.IsAssignableTo(typeof(IEnumerable)) && member.PropertyType != typeof(string)
                    && member.Get?.Invoke(item) is IEnumerable list)
                {
                    Check(member.Name, list);
                }
            }
        };
    }

    private static void Check(string name, IEnumerable list)
    {
        int at = 0;
        foreach (object? element in list)
        {
            if (element is null)
            {
                throw new NullElementException(string.Create(CultureInfo.InvariantCulture, $"{name}[{at}]"));
            }

            at++;
        }
    }

    /// <summary>An element is null; the serialiser adds the path of the object that holds the list.</summary>
    internal sealed class NullElementException : JsonException
    {
        public NullElementException(string within)
            : base(Rule)
        {
            Within = within;
        }

        /// <summary>The place within the object, such as <c>windows[2]</c>.</summary>
        public string Within { get; }
    }
}
