// Makes running code of the bytes in a slot.
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Reflection;
using System.Security.Cryptography;
using Hub.Loader;

namespace Hub.Simulator.World.Slots;

/// <summary>
/// Each image has a context of its own and comes from its bytes alone, never from a file. Hubs with the same bytes
/// share the code, as hubs of the simulator's own build do. Of images that were loaded long ago the oldest is let go.
/// </summary>
public sealed class SlotCodeLoader : ICodeLoader
{
    /// <summary>Images that are kept, of all hubs of this process.</summary>
    public const int MaxImages = 16;

    private static readonly ConcurrentDictionary<string, ConstructorInfo> Loaded = new();
    private static readonly ConcurrentQueue<string> Order = new();

    /// <summary>How many images have been made running code, since the process began.</summary>
    public static int LoadCount { get; private set; }

    /// <inheritdoc/>
    public IApplication? Load(byte[][] assemblies, string entry)
    {
        string key = KeyOf(assemblies, entry);
        if (!Loaded.TryGetValue(key, out ConstructorInfo? constructor))
        {
            lock (Order)
            {
                if (!Loaded.TryGetValue(key, out constructor))
                {
                    constructor = Make(assemblies, entry);
                    if (constructor == null)
                    {
                        return null;
                    }

                    Keep(key, constructor);
                }
            }
        }

        return constructor.Invoke([]) as IApplication;
    }

    private static ConstructorInfo? Make(byte[][] assemblies, string entry)
    {
        SlotLoadContext context = new();
        Assembly? last = null;
        foreach (byte[] assembly in assemblies)
        {
            using MemoryStream stream = new(assembly, writable: false);
            last = context.LoadFromStream(stream);
        }

        return last?.GetType(entry)?.GetConstructor([]);
    }

    private static void Keep(string key, ConstructorInfo constructor)
    {
        LoadCount++;
        Loaded[key] = constructor;
        Order.Enqueue(key);
        if (Order.Count > MaxImages && Order.TryDequeue(out string? oldest))
        {
            Loaded.TryRemove(oldest, out _);
        }
    }

    private static string KeyOf(byte[][] assemblies, string entry)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] assembly in assemblies)
        {
            hash.AppendData(SHA256.HashData(assembly));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) + entry;
    }
}
