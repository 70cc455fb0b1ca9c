// Texts of the repository, for tests that compare them with the code.
using System;
using System.IO;

namespace Firmware.Tests.World;

internal static class RepositoryText
{
    internal static string Read(string path)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Valfardshub.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        Assert.NotNull(folder);
        return File.ReadAllText(Path.Combine(folder, path)).ReplaceLineEndings("\n");
    }
}
