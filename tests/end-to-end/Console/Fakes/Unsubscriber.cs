// Ends a subscription.
using System;

namespace EndToEnd.Tests.Console.Fakes;

internal sealed class Unsubscriber(Action end) : IDisposable
{
    public void Dispose() => end();
}
