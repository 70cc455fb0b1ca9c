// The assemblies of a folder in the order in which a hub can load them.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Fleet.Releases;

namespace Fleet.Signer.Images;

/// <summary>Reads a build: <c>.pe</c> of the board, or <c>.dll</c> of a simulated hub.</summary>
internal static class AssemblyFolder
{
    private const string NanoExtension = ".pe";
    private const string DotNetExtension = ".dll";

    /// <summary>Reads the assemblies of a folder.</summary>
    /// <param name="folder">The folder; those of the board count when it has any.</param>
    /// <param name="order">Their names, each after those that it refers to; empty to find the order of .dll.</param>
    /// <exception cref="FailureException">The folder is not there or empty, a name is not in it, or the order of .pe
    /// is not given.</exception>
    internal static IReadOnlyList<ImageAssembly> Read(string folder, IReadOnlyList<string> order)
    {
        if (!Directory.Exists(folder))
        {
            throw new FailureException(ExitCode.NotFound, $"There is no folder {folder}.");
        }

        bool isNano = Directory.EnumerateFiles(folder, "*" + NanoExtension).Any();
        string extension = isNano ? NanoExtension : DotNetExtension;
        string[] names =
        [
            .. Directory.EnumerateFiles(folder, "*" + extension)
                .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal),
        ];
        if (names.Length == 0)
        {
            throw new FailureException(ExitCode.NotFound, $"{folder} has no {NanoExtension} and no {DotNetExtension}.");
        }

        if (isNano && order.Count == 0)
        {
            throw new FailureException(
                ExitCode.Usage, "Say the order of the .pe files with --assembly, each after those that it refers to.");
        }

        if (order.FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            throw new FailureException(ExitCode.NotFound, $"{folder} has no {missing}{extension}.");
        }

        var read = (order.Count > 0 ? order : names).Select(
            name => new ImageAssembly(name, File.ReadAllBytes(Path.Combine(folder, name + extension)))).ToArray();
        return order.Count > 0 ? read : InOrder(read);
    }

    // Each after those that it refers to; among those that could come next, the first by name.
    private static List<ImageAssembly> InOrder(IReadOnlyList<ImageAssembly> assemblies)
    {
        var left = assemblies.ToDictionary(assembly => assembly, References);
        var ordered = new List<ImageAssembly>();
        while (left.Count > 0)
        {
            ImageAssembly next = left.Keys
                .Where(candidate => !left.Keys.Any(
                    other => other != candidate && left[candidate].Contains(other.Name)))
                .OrderBy(candidate => candidate.Name, StringComparer.Ordinal)
                .FirstOrDefault()
                ?? throw new FailureException(ExitCode.Usage, "The assemblies refer to each other in a circle.");
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    private static HashSet<string> References(ImageAssembly assembly)
    {
        try
        {
            using var reader = new PEReader([.. assembly.Content]);
            MetadataReader metadata = reader.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(
                handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            throw new FailureException(
                ExitCode.Usage, $"{assembly.Name} is no .NET assembly; say the order with --assembly.");
        }
    }
}
