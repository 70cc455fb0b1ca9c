// Stands for the interpreter: what an image does is written in its first assembly.
using System;
using Hub.Loader;

namespace Firmware.Tests.World;

/// <summary>Loads nothing; feeds no watchdog.</summary>
internal sealed class ImageLoader : ICodeLoader, IBootWatchdog
{
    internal ImageBehaviour Behaviour { get; private set; }

    public IApplication? Load(byte[][] assemblies, string entry)
    {
        Behaviour = (ImageBehaviour)assemblies[0][0];
        return Behaviour == ImageBehaviour.NeverStarts
            ? throw new InvalidOperationException("bad image") : new Application();
    }

    public void Feed()
    {
    }

    private sealed class Application : IApplication
    {
        public void Run(SlotStart start) => throw new NotSupportedException();
    }
}
