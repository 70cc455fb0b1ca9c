// What a bundle says of a case, as case.json and manifest.json hold it.
using System;
using System.Collections.Generic;

namespace Fleet.Evidence.Bundles;

/// <summary>The case's own facts, without personal data of those who live in the home.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="HubId">The home's hub.</param>
/// <param name="HubName">The place code of the home.</param>
/// <param name="Kind">0 person, 1 technical, 2 test.</param>
/// <param name="DeviceType">SCAIP device type.</param>
/// <param name="StatusCode">SCAIP status code: the cause.</param>
/// <param name="RaisedAt">When the trigger was pressed, or the fault arose; unix milliseconds UTC.</param>
/// <param name="ReceivedAt">When the first message was committed.</param>
public sealed record BundleCase(
    Guid CaseId,
    long CaseNumber,
    string HubId,
    string HubName,
    int Kind,
    int DeviceType,
    int StatusCode,
    long RaisedAt,
    long ReceivedAt);

/// <summary>A check-in or check-out that a hub told of.</summary>
/// <param name="Sequence">The hub's own number of it.</param>
/// <param name="BootCount">The hub's starts before it.</param>
/// <param name="StatusCode">87 planned presence, 88 presence after alarm, 111 done.</param>
/// <param name="RaisedAt">When it was done, unix milliseconds UTC.</param>
/// <param name="ReceivedAt">When it was committed.</param>
public sealed record BundlePresence(long Sequence, long BootCount, int StatusCode, long RaisedAt, long ReceivedAt);

/// <summary>A press that belongs to the case.</summary>
/// <param name="Sequence">The hub's own number of it.</param>
/// <param name="TriggerId">The trigger; 0 for the hub.</param>
/// <param name="StatusCode">SCAIP status code.</param>
/// <param name="PressCount">Presses in the message.</param>
/// <param name="RaisedAt">When it was pressed, unix milliseconds UTC.</param>
/// <param name="ReceivedAt">When it was committed.</param>
public sealed record BundleAlarm(
    long Sequence, long TriggerId, int StatusCode, int PressCount, long RaisedAt, long ReceivedAt);

/// <summary>The content of <c>case.json</c>.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="TenantName">Its name.</param>
/// <param name="Case">The case.</param>
/// <param name="Alarms">Its presses.</param>
/// <param name="Presences">Check-ins and check-outs at the hub, from the press on.</param>
/// <param name="CaseLog">The whole log of the case.</param>
/// <param name="TenantLog">
/// The entries of the municipality's log about this case; the last is that of this export, which is the checkpoint.
/// </param>
public sealed record BundleContent(
    string Format,
    Guid TenantId,
    string TenantName,
    BundleCase Case,
    IReadOnlyList<BundleAlarm> Alarms,
    IReadOnlyList<BundlePresence> Presences,
    IReadOnlyList<CaseEntry> CaseLog,
    IReadOnlyList<TenantEntry> TenantLog)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "fleet-case-1";

    /// <summary>The topic of entries about exports.</summary>
    public const string ExportTopic = "bundle";

    /// <summary>The step of entries about exports.</summary>
    public const string ExportStep = "exported";
}

/// <summary>A file as the manifest knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">The SHA-256 of its content.</param>
public sealed record ManifestFile(string Name, long Size, byte[] Sha256);

/// <summary>A key as the manifest knows it.</summary>
/// <param name="KeyId">SHA-256 of the public key.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in DER.</param>
public sealed record ManifestKey(byte[] KeyId, byte[] PublicKey);

/// <summary>The content of <c>manifest.json</c>, which <c>manifest.sig</c> signs.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="CaseId">The case.</param>
/// <param name="ExportedAt">Unix milliseconds UTC.</param>
/// <param name="ExportedBy">Who asked for it.</param>
/// <param name="HeadNumber">The number of the newest entry of the municipality's log at the export.</param>
/// <param name="HeadHash">The hash of that entry.</param>
/// <param name="SignedBy">The key of <c>manifest.sig</c>.</param>
/// <param name="Keys">Every key that a signature in the bundle is checked with.</param>
/// <param name="Files">The other files.</param>
public sealed record BundleManifest(
    string Format,
    Guid TenantId,
    Guid CaseId,
    long ExportedAt,
    string ExportedBy,
    long HeadNumber,
    byte[] HeadHash,
    byte[] SignedBy,
    IReadOnlyList<ManifestKey> Keys,
    IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "fleet-case-bundle-1";
}
