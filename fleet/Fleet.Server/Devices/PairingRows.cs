// The rows of pairings and their steps.
using System;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fleet.Server.Devices;

/// <summary>A pairing. Times are unix milliseconds UTC.</summary>
public sealed class PairingRow : IEntityTypeConfiguration<PairingRow>
{
    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>Its number within the hub.</summary>
    public long PairingId { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>How it stood when last written.</summary>
    public PairingState State { get; set; }

    /// <summary>Why it went no further.</summary>
    public PairingReason Reason { get; set; }

    /// <summary>Bit n is step n of the wire, since the device last asked to join.</summary>
    public int StepsTold { get; set; }

    /// <summary>When it was asked for, or opened at the hub.</summary>
    public long AskedAt { get; set; }

    /// <summary>Until when the hub is waited for.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>When it ended.</summary>
    public long? EndedAt { get; set; }

    /// <summary>Who asked; null when it was opened at the hub.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>Who asked.</summary>
    public string? ActorName { get; set; }

    /// <summary>The device of the label; 0 when any may come.</summary>
    public long LabelDeviceId { get; set; }

    /// <summary>The device of the label, or the one that came; 0 while there is none.</summary>
    public long DeviceId { get; set; }

    /// <summary>What it is.</summary>
    public DeviceKind Kind { get; set; }

    /// <summary>How a personal trigger is worn.</summary>
    public DeviceVariant Variant { get; set; }

    /// <summary>The room asked for.</summary>
    public int Location { get; set; }

    /// <summary>Whose it is to be.</summary>
    public int Occupant { get; set; }

    /// <summary>The device whose place it takes.</summary>
    public long ReplacesDeviceId { get; set; }

    /// <summary>0 to 100; 255 unknown.</summary>
    public int BatteryPercent { get; set; } = 255;

    /// <summary>The level at which the hub heard it, in dBm; 0 unknown.</summary>
    public int SignalDbm { get; set; }

    /// <summary>That level above the limit, in dB.</summary>
    public int MarginDb { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<PairingRow> builder)
    {
        builder.ToTable("pairing", "device").HasKey(row => new { row.HubRowId, row.PairingId });
    }
}

/// <summary>A step of a pairing.</summary>
public sealed class PairingStepRow : IEntityTypeConfiguration<PairingStepRow>
{
    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>The message's sequence.</summary>
    public long Sequence { get; set; }

    /// <summary>The pairing.</summary>
    public long PairingId { get; set; }

    /// <summary>When it was committed, unix milliseconds UTC.</summary>
    public long At { get; set; }

    /// <summary>What happened.</summary>
    public PairingStep Step { get; set; }

    /// <summary>Why not.</summary>
    public PairingReason Reason { get; set; }

    /// <summary>The device; 0 when none.</summary>
    public long DeviceId { get; set; }

    /// <summary>The level at which the hub heard it, in dBm; 0 unknown.</summary>
    public int SignalDbm { get; set; }

    /// <summary>That level above the limit, in dB.</summary>
    public int MarginDb { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<PairingStepRow> builder)
    {
        builder.ToTable("pairing_step", "device").HasKey(row => new { row.HubRowId, row.Sequence });
    }
}
