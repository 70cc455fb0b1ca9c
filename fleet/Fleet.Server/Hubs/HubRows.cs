// The rows of hubs, their history and the commands sent to them.
using System;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fleet.Server.Hubs;

/// <summary>A registered hub.</summary>
public sealed class HubRow : IEntityTypeConfiguration<HubRow>
{
    /// <summary>The row's number.</summary>
    public long HubRowId { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>16 lower-case hexadecimal digits.</summary>
    public string HubId { get; set; } = "";

    /// <summary>What lists show.</summary>
    public string Name { get; set; } = "";

    /// <summary>The hub's key, sealed (<see cref="HubKeyVault"/>).</summary>
    public byte[] SealedKey { get; set; } = [];

    /// <summary>SHA-256 of the MQTT password.</summary>
    public byte[] PasswordHash { get; set; } = [];

    /// <summary>When it was registered, unix milliseconds UTC.</summary>
    public long CreatedAt { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<HubRow> builder)
    {
        builder.ToTable("hub", "device").HasKey(row => row.HubRowId);
    }
}

/// <summary>One line of a hub's history.</summary>
public sealed class HubHistoryRow : IEntityTypeConfiguration<HubHistoryRow>
{
    /// <summary>The line's number.</summary>
    public long Id { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>The hub.</summary>
    public long HubRowId { get; set; }

    /// <summary>When it was committed, unix milliseconds UTC.</summary>
    public long At { get; set; }

    /// <summary>See <see cref="HubHistoryEntry.Kind"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>A short plain text.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The case it belongs to.</summary>
    public Guid? CaseId { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<HubHistoryRow> builder)
    {
        builder.ToTable("hub_history", "device").HasKey(row => row.Id);
    }
}
