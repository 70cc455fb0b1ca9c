// Loads nothing and remembers what it was given.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Loader;

namespace Loader.Tests.World;

internal sealed class FakeCode : ICodeLoader, IBootWatchdog
{
    internal List<byte[][]> Loaded { get; } = [];

    internal string Entry { get; private set; } = "";

    internal int Fed { get; private set; }

    /// <summary>Says which images throw when they are loaded.</summary>
    internal Func<byte[][], bool> Throws { get; set; } = _ => false;

    /// <summary>Says which images have no application.</summary>
    internal Func<byte[][], bool> IsEmpty { get; set; } = _ => false;

    public IApplication? Load(byte[][] assemblies, string entry)
    {
        Loaded.Add([.. assemblies.Select(a => (byte[])a.Clone())]);
        Entry = entry;
        return Throws(assemblies) ? throw new ArgumentException("bad image")
            : IsEmpty(assemblies) ? null
            : new FakeApplication();
    }

    public void Feed() => Fed++;

    private sealed class FakeApplication : IApplication
    {
        public void Run(SlotStart start) => throw new NotSupportedException();
    }
}
