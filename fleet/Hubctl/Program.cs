// Entry point of hubctl.
using System;
using System.Threading.Tasks;

namespace Fleet.Hubctl;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        return CommandLine.RunAsync(args, Terminal.OfProcess(), Environment.GetEnvironmentVariable);
    }
}
