// One write that waits for its turn.
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Store;

/// <summary>A queued write: runs in a transaction, answers after the commit.</summary>
internal abstract class WriteJob
{
    /// <summary>True once the commit succeeded.</summary>
    public bool IsCommitted { get; protected set; }

    /// <summary>Runs the write and commits; a fault is kept for <see cref="Answer"/>.</summary>
    public abstract void Run(StoreSession session);

    /// <summary>Keeps a fault that came before the write.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Completes the caller's task.</summary>
    public abstract void Answer();
}

/// <inheritdoc/>
internal sealed class WriteJob<T> : WriteJob
{
    private readonly Func<StoreSession, T> _write;
    private readonly CancellationToken _cancellation;
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _fault;
    private bool _isCancelled;

    public WriteJob(Func<StoreSession, T> write, CancellationToken cancellation)
    {
        _write = write;
        _cancellation = cancellation;
    }

    public Task<T> Task => _done.Task;

    public override void Run(StoreSession session)
    {
        if (_cancellation.IsCancellationRequested)
        {
            _isCancelled = true;
            return;
        }

        try
        {
            session.Begin();
            _result = _write(session);
            session.Commit();
            IsCommitted = true;
        }
        catch (Exception exception)
        {
            // Whatever the write threw belongs to its caller; the session must be left clean for the next one.
            session.Rollback();
            _fault = exception;
        }
    }

    public override void Fail(Exception exception)
    {
        _fault = exception;
    }

    public override void Answer()
    {
        if (_isCancelled)
        {
            _done.TrySetCanceled(_cancellation);
        }
        else if (_fault is not null)
        {
            _done.TrySetException(_fault);
        }
        else
        {
            _done.TrySetResult(_result!);
        }
    }
}
