// One assembly of an image.
namespace Fleet.Releases;

/// <summary>An assembly as it lies in an image.</summary>
/// <param name="Name">Its simple name, ASCII, 1 to 47 characters.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ImageAssembly(string Name, byte[] Content);
