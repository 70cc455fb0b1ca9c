// The desk that the signer's machine stands on: a folder, a clock, and a machine that can stop at any step.
using System;
using System.IO;
using Fleet.Signer;
using Fleet.Signer.Keys;

namespace Signer.Tests.World;

internal sealed class Desk : IDisposable
{
    private readonly Random _random = new(11);

    internal string Folder { get; } = Directory.CreateTempSubdirectory("signer").FullName;

    internal string Machine { get; set; } = "machine-1";

    /// <summary>Where the machine stops; null for nowhere.</summary>
    internal SignStep? StopsAt { get; set; }

    internal string State => At("release.state");

    internal string List => KeyStore.ListPath(State);

    internal Surroundings Surroundings => new(new FixedClock(), _random.NextBytes, Machine, step =>
    {
        if (step == StopsAt)
        {
            throw new StoppedException();
        }
    });

    internal string At(string name) => Path.Combine(Folder, name);

    internal KeyStore NewKey(string set = "n24w4h5") => KeyStore.Create(State, set, null, Surroundings);

    internal KeyStore Open() => KeyStore.Open(State, Surroundings);

    internal byte[] Sign(byte what)
    {
        using KeyStore key = Open();
        return key.Sign(what, [what], [what, 1, 2], null, null);
    }

    internal (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(args, output, error, Surroundings);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    }
}
