// A provider that does what the test says.
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Slices.Tests.Channels;

internal sealed class MessageProviderDouble(string name) : IMessageProvider
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public ConcurrentQueue<OutgoingMessage> Sent { get; } = [];

    public Guid[] Keys => [.. Sent.Select(message => message.MessageId)];

    /// <summary>Completes when the first message has come.</summary>
    public Task Entered => _entered.Task;

    /// <summary>What it answers; by default it takes everything.</summary>
    public Func<OutgoingMessage, CancellationToken, Task<SendResult>> Script { get; set; } =
        (message, _) => Task.FromResult(SendResult.Taken("ref-" + message.MessageId.ToString("N")));

    public bool Carries(OutgoingKind kind) => true;

    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Sent.Enqueue(message);
        _entered.TrySetResult();
        return Script(message, cancellationToken);
    }

    public void Answer(SendResult result) => Script = (_, _) => Task.FromResult(result);

    /// <summary>It never answers.</summary>
    public void Hang() => Script = (_, _) => new TaskCompletionSource<SendResult>().Task;
}

/// <summary>Takes the message as the simulator does, and then its answer is lost with the server.</summary>
internal sealed class DyingProvider(IMessageProvider inner) : IMessageProvider
{
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => inner.Name;

    public Task Sent => _sent.Task;

    public bool Carries(OutgoingKind kind) => true;

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await inner.SendAsync(message, cancellationToken);
        _sent.TrySetResult();
        return await new TaskCompletionSource<SendResult>().Task;
    }

    public void Noted(StoreSession session, OutgoingMessage message, string? reference) =>
        inner.Noted(session, message, reference);
}
