// Makes running code of bytes.
namespace Hub.Loader;

/// <summary>Loads assemblies. What is loaded cannot be unloaded: only a restart takes it out again.</summary>
public interface ICodeLoader
{
    /// <summary>Loads the assemblies in their order and makes the application.</summary>
    /// <param name="assemblies">Their bytes, each after those that it refers to. They stay in use.</param>
    /// <param name="entry">The full name of the application's type, which is in the last of them.</param>
    /// <returns>The application; null when there is no such type or it is none.</returns>
    /// <exception cref="System.Exception">An assembly cannot be loaded, or the constructor failed.</exception>
    IApplication? Load(byte[][] assemblies, string entry);
}
