// One step of the schema, as it lies in this program.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Server.Store;

/// <summary>A migration script.</summary>
/// <param name="Number">1, 2, 3 …, without gaps.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Sql">Its statements.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>
    /// SHA-256 of the statements with line ends as LF, in hexadecimal: a published migration never changes.
    /// </summary>
    public string Checksum { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations in this program for a database, by ascending number.</summary>
    public static IReadOnlyList<Migration> All(StoreProvider provider)
    {
        string ending = provider == StoreProvider.Sqlite ? ".sqlite.sql" : ".postgresql.sql";
        const string Folder = "Fleet.Server.Store.Migrations.";
        Assembly assembly = typeof(Migration).Assembly;
        var found = new SortedList<int, Migration>();
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Folder, StringComparison.Ordinal)
                || !resource.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            string name = resource[Folder.Length..^ending.Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            int number = int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
            found.Add(number, new Migration(number, name, reader.ReadToEnd()));
        }

        return [.. found.Values];
    }
}
