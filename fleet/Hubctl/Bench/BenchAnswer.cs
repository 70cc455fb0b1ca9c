// What a hub answers on its service console.
using System;
using System.Collections.Generic;
using System.Globalization;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Bench;

/// <summary>An answer, or something the hub tells unasked.</summary>
/// <param name="Number">Of the request; <see cref="BenchLineWriter.NoNumber"/> when it is not known.</param>
/// <param name="IsEvent">True when the hub tells it unasked.</param>
/// <param name="Outcome"><c>ok</c>, <c>error</c>, or the event's name.</param>
/// <param name="Error">The code of an error; empty otherwise.</param>
/// <param name="Values">The values by key.</param>
public sealed record BenchAnswer(
    int Number, bool IsEvent, string Outcome, string Error, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Whether the request was carried out.</summary>
    public bool IsOk => Outcome == BenchErrors.Ok;

    /// <summary>A value; empty when it is not there.</summary>
    public string this[string key] => Values.GetValueOrDefault(key, "");

    /// <summary>A value as a number; -1 when it is none.</summary>
    public int Number32(string key)
    {
        return int.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
    }

    /// <summary>Whether it is this error.</summary>
    public bool Is(string error)
    {
        return Error == error;
    }

    /// <summary>Takes the words of a sound line; null for a request.</summary>
    internal static BenchAnswer? Of(BenchLineReader line)
    {
        if (line.Kind == BenchLineKind.Request || line.WordCount == 0)
        {
            return null;
        }

        string outcome = line.Text(0);
        bool isError = line.Kind == BenchLineKind.Answer && outcome == BenchErrors.Error;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = isError ? 2 : 1; i < line.WordCount; i++)
        {
            string word = line.Text(i);
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values.TryAdd(word[..equals], word[(equals + 1)..]);
            }
        }

        return new BenchAnswer(
            line.Number, line.Kind == BenchLineKind.Event, outcome, isError ? line.Text(1) : "", values);
    }
}
