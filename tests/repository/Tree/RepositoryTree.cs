// The repository as a list of files: read from git, from the folder when there is no git, or made up for a sample.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Tests;

namespace Repository.Tests.Tree;

/// <summary>All files the rules look at.</summary>
internal sealed class RepositoryTree
{
    /// <summary>Folders that are made by tools and never tracked; used only when git cannot say.</summary>
    private static readonly string[] GeneratedFolders =
        [".git", "bin", "obj", "node_modules", ".data", ".test-results", ".vs"];

    private readonly Dictionary<string, RepositoryFile> _byPath;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal) { "" };

    private RepositoryTree(IEnumerable<RepositoryFile> files)
    {
        Files = files.OrderBy(f => f.Path, StringComparer.Ordinal).ToArray();
        _byPath = Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        foreach (RepositoryFile file in Files)
        {
            for (int slash = file.Path.IndexOf('/'); slash >= 0; slash = file.Path.IndexOf('/', slash + 1))
            {
                _folders.Add(file.Path[..slash]);
            }
        }
    }

    public IReadOnlyList<RepositoryFile> Files { get; }

    public IEnumerable<RepositoryFile> CSharp => Files.Where(f => f.Extension == "cs");

    public RepositoryFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>True for a file or a folder with files in it.</summary>
    public bool Exists(string path) => _byPath.ContainsKey(path) || _folders.Contains(path);

    /// <summary>A made-up repository, to show a rule something it must refuse or allow.</summary>
    public static RepositoryTree Of(params (string Path, string Text)[] files) =>
        new(files.Select(f => new RepositoryFile(f.Path, () => Encoding.UTF8.GetBytes(f.Text))));

    /// <summary>The repository this test was built from.</summary>
    public static RepositoryTree Load()
    {
        string root = RepositoryRoot.Folder;
        IEnumerable<string> paths = ListWithGit(root) ?? ListFolder(root, root);
        return new RepositoryTree(paths
            .Distinct(StringComparer.Ordinal)
            .Where(p => File.Exists(Path.Combine(root, p)))
            .Select(p => new RepositoryFile(p, () => File.ReadAllBytes(Path.Combine(root, p)))));
    }

    /// <summary>Tracked files and new ones that are not ignored; null outside a git work tree.</summary>
    private static string[]? ListWithGit(string root)
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> ListFolder(string root, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(root, file).Replace('\\', '/');
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (GeneratedFolders.Contains(Path.GetFileName(inner)))
            {
                continue;
            }

            foreach (string file in ListFolder(root, inner))
            {
                yield return file;
            }
        }
    }
}
