// The interpreter's clock since the start.
using System;

namespace Hub.Esp32S3;

/// <summary>Counts from the controller's start, in 64 bits: it does not run over.</summary>
public sealed class Uptime : IUptime
{
    /// <inheritdoc/>
    public long Milliseconds
    {
        get { return Environment.TickCount64; }
    }
}
