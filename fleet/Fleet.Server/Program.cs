// Starts the fleet manager, or does what its command line asks.
using System.Threading.Tasks;

namespace Fleet.Server;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        return CommandLine.RunAsync(args, System.Console.Out, System.Console.Error);
    }
}
