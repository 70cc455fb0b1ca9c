// The vectors that the interpreter's tests carry in their source are those of protocols/vectors.
using System;
using System.Collections.Generic;
using System.IO;
using Tests;
using Xunit;

namespace Nano.Tests;

public sealed class VectorSourceTests
{
    /// <summary>With HUB_WRITE_NANO_VECTORS=1 the sources are written anew instead of being compared.</summary>
    [Fact]
    public void The_rows_in_the_source_are_the_vectors_of_the_protocol()
    {
        string root = RepositoryRoot.Folder;
        string folder = Path.Combine(root, "tests/nano/Shared/Vectors");
        Dictionary<string, string> sources = VectorSource.Render(Path.Combine(root, "protocols/vectors"));
        if (Environment.GetEnvironmentVariable("HUB_WRITE_NANO_VECTORS") == "1")
        {
            foreach (KeyValuePair<string, string> source in sources)
            {
                File.WriteAllText(Path.Combine(folder, source.Key), source.Value);
            }
        }

        foreach (KeyValuePair<string, string> source in sources)
        {
            string path = Path.Combine(folder, source.Key);
            Assert.True(File.Exists(path), $"{source.Key} is missing; write it with HUB_WRITE_NANO_VECTORS=1");
            Assert.Equal(source.Value, File.ReadAllText(path));
        }

        Assert.Equal(sources.Count, Directory.GetFiles(folder).Length);
    }
}
