// Collects what should never be logged.
using System;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Doubles;

/// <summary>Keeps every entry of level Error and above, in any category.</summary>
internal sealed class FaultLog<T> : ILogger<T>
{
    internal ConcurrentQueue<string> Faults { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Faults.Enqueue(formatter(state, exception) + " " + exception);
        }
    }
}
