// Every message class by the name the vectors use, with its fields by name.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using Hub.Protocols.Messages;

namespace Protocols.Tests.Messages;

internal static class MessageCatalog
{
    internal static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(HubMessage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HubMessage))),
    ];

    internal static IReadOnlyList<string> Names { get; } = [.. Types.Select(NameOf)];

    internal static string NameOf(Type type)
    {
        string name = type.Name[..^"Message".Length];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    internal static HubMessage Create(string name) =>
        (HubMessage)Activator.CreateInstance(Types.Single(type => NameOf(type) == name))!;

    internal static IEnumerable<FieldRule> Rules(HubMessage message) =>
        Enumerable.Range(0, message.FieldCount).Select(message.GetRule);

    /// <summary>A field's value; a byte string in hexadecimal.</summary>
    internal static object Get(HubMessage message, string field)
    {
        object value = Property(message, field).GetValue(message)!;
        return value is byte[] bytes
            ? Convert.ToHexStringLower(bytes, 0, (int)Property(message, field + "Length").GetValue(message)!)
            : value;
    }

    internal static void Set(HubMessage message, string field, object value)
    {
        PropertyInfo property = Property(message, field);
        if (property.GetValue(message) is byte[] bytes)
        {
            byte[] given = Convert.FromHexString((string)value);
            given.AsSpan(0, Math.Min(given.Length, bytes.Length)).CopyTo(bytes);
            Property(message, field + "Length").SetValue(message, given.Length);
            return;
        }

        property.SetValue(message, property.PropertyType.IsEnum
            ? Enum.ToObject(property.PropertyType, value)
            : Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
    }

    /// <summary>Sets a number held as the field rules hold it: 64 bits, those of an unsigned one bit for bit.</summary>
    internal static void SetNumber(HubMessage message, FieldRule rule, long value) =>
        Set(message, rule.Name, rule.Type == FieldType.Unsigned64 ? (ulong)value : value);

    internal static HubMessage FromJson(string name, JsonElement fields)
    {
        HubMessage message = Create(name);
        message.Clear();
        foreach (JsonProperty field in fields.EnumerateObject())
        {
            Set(message, field.Name, Value(message, field));
        }

        return message;
    }

    internal static void AssertEqual(HubMessage expected, HubMessage actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        foreach (FieldRule rule in Rules(expected))
        {
            Assert.True(Equals(Get(expected, rule.Name), Get(actual, rule.Name)), $"{rule.Name}: "
                + $"{Get(expected, rule.Name)} expected, {Get(actual, rule.Name)} found");
        }
    }

    private static object Value(HubMessage message, JsonProperty field)
    {
        FieldRule rule = Rules(message).Single(rule => rule.Name == field.Name);
        return (rule.Type, field.Value.ValueKind) switch
        {
            (FieldType.Text or FieldType.Bytes, _) => field.Value.GetString()!,
            (FieldType.Unsigned64, JsonValueKind.String) =>
                ulong.Parse(field.Value.GetString()!, CultureInfo.InvariantCulture),
            (FieldType.Unsigned64, _) => field.Value.GetUInt64(),
            _ => field.Value.GetInt64(),
        };
    }

    private static PropertyInfo Property(HubMessage message, string field)
    {
        string name = char.ToUpperInvariant(field[0]) + field[1..];
        return message.GetType().GetProperty(name)
            ?? throw new InvalidOperationException($"{message.GetType().Name} has no {name}");
    }
}
