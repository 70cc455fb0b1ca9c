// Loads assemblies from memory and finds the application in them; the one place that uses reflection.
using System;
using System.Reflection;

namespace Hub.Loader;

/// <summary>
/// <see cref="Assembly.Load(byte[])"/> for each image. The interpreter runs each assembly's static constructors
/// meanwhile, and gives up after 40 ms of them: static tables must be small.
/// </summary>
public sealed class ReflectionCodeLoader : ICodeLoader
{
    /// <inheritdoc/>
    public IApplication? Load(byte[][] assemblies, string entry)
    {
        Assembly? last = null;
        for (int i = 0; i < assemblies.Length; i++)
        {
            last = Assembly.Load(assemblies[i]);
        }

        ConstructorInfo? constructor = last?.GetType(entry)?.GetConstructor(new Type[0]);
        return constructor?.Invoke(new object[0]) as IApplication;
    }
}
