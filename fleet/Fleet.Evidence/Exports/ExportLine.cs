// One line of an exported log.
using System;
using System.Text.Json.Serialization;
using Fleet.Evidence.Bundles;
using Fleet.Evidence.Statistics;

namespace Fleet.Evidence.Exports;

/// <summary>What the export is of; the first line.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="TenantName">Its name.</param>
/// <param name="From">The first time asked for, unix milliseconds UTC.</param>
/// <param name="To">The time after the last.</param>
/// <param name="FirstNumber">The first entry's number; the entry before has the hash of its previousHash.</param>
/// <param name="LastNumber">The last entry's number; one less than the first when there are none.</param>
/// <param name="ExportedAt">Unix milliseconds UTC.</param>
/// <param name="ExportedBy">Who asked for it.</param>
public sealed record ExportHead(
    string Format,
    Guid TenantId,
    string TenantName,
    long From,
    long To,
    long FirstNumber,
    long LastNumber,
    long ExportedAt,
    string ExportedBy)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "fleet-tenant-log-export-1";
}

/// <summary>An entry of a case's log, after the entry of the municipality's log that proves it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="PreviousHash">The hash of the case's entry before it.</param>
public sealed record ExportStep(CaseEntry Entry, byte[] PreviousHash);

/// <summary>The last line.</summary>
/// <param name="Sha256">SHA-256 of every byte above, line ends included.</param>
/// <param name="SignedBy">The id of the key.</param>
/// <param name="Signature">ECDSA over that hash, in DER.</param>
public sealed record ExportEnd(byte[] Sha256, byte[] SignedBy, byte[] Signature);

/// <summary>A line: exactly one of its members is there.</summary>
/// <param name="Head">The first line.</param>
/// <param name="Key">A key that signatures are checked with.</param>
/// <param name="Hub">A hub of the municipality.</param>
/// <param name="Limit">A response time agreed on.</param>
/// <param name="Case">A case, before its first step.</param>
/// <param name="Entry">An entry of the municipality's log.</param>
/// <param name="Step">The entry of a case's log that the entry above proves.</param>
/// <param name="End">The last line.</param>
public sealed record ExportLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExportHead? Head = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ManifestKey? Key = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HubFacts? Hub = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResponseLimit? Limit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CaseFacts? Case = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TenantEntry? Entry = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExportStep? Step = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExportEnd? End = null);
