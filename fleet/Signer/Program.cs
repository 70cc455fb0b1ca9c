// Entry point of the signer.
using System;

namespace Fleet.Signer;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        return CommandLine.Run(args, Console.Out, Console.Error, Surroundings.OfMachine());
    }
}
