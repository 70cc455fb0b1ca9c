// A hub with something wrong in it.
using System;
using System.Collections.Generic;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>A good hub, stepped badly.</summary>
internal sealed class FaultyHub(IRunningHub hub) : IRunningHub
{
    /// <summary>What a leak loses with each step.</summary>
    internal const int LeakBytes = 1_024;

    /// <summary>The memory that there is to lose, in bytes.</summary>
    internal const int HeapBytes = 128 * LeakBytes;

    /// <summary>When a hub that stops does so, in ms from its start.</summary>
    internal const int StopMilliseconds = 300_000;

    private const int StepMilliseconds = 30_000;

    private readonly List<byte[]> _lost = [];

    public IHubFigures Figures => hub.Figures;

    internal bool IsDeaf { get; init; }

    internal int LeaksBytes { get; init; }

    internal long StopsAtMilliseconds { get; init; } = long.MaxValue;

    public long Step(long nowMilliseconds)
    {
        if (nowMilliseconds >= StopsAtMilliseconds)
        {
            return nowMilliseconds + StepMilliseconds;
        }

        if (LeaksBytes > 0)
        {
            _lost.Add(new byte[LeaksBytes]);
            if (_lost.Count * LeaksBytes >= HeapBytes)
            {
                throw new InvalidOperationException("The board's memory is used up.");
            }
        }

        return hub.Step(nowMilliseconds);
    }

    public bool PutFrame(byte[] frame, int offset, int count, int signalDbm, long nowMilliseconds) =>
        !IsDeaf && hub.PutFrame(frame, offset, count, signalDbm, nowMilliseconds);

    public bool PressTrigger(
        uint triggerId, int deviceType, int statusCode, int locationCode, uint pressToken, long nowMilliseconds) =>
        hub.PressTrigger(triggerId, deviceType, statusCode, locationCode, pressToken, nowMilliseconds);

    public void PressFront(int button, long nowMilliseconds) => hub.PressFront(button, nowMilliseconds);
}
