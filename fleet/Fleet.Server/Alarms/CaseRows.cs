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

    /// <summary>Who must look at it when no operator owns it.</summary>
    public CaseQueue Queue { get; set; }

    /// <summary>True when responders are told at once, without an operator.</summary>
    public bool IsDirect { get; set; }

    /// <summary>Since when it stands where it stands.</summary>
    public long PhaseSince { get; set; }

    /// <summary>Steps of the chain done in the present phase.</summary>
    public int StepIndex { get; set; }

    /// <summary>What came of speaking with the home.</summary>
    public SpeechResult Speech { get; set; }

    /// <summary>When somebody in the home was spoken with.</summary>
    public long? SpokenAt { get; set; }

    /// <summary>When responders were first told.</summary>
    public long? DispatchedAt { get; set; }

    /// <summary>When a responder accepted.</summary>
    public long? AcceptedAt { get; set; }

    /// <summary>When a responder was there.</summary>
    public long? OnSiteAt { get; set; }

    /// <summary>When the responder was done.</summary>
    public long? LeftAt { get; set; }

    /// <summary>The responder group that was told.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>The group's name.</summary>
    public string? GroupName { get; set; }

    /// <summary>Who accepted; null when only the name is known.</summary>
    public Guid? ResponderId { get; set; }

    /// <summary>What who accepted, or is there, is called.</summary>
    public string? ResponderName { get; set; }

    /// <summary>What says that a responder was there.</summary>
    public ReceiptMethod ReceiptMethod { get; set; }

    /// <summary>Why help was needed.</summary>
    public CaseCause Cause { get; set; }

    /// <summary>The case it went into.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>How often it was opened again.</summary>
    public int ReopenCount { get; set; }

    /// <summary>Where it came from.</summary>
    public CaseSource Source { get; set; }

    /// <summary>True while it asks for an operator's attention.</summary>
    public bool IsSounding { get; set; }

    /// <summary>When the home was asked for a test alarm; null when it was not, or the test has come.</summary>
    public long? TestAskedAt { get; set; }

    /// <summary>By when the test alarm is to have come; null when none is waited for.</summary>
    public long? TestDueAt { get; set; }

    /// <summary>Since when home care is to visit and make the test alarm; null when it need not.</summary>
    public long? VisitSince { get; set; }

    /// <summary>
    /// True for a person's case whose home could not be spoken with and which no responder knows of yet: it must come
    /// to a dispatch (HBG-074, NOR-030).
    /// </summary>
    public bool MustDispatch => Kind == CaseKind.Person && Speech == SpeechResult.Silent && DispatchedAt is null;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AlarmCaseRow> builder)
    {
        builder.ToTable("alarm_case", "care").HasKey(row => row.CaseId);
        builder.Ignore(row => row.MustDispatch);
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

/// <summary>Two cases that belong together.</summary>
public sealed class CaseLinkRow : IEntityTypeConfiguration<CaseLinkRow>
{
    /// <summary>The one with the lesser id.</summary>
    public Guid CaseId { get; set; }

    /// <summary>The other one.</summary>
    public Guid OtherId { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>Since when, unix milliseconds UTC.</summary>
    public long LinkedAt { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CaseLinkRow> builder)
    {
        builder.ToTable("case_link", "care").HasKey(row => new { row.CaseId, row.OtherId });
    }
}
