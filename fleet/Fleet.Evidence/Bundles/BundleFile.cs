// One file of a bundle.
namespace Fleet.Evidence.Bundles;

/// <summary>A file in the bundle's archive.</summary>
/// <param name="Name">ASCII letters, digits, hyphens and points.</param>
/// <param name="Content">Its bytes.</param>
public sealed record BundleFile(string Name, byte[] Content);
