// Collects what is logged.
using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Slices.Tests.World;

/// <summary>Keeps every entry with its level and number.</summary>
internal sealed class LogDouble : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text)> _entries = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _said = new();

    public int CountOf(int eventId) => _entries.Count(entry => entry.Id == eventId);

    /// <summary>Waits until an entry with this number has been logged, at most 30 s.</summary>
    public Task SaysAsync(int eventId) => Said(eventId).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public string[] TextsOf(LogLevel level) =>
        [.. _entries.Where(entry => entry.Level == level).Select(entry => entry.Text)];

    public string All => string.Join('\n', _entries.Select(entry => entry.Text));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((logLevel, eventId.Id, formatter(state, exception) + " " + exception));
        Said(eventId.Id).TrySetResult();
    }

    public void Dispose()
    {
    }

    private TaskCompletionSource Said(int eventId) =>
        _said.GetOrAdd(eventId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
