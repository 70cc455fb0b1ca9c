// The live stream of changes of commands that the console shows.
using System;

namespace Fleet.Server.Commands;

/// <summary>Tells listeners in this process that a hub's commands have changed and are written.</summary>
public interface ICommandFeed
{
    /// <summary>Calls <paramref name="listener"/> with the hub's id until disposed. It must not block.</summary>
    /// <exception cref="InvalidOperationException">Too many listen already.</exception>
    IDisposable Subscribe(Guid tenantId, Action<string> listener);
}
