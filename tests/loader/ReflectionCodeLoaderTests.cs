// Assemblies from bytes, on .NET: this test's own assembly a second time, with an application in it.
using System;
using System.IO;
using Hub.Loader;

namespace Loader.Tests;

/// <summary>What an image offers, found by its name.</summary>
public sealed class EntryApplication : IApplication
{
    /// <inheritdoc/>
    public void Run(SlotStart start) => throw new NotSupportedException("ran as " + start.Slot);
}

public sealed class ReflectionCodeLoaderTests
{
    private static readonly byte[] Own = File.ReadAllBytes(typeof(EntryApplication).Assembly.Location);

    private static IApplication? Load(byte[] assembly, string entry) =>
        new ReflectionCodeLoader().Load([assembly], entry);

    [Fact]
    public void The_application_is_made_of_the_loaded_bytes_and_runs()
    {
        IApplication? application = Load(Own, typeof(EntryApplication).FullName!);

        Assert.NotNull(application);
        Assert.NotSame(typeof(EntryApplication), application.GetType());
        var thrown = Assert.Throws<NotSupportedException>(
            () => application.Run(new SlotStart(Slot.B, 1, isTrial: true, application, mustRestart: false)));
        Assert.Equal("ran as B", thrown.Message);
    }

    [Theory]
    [InlineData("Loader.Tests.Nowhere")]
    [InlineData("Loader.Tests.BootRuleTests")]
    public void What_is_not_there_or_no_application_is_none(string entry)
    {
        Assert.Null(Load(Own, entry));
    }

    [Fact]
    public void Bytes_that_are_no_assembly_throw()
    {
        Assert.ThrowsAny<Exception>(() => Load([1, 2, 3], "Home.Entry"));
    }
}
