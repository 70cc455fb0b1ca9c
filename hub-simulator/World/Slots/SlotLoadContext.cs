// Where the assemblies of one image live.
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Hub.Simulator.World.Slots;

/// <summary>
/// Shares with the simulator what lies between board and firmware, and nothing else of our own: an image that lacks one
/// of its assemblies does not get the simulator's.
/// </summary>
internal sealed class SlotLoadContext() : AssemblyLoadContext("slot", isCollectible: true)
{
    private const string OwnPrefix = "Hub.";

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        bool isShared = name is "Hub.Loader" or "Hub.Simulator.Hardware";
        return isShared || !name.StartsWith(OwnPrefix, System.StringComparison.Ordinal)
            ? null : throw new FileNotFoundException($"The image has no assembly {name}.");
    }
}
