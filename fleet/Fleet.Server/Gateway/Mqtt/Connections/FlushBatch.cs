// Flushes each receiving connection once for all that one read delivered.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <summary>
/// Gathers, for the thread that handles what was read from one connection, the connections it wrote to. The handling
/// never awaits, so a thread has at most one batch.
/// </summary>
internal static class FlushBatch
{
    [ThreadStatic]
    private static List<MqttConnection>? t_touched;

    [ThreadStatic]
    private static bool t_isOpen;

    internal static void Open() => t_isOpen = true;

    /// <summary>Takes a connection into the batch.</summary>
    /// <returns>False when no batch is open: the caller flushes.</returns>
    internal static bool TryAdd(MqttConnection connection)
    {
        if (!t_isOpen)
        {
            return false;
        }

        var touched = t_touched ??= [];
        if (touched.Count == 0 || touched[^1] != connection)
        {
            touched.Add(connection);
        }

        return true;
    }

    internal static void Close()
    {
        t_isOpen = false;
        if (t_touched is not { Count: > 0 } touched)
        {
            return;
        }

        // A flush may run other code on this thread, which may open a batch of its own.
        t_touched = null;
        foreach (var connection in touched)
        {
            connection.Flush();
        }

        touched.Clear();
        t_touched ??= touched;
    }
}
