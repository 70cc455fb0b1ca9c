// Takes releases in, and shows them.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Updates.Releases;

/// <inheritdoc cref="IReleases"/>
internal sealed class ReleaseDesk : IReleases
{
    private readonly FleetStore _store;
    private readonly ReleaseFiles _files;
    private readonly BundleIntake _intake;
    private readonly IBundleReader _reader;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public ReleaseDesk(
        FleetStore store,
        ReleaseFiles files,
        BundleIntake intake,
        IBundleReader reader,
        ITenantLog log,
        SteadyClock clock)
    {
        _store = store;
        _files = files;
        _intake = intake;
        _reader = reader;
        _log = log;
        _clock = clock;
    }

    public Task<IReadOnlyList<ReleaseView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<ReleaseView>>(
            session => [.. ReleaseStore.List(session, actor.TenantId, Limits.Updates.PerPage)
                .Select(one => View(session, actor.TenantId, one))],
            cancellationToken);
    }

    public Task<ReleaseView?> FindAsync(Actor actor, long sequence, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session => ReleaseStore.Find(session, actor.TenantId, sequence) is { } found
                ? View(session, actor.TenantId, found)
                : null,
            cancellationToken);
    }

    public async Task<ReleaseChange> TakeAsync(Actor actor, Stream bundle, CancellationToken cancellationToken)
    {
        ReleaseChange change = await _intake.TakeAsync(actor, bundle, cancellationToken).ConfigureAwait(false);
        return change.Result == UpdateResult.Done && change.Release is null
            ? change with
            {
                Release = (await ListAsync(actor, cancellationToken).ConfigureAwait(false))[0],
            }
            : change;
    }

    public Task<RehearsalChange> RehearseAsync(
        Actor actor, long sequence, RehearsalReport report, CancellationToken cancellationToken)
    {
        FieldFault[] unreadable = [.. RehearsalRules.Unreadable(report)];
        return unreadable.Length > 0
            ? Task.FromResult(new RehearsalChange(UpdateResult.Invalid, null, unreadable))
            : _store.WriteAsync(
                session =>
                {
                    Outbox.Open(session);
                    return Rehearse(session, actor, sequence, report);
                },
                cancellationToken);
    }

    public Task<IReadOnlyList<RehearsalView>?> RehearsalsAsync(
        Actor actor, long sequence, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<RehearsalView>?>(
            session => ReleaseStore.Find(session, actor.TenantId, sequence) is null
                ? null
                : RehearsalStore.List(session, actor.TenantId, sequence),
            cancellationToken);
    }

    public Task<IReadOnlyList<ReleaseKeyView>> KeysAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<ReleaseKeyView>>(
            session => ReleaseStore.Keys(session, actor.TenantId), cancellationToken);
    }

    public Task<ReleaseKeyChange> TrustAsync(Actor actor, string publicKey, CancellationToken cancellationToken)
    {
        byte[] key;
        try
        {
            key = publicKey.Length <= Limits.Updates.PublicKeyBytes * 2 ? Convert.FromHexString(publicKey) : [];
        }
        catch (FormatException)
        {
            key = [];
        }

        string? fault = key.Length == 0 ? "must be a public key in hexadecimal digits." : _reader.FaultOf(key);
        return fault is not null
            ? Task.FromResult(new ReleaseKeyChange(UpdateResult.Invalid, null, fault))
            : _store.WriteAsync(
                session =>
                {
                    Outbox.Open(session);
                    return Trust(session, actor, key);
                },
                cancellationToken);
    }

    public Task<bool> DistrustAsync(Actor actor, string keyId, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                bool isGone = ReleaseStore.RemoveKey(session, actor.TenantId, keyId);
                if (isGone)
                {
                    Log(session, actor, "release-key", keyId, "removed");
                }

                return isGone;
            },
            cancellationToken);
    }

    public Task<ReleaseFile?> FileAsync(
        Actor actor, long sequence, ReleasePaper paper, int imageIndex, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(
            session =>
            {
                if (ReleaseStore.Find(session, actor.TenantId, sequence) is not { } release)
                {
                    return null;
                }

                string name = paper switch
                {
                    ReleasePaper.Envelope => release.EnvelopeFile,
                    ReleasePaper.Notes => release.NotesFile,
                    _ => ReleaseStore.Images(session, actor.TenantId, sequence)
                        .Find(one => one.Index == imageIndex) is { } image
                        ? paper == ReleasePaper.Sbom ? image.SbomFile : image.ImageFile
                        : "",
                };
                return name.Length == 0 || !File.Exists(_files.PathOf(name))
                    ? null
                    : new ReleaseFile(_files.PathOf(name), name);
            },
            cancellationToken);
    }

    private static ReleaseView View(StoreSession session, Guid tenantId, StoredRelease release)
    {
        return new ReleaseView(
            release.Sequence,
            release.Version,
            Convert.ToHexStringLower(release.VendorId),
            release.KeyId,
            release.EnvelopeBytes,
            release.BundleDigest,
            [.. ReleaseStore.Images(session, tenantId, release.Sequence).Select(static image => new ReleaseImageView(
                image.Index, image.Class, image.ImageBytes, image.RequiresSequence, image.MinimumBattery))],
            release.NotesFile.Length > 0,
            RehearsalStore.HasPassed(session, tenantId, release.Sequence),
            DateTimeOffset.FromUnixTimeMilliseconds(release.UploadedAt),
            release.ActorName);
    }

    private RehearsalChange Rehearse(StoreSession session, Actor actor, long sequence, RehearsalReport report)
    {
        if (ReleaseStore.Find(session, actor.TenantId, sequence) is not { } release)
        {
            return new RehearsalChange(UpdateResult.NotFound, null, []);
        }

        List<RehearsalView> before = RehearsalStore.List(session, actor.TenantId, sequence);
        if (before.Count >= Limits.Updates.RehearsalsPerRelease)
        {
            var full = new FieldFault(
                "toSequence", $"has {Limits.Updates.RehearsalsPerRelease} rehearsals already, the most kept.");
            return new RehearsalChange(UpdateResult.Invalid, null, [full]);
        }

        string[] faults = [.. RehearsalRules.Faults(report, sequence, release.BundleDigest)];
        var made = new RehearsalView(
            before.Count + 1,
            faults.Length == 0,
            faults,
            report,
            DateTimeOffset.FromUnixTimeMilliseconds(_clock.UnixNow),
            actor.DisplayName);
        RehearsalStore.Add(session, actor, sequence, made);
        Log(session, actor, "release", $"{sequence}", made.IsPassed ? "rehearsed" : "rehearsal-failed");
        return new RehearsalChange(UpdateResult.Done, made, []);
    }

    private ReleaseKeyChange Trust(StoreSession session, Actor actor, byte[] key)
    {
        string keyId = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
        List<ReleaseKeyView> keys = ReleaseStore.Keys(session, actor.TenantId);
        if (keys.Find(one => one.KeyId == keyId) is { } present)
        {
            return present.PublicKey == Convert.ToHexStringLower(key)
                ? new ReleaseKeyChange(UpdateResult.Done, present)
                : new ReleaseKeyChange(UpdateResult.Invalid, null, "has the id of another trusted key.");
        }

        if (keys.Count >= Limits.Updates.TrustedKeys)
        {
            return new ReleaseKeyChange(
                UpdateResult.NotNow,
                null,
                $"{Limits.Updates.TrustedKeys} keys are trusted, the most; remove the one that is not used any more.");
        }

        ReleaseStore.AddKey(session, actor, keyId, key, _clock.UnixNow);
        Log(session, actor, "release-key", keyId, "trusted");
        return new ReleaseKeyChange(
            UpdateResult.Done, ReleaseStore.Keys(session, actor.TenantId).Find(one => one.KeyId == keyId));
    }

    private void Log(StoreSession session, Actor actor, string topic, string subject, string step)
    {
        _log.Append(
            session, actor.TenantId, topic, subject, step, "", _clock.UnixNow, actor.UserId, actor.DisplayName);
    }
}
