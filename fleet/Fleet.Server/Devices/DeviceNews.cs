// What a hub told of a device, copied from the message for the writing later.
using Fleet.Server.Gateway;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>The kinds of news.</summary>
internal enum NewsKind : byte
{
    /// <summary>A step of a pairing.</summary>
    Pairing,

    /// <summary>The state of a device.</summary>
    State,

    /// <summary>A step of a walk test.</summary>
    Walk,

    /// <summary>An answer to a request.</summary>
    Answer,
}

/// <summary>One news; its kind says which fields count. A value, so that gathering makes no garbage.</summary>
internal struct DeviceNews
{
    public NewsKind Kind;
    public HubPrincipal Hub;
    public long At;
    public ulong Sequence;
    public long PairingId;
    public long DeviceId;
    public DeviceKind DeviceKind;
    public DeviceVariant Variant;
    public PairingStep Step;
    public PairingReason Reason;
    public WalkTestStep WalkStep;
    public int SecondsLeft;
    public int Battery;
    public int SignalDbm;
    public int DeviceSignalDbm;
    public int MarginDb;
    public int Flags;
    public long LastHeardSeconds;
    public int SupervisionMinutes;
    public int Location;
    public int Ordinal;
    public int Occupant;
    public int Value;
    public int DeviceCount;
    public long AnsweredSequence;
    public AcknowledgementResult Result;

    public static DeviceNews Of(HubPrincipal hub, DevicePairingMessage message, long at)
    {
        return new DeviceNews
        {
            Kind = NewsKind.Pairing,
            Hub = hub,
            At = at,
            Sequence = message.Sequence,
            PairingId = message.PairingId,
            DeviceId = message.DeviceId,
            DeviceKind = message.DeviceKind,
            Variant = message.Variant,
            Step = message.Step,
            Reason = message.Reason,
            SecondsLeft = message.SecondsLeft,
            Battery = message.BatteryPercent,
            SignalDbm = message.SignalDbm,
            MarginDb = message.MarginDb,
        };
    }

    public static DeviceNews Of(HubPrincipal hub, DeviceStateMessage message, long at)
    {
        return new DeviceNews
        {
            Kind = NewsKind.State,
            Hub = hub,
            At = at,
            Sequence = message.Sequence,
            DeviceId = message.DeviceId,
            DeviceKind = message.DeviceKind,
            Variant = message.Variant,
            Flags = message.Flags,
            Battery = message.BatteryPercent,
            SignalDbm = message.SignalDbm,
            DeviceSignalDbm = message.DeviceSignalDbm,
            LastHeardSeconds = message.LastHeardSeconds,
            SupervisionMinutes = message.SupervisionMinutes,
            Location = message.Location,
            Occupant = message.Occupant,
            Value = message.Value,
            DeviceCount = message.DeviceCount,
        };
    }

    public static DeviceNews Of(HubPrincipal hub, WalkTestMessage message, long at)
    {
        return new DeviceNews
        {
            Kind = NewsKind.Walk,
            Hub = hub,
            At = at,
            Sequence = message.Sequence,
            PairingId = message.PairingId,
            DeviceId = message.DeviceId,
            WalkStep = message.Step,
            SecondsLeft = message.SecondsLeft,
            SignalDbm = message.SignalDbm,
            DeviceSignalDbm = message.DeviceSignalDbm,
            MarginDb = message.MarginDb,
            Location = message.Location,
            Ordinal = message.Ordinal,
        };
    }

    public static DeviceNews Of(HubPrincipal hub, AcknowledgementMessage message, long at)
    {
        return new DeviceNews
        {
            Kind = NewsKind.Answer,
            Hub = hub,
            At = at,
            Sequence = message.Sequence,
            AnsweredSequence = (long)message.AcknowledgedSequence,
            Result = message.Result,
        };
    }
}
