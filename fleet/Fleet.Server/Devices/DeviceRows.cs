// The rows of devices, requests about them, and walk tests.
using System;
using Hub.Protocols.Devices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fleet.Server.Devices;

/// <summary>A device as its hub last told. Times are unix milliseconds UTC.</summary>
public sealed class HubDeviceRow : IEntityTypeConfiguration<HubDeviceRow>
{
    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>The device's id, 32 bits.</summary>
    public long DeviceId { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>What it is.</summary>
    public DeviceKind Kind { get; set; }

    /// <summary>How a personal trigger is worn.</summary>
    public DeviceVariant Variant { get; set; }

    /// <summary>A SCAIP location code; 0 when not known.</summary>
    public int Location { get; set; }

    /// <summary>1 to 9; 0 when not told apart.</summary>
    public int Occupant { get; set; }

    /// <summary>The wire's flags.</summary>
    public int Flags { get; set; }

    /// <summary>0 to 100; 255 unknown.</summary>
    public int BatteryPercent { get; set; }

    /// <summary>The level at which the hub heard it, in dBm; 0 unknown.</summary>
    public int SignalDbm { get; set; }

    /// <summary>The level at which it heard the hub, in dBm; 0 unknown.</summary>
    public int DeviceSignalDbm { get; set; }

    /// <summary>Minutes between two reports of its own.</summary>
    public int SupervisionMinutes { get; set; }

    /// <summary>Its last measurement.</summary>
    public long Value { get; set; }

    /// <summary>How many devices the hub had then.</summary>
    public int DeviceCount { get; set; }

    /// <summary>When the fleet manager first heard of it as this hub's.</summary>
    public long PairedAt { get; set; }

    /// <summary>When the hub last told of it.</summary>
    public long ReportedAt { get; set; }

    /// <summary>When the hub last heard it; null for never.</summary>
    public long? LastHeardAt { get; set; }

    /// <summary>When a press of it first reached the centre; null when none has.</summary>
    public long? TestedAt { get; set; }

    /// <summary>When it ceased to be the hub's; null while it is.</summary>
    public long? RemovedAt { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<HubDeviceRow> builder)
    {
        builder.ToTable("hub_device", "device").HasKey(row => new { row.HubRowId, row.DeviceId });
    }
}

/// <summary>A request about a hub's devices.</summary>
public sealed class PairRequestRow : IEntityTypeConfiguration<PairRequestRow>
{
    /// <summary>The number that the hub's answer names.</summary>
    public long Sequence { get; set; }

    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>The wire's action.</summary>
    public int Action { get; set; }

    /// <summary>The pairing or walk test, or the request's own number.</summary>
    public long PairingId { get; set; }

    /// <summary>The device; 0 for none.</summary>
    public long DeviceId { get; set; }

    /// <summary>When, unix milliseconds UTC.</summary>
    public long AskedAt { get; set; }

    /// <summary>By whom.</summary>
    public string ActorName { get; set; } = "";

    /// <summary>What the hub answered; null when it has not.</summary>
    public int? Result { get; set; }

    /// <summary>When it answered.</summary>
    public long? AnsweredAt { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<PairRequestRow> builder)
    {
        builder.ToTable("pair_request", "device").HasKey(row => row.Sequence);
    }
}

/// <summary>A walk test. Times are unix milliseconds UTC.</summary>
public sealed class WalkTestRow : IEntityTypeConfiguration<WalkTestRow>
{
    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>Its number within the hub.</summary>
    public long WalkTestId { get; set; }

    /// <summary>How it stood when last written.</summary>
    public WalkTestState State { get; set; }

    /// <summary>When it was asked for.</summary>
    public long AskedAt { get; set; }

    /// <summary>When it ends by itself.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>When it ended.</summary>
    public long? EndedAt { get; set; }

    /// <summary>Who asked.</summary>
    public string ActorName { get; set; } = "";

    /// <summary>The room it is in.</summary>
    public int Location { get; set; }

    /// <summary>Which of several such rooms.</summary>
    public int Ordinal { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<WalkTestRow> builder)
    {
        builder.ToTable("walk_test", "device").HasKey(row => new { row.HubRowId, row.WalkTestId });
    }
}

/// <summary>A press in a walk test.</summary>
public sealed class WalkPressRow : IEntityTypeConfiguration<WalkPressRow>
{
    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>The message's sequence.</summary>
    public long Sequence { get; set; }

    /// <summary>The test.</summary>
    public long WalkTestId { get; set; }

    /// <summary>When it was committed, unix milliseconds UTC.</summary>
    public long At { get; set; }

    /// <summary>The device pressed.</summary>
    public long DeviceId { get; set; }

    /// <summary>The room.</summary>
    public int Location { get; set; }

    /// <summary>Which of several such rooms.</summary>
    public int Ordinal { get; set; }

    /// <summary>The level at which the hub heard it, in dBm; 0 unknown.</summary>
    public int SignalDbm { get; set; }

    /// <summary>That level above the limit, in dB.</summary>
    public int MarginDb { get; set; }

    /// <summary>The level at which the device heard the hub, in dBm; 0 unknown.</summary>
    public int DeviceSignalDbm { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<WalkPressRow> builder)
    {
        builder.ToTable("walk_test_press", "device").HasKey(row => new { row.HubRowId, row.Sequence });
    }
}
