// A reason why the demonstration cannot start, said in a sentence.
using System;

namespace Hub.Simulator.App;

internal sealed class DemoException(int exitCode, string message) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
