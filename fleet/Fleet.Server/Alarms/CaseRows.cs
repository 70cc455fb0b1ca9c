// The rows of alarm cases and their logs.
using System;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fleet.Server.Alarms;

/// <summary>An alarm case. Times are unix milliseconds UTC.</summary>
public sealed class AlarmCaseRow : IEntityTypeConfiguration<AlarmCaseRow>
{
    /// <summary>The case's random id.</summary>
    public Guid CaseId { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>Running number per tenant.</summary>
    public long CaseNumber { get; set; }

    /// <summary>The hub's row in the device schema.</summary>
    public long HubRowId { get; set; }

    /// <summary>What the case is about.</summary>
    public CaseKind Kind { get; set; }

    /// <summary>SCAIP device type.</summary>
    public int DeviceType { get; set; }

    /// <summary>SCAIP status code.</summary>
    public int StatusCode { get; set; }

    /// <summary>The trigger; 0 for the hub.</summary>
    public long TriggerId { get; set; }

    /// <summary>Where the trigger of the first press is, a SCAIP location code; 0 when not known.</summary>
    public int Location { get; set; }

    /// <summary>For whom the presses were: bit n is occupant n of the home; 0 when not told apart.</summary>
    public int Occupants { get; set; }

    /// <summary>Until then the case makes no sound; null when it sounds.</summary>
    public long? QuietUntil { get; set; }

    /// <summary>1 is the highest, 9 the lowest.</summary>
    public int Priority { get; set; }

    /// <summary>Where the case stands.</summary>
    public CaseState State { get; set; }

    /// <summary>Whether the condition lasts.</summary>
    public bool IsConditionActive { get; set; }

    /// <summary>Presses joined.</summary>
    public int PressCount { get; set; }

    /// <summary>When the trigger was pressed, or the fault arose.</summary>
    public long RaisedAt { get; set; }

    /// <summary>When the first message was committed.</summary>
    public long ReceivedAt { get; set; }

    /// <summary>The newest log entry.</summary>
    public long LastEventAt { get; set; }

    /// <summary>Who claimed it.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>The owner's display name.</summary>
    public string? OwnerName { get; set; }

    /// <summary>When it was claimed.</summary>
    public long? ClaimedAt { get; set; }

    /// <summary>The one deadline; null only when closed.</summary>
    public long? NextDeadlineAt { get; set; }

    /// <summary>Deadlines passed in the present state.</summary>
    public int OverdueCount { get; set; }

    /// <summary>How it ended.</summary>
    public CaseOutcome? Outcome { get; set; }

    /// <summary>When it was closed.</summary>
    public long? ClosedAt { get; set; }

    /// <summary>Raised by every change.</summary>
    public long Version { get; set; }

    /// <summary>Entries in the log.</summary>
    public long LogCount { get; set; }

    /// <summary>The hash of the newest entry.</summary>
    public byte[] LogHash { get; set; } = new byte[32];

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AlarmCaseRow> builder)
    {
        builder.ToTable("alarm_case", "care").HasKey(row => row.CaseId);
    }
}

/// <summary>One entry of a case's log.</summary>
public sealed class CaseLogRow : IEntityTypeConfiguration<CaseLogRow>
{
    /// <summary>The case.</summary>
    public Guid CaseId { get; set; }

    /// <summary>1, 2, 3 … within the case.</summary>
    public long Number { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>When, unix milliseconds UTC.</summary>
    public long At { get; set; }

    /// <summary>A stable code.</summary>
    public string Step { get; set; } = "";

    /// <summary>Who did it; null for the system.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>The actor's display name.</summary>
    public string? ActorName { get; set; }

    /// <summary>A short note without personal data.</summary>
    public string Detail { get; set; } = "";

    /// <summary>See <see cref="CaseLog"/>.</summary>
    public byte[] Hash { get; set; } = [];

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CaseLogRow> builder)
    {
        builder.ToTable("case_log", "care").HasKey(row => new { row.CaseId, row.Number });
    }
}
