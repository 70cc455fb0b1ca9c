// What was found while a group was read: its alarms and the bodies that are refused.
using System;
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>The alarms and refusals of a group, each in the order of the frames. Used again for every group.</summary>
internal sealed class GroupFindings
{
    /// <summary>The alarms.</summary>
    public List<TakenAlarm> Alarms { get; } = [];

    /// <summary>The refused frames.</summary>
    public List<RefusedFrame> Refused { get; } = [];

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        Alarms.Clear();
        Refused.Clear();
    }
}

/// <summary>A frame that is not a message.</summary>
/// <param name="Frame">Its place in the group.</param>
/// <param name="Error">What is wrong with it.</param>
internal readonly record struct RefusedFrame(int Frame, MessageError Error);

/// <summary>An alarm of a group.</summary>
/// <param name="Frame">Its place in the group.</param>
/// <param name="Kind">What it is about.</param>
internal record struct TakenAlarm(int Frame, AlarmKind Kind)
{
    /// <summary>False for the automatic test (HBG-039) and for check-in and check-out (HBG-051).</summary>
    public readonly bool MakesCase => Kind is not AlarmKind.SilentTest and not AlarmKind.Presence;

    /// <summary>What the cases made of it.</summary>
    public Intake Intake { get; set; }

    /// <summary>Its sequence.</summary>
    public ulong Sequence { get; set; }

    /// <summary>The hub's municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>True when the acknowledgement was handed to the hub's session.</summary>
    public bool IsAnswered { get; set; }
}
