// The console's style sheets, scripts and pictures, kept in the server's own assembly.
using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;

namespace Fleet.Server.Console.Assets;

/// <summary>
/// Every file a page loads, read once from the assembly. Addresses carry a hash of all of them, so that a browser may
/// keep them for ever and still gets the new ones with a new server.
/// </summary>
public sealed class ConsoleAssets
{
    private const string ResourcePrefix = "wwwroot/";

    private readonly FrozenDictionary<string, ConsoleAsset> _assets;

    /// <summary>Reads and compresses the assets (some hundred kilobytes, once at start).</summary>
    public ConsoleAssets()
        : this(typeof(ConsoleAssets).Assembly)
    {
    }

    internal ConsoleAssets(Assembly assembly)
    {
        var assets = new Dictionary<string, ConsoleAsset>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var bytes = Read(assembly, name);
            hash.AppendData(bytes);
            var path = name[ResourcePrefix.Length..];
            assets[path] = new ConsoleAsset(ContentType(path), bytes, Compress(bytes));
        }

        _assets = assets.ToFrozenDictionary(StringComparer.Ordinal);
        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The hash of all assets together.</summary>
    public string Version { get; }

    /// <summary>The address of an asset.</summary>
    /// <exception cref="ArgumentException">There is no such asset: a mistake in a page.</exception>
    public string Href(string path)
    {
        if (!_assets.ContainsKey(path))
        {
            throw new ArgumentException($"The console has no asset '{path}'.", nameof(path));
        }

        return $"/assets/{Version}/{path}";
    }

    /// <summary>The asset, or null.</summary>
    public ConsoleAsset? Find(string path) => _assets.GetValueOrDefault(path);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var source = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[source.Length];
        source.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(bytes);
        }

        return target.ToArray();
    }

    private static string ContentType(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        _ => "application/octet-stream",
    };
}

/// <summary>One file, plain and compressed.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">As it is.</param>
/// <param name="Brotli">Compressed with Brotli.</param>
public sealed record ConsoleAsset(string ContentType, byte[] Bytes, byte[] Brotli);
