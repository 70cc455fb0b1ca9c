// A connection without a network.
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Doubles;

/// <summary>Two pipes in memory, with a limit on what the server may send unread, as a socket has.</summary>
internal sealed class MemoryConnection : ConnectionContext
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Pipe _up;
    private readonly Pipe _down;

    internal MemoryConnection(int outputBytes)
    {
        _up = new Pipe(new PipeOptions(useSynchronizationContext: false));
        _down = new Pipe(new PipeOptions(
            pauseWriterThreshold: outputBytes, resumeWriterThreshold: outputBytes / 2,
            useSynchronizationContext: false));
        Transport = new Ends(_up.Reader, _down.Writer);
        ConnectionClosed = _closed.Token;
    }

    public override string ConnectionId { get; set; } = "memory";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    /// <summary>What the client writes to.</summary>
    internal PipeWriter ToServer => _up.Writer;

    /// <summary>What the client reads from.</summary>
    internal PipeReader FromServer => _down.Reader;

    internal bool IsAborted { get; private set; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        IsAborted = true;
        _up.Writer.Complete(new ConnectionResetException("aborted"));
        _up.Reader.CancelPendingRead();
        _down.Reader.CancelPendingRead();
        _down.Reader.Complete();
        _closed.Cancel();
    }

    /// <summary>What the transport does when the handler is done.</summary>
    internal async Task FinishAsync(Task served)
    {
        await served;
        await Transport.Output.CompleteAsync();
        await Transport.Input.CompleteAsync();
    }

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
