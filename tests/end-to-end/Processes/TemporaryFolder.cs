// A folder for one test, gone afterwards.
using System;
using System.IO;

namespace EndToEnd.Tests.Processes;

/// <summary>A new empty folder that is deleted when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("valfardshub-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process killed a moment ago may still hold a file; the system's own cleaning takes the rest.
        }
    }
}
