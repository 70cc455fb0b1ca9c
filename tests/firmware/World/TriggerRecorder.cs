// Notes which presses were acknowledged to their triggers.
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class TriggerRecorder : ITriggerAcknowledger
{
    internal HashSet<(uint Trigger, uint Token)> Acknowledged { get; } = [];

    internal int CallCount { get; private set; }

    /// <summary>Tests that count bytes turn the notes off.</summary>
    internal bool IsSilent { get; set; }

    public void AcknowledgePress(uint triggerId, uint pressToken)
    {
        CallCount++;
        if (!IsSilent)
        {
            Acknowledged.Add((triggerId, pressToken));
        }
    }
}
