// Where the repository is that a test was built from: part of every test project.
using System;
using System.IO;

namespace Tests;

/// <summary>Finds files that tests compare with the code.</summary>
internal static class RepositoryRoot
{
    private const string Mark = "Valfardshub.slnx";

    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The repository's folder.</summary>
    /// <exception cref="InvalidOperationException">The tests run outside the repository.</exception>
    internal static string Folder => Found.Value;

    /// <summary>The text of a file, by its path from <see cref="Folder"/>, with line feeds only.</summary>
    internal static string Read(string path) =>
        File.ReadAllText(Path.Combine(Folder, path)).ReplaceLineEndings("\n");

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Mark)))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No {Mark} above {AppContext.BaseDirectory}.");
    }
}
