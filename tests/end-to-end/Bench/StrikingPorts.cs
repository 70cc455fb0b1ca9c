// The machine's serial ports, with a strike at one request.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;

namespace EndToEnd.Tests.Bench;

/// <summary>hubctl is gone: nothing of it catches this.</summary>
internal sealed class KilledException : Exception
{
}

/// <summary>Counts the requests to the board over all runs, and strikes at one of them.</summary>
internal sealed class StrikingPorts(IBenchPorts ports) : IBenchPorts
{
    /// <summary>The request, from 0, at which it strikes; -1 for none.</summary>
    public int StrikeAt { get; set; } = -1;

    /// <summary>What is done before that request is written.</summary>
    public Action Strike { get; set; } = static () => { };

    /// <summary>How many requests were written.</summary>
    public int Requests { get; private set; }

    public IBenchPort Open(string name) => new Line(this, ports.Open(name));

    private sealed class Line(StrikingPorts owner, IBenchPort port) : IBenchPort
    {
        public Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken) =>
            port.ReadAsync(buffer, cancellationToken);

        public Task WriteAsync(byte[] bytes, int count, CancellationToken cancellationToken)
        {
            if (bytes[0] == (byte)'@' && owner.Requests++ == owner.StrikeAt)
            {
                owner.Strike();
            }

            return port.WriteAsync(bytes, count, cancellationToken);
        }

        public void Dispose() => port.Dispose();
    }
}
