// The public list of used leaves: append-only, each entry holding the hash of the one before.
using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.Signer.Keys;

/// <summary>The lines of a list. It holds no secret and is meant to be published after each signing.</summary>
internal sealed class UsedList
{
    /// <summary>The longest list, in bytes.</summary>
    internal const int MaxBytes = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private UsedList(IReadOnlyList<string> lines, IReadOnlyList<UsedEntry> entries, string rest, string hash)
    {
        Lines = lines;
        Entries = entries;
        Rest = rest;
        Hash = hash;
    }

    /// <summary>The whole lines, without their ends.</summary>
    internal IReadOnlyList<string> Lines { get; }

    internal IReadOnlyList<UsedEntry> Entries { get; }

    /// <summary>What follows the last whole line: the begin of one that was cut off.</summary>
    internal string Rest { get; }

    /// <summary>The hash of the last entry; of the public key when there is none.</summary>
    internal string Hash { get; }

    internal static string HashOf(string text)
    {
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>An entry as a line, without its end.</summary>
    internal static string Line(UsedEntry entry)
    {
        return JsonSerializer.Serialize(entry, Json);
    }

    /// <summary>Reads a list and checks its chain.</summary>
    /// <param name="path">Where; a file that is not there is a list without entries.</param>
    /// <param name="publicKey">The HSS public key that the list is of, hexadecimal.</param>
    /// <exception cref="FailureException">An entry is not one, or does not follow the one before.</exception>
    internal static UsedList Read(string path, string publicKey)
    {
        string text = File.Exists(path) ? ReadText(path) : "";
        var lines = new List<string>();
        var entries = new List<UsedEntry>();
        string hash = HashOf(publicKey);
        int at = 0;
        for (int end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', at))
        {
            string line = text[at..end];
            UsedEntry? entry = Parse(line);
            if (entry is null || entry.Index != entries.Count || entry.Previous != hash || Line(entry) != line)
            {
                throw new FailureException(
                    ExitCode.NotWhole,
                    $"NOT WHOLE: line {lines.Count + 1} of {path} does not follow the one before it.");
            }

            lines.Add(line);
            entries.Add(entry);
            hash = HashOf(line);
            at = end + 1;
        }

        return new UsedList(lines, entries, text[at..], hash);
    }

    private static string ReadText(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new FailureException(ExitCode.NotWhole, $"NOT WHOLE: {path} is longer than any list.");
        }

        return File.ReadAllText(path);
    }

    private static UsedEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<UsedEntry>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
