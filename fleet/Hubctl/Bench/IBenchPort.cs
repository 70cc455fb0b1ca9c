// The serial line to a hub's service console, as hubctl uses it.
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Bench;

/// <summary>An open line. One reader and one writer at a time.</summary>
public interface IBenchPort : IDisposable
{
    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came; 0 when the line has ended.</returns>
    /// <exception cref="IOException">The line is lost.</exception>
    Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken);

    /// <summary>Sends bytes.</summary>
    /// <exception cref="IOException">The line is lost.</exception>
    Task WriteAsync(byte[] bytes, int count, CancellationToken cancellationToken);
}

/// <summary>Opens lines.</summary>
public interface IBenchPorts
{
    /// <summary>Opens a line for this process alone.</summary>
    /// <param name="name">Such as <c>/dev/ttyUSB0</c> or <c>COM5</c>.</param>
    /// <exception cref="FailureException">There is no such port, it may not be used, or somebody uses it.</exception>
    IBenchPort Open(string name);
}
