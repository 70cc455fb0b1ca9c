// Receives a bundle, has it checked, and keeps what is in it.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Releases;

/// <summary>
/// The bytes go to a file as they come, never more than may be. Files are kept before the row that names them, so that
/// a row never names what is not there; what a crash leaves over is bytes without a name.
/// </summary>
internal sealed class BundleIntake
{
    private const int BufferBytes = 64 * 1024;

    private readonly FleetStore _store;
    private readonly ReleaseFiles _files;
    private readonly IBundleReader _reader;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public BundleIntake(
        FleetStore store, ReleaseFiles files, IBundleReader reader, ITenantLog log, SteadyClock clock)
    {
        _store = store;
        _files = files;
        _reader = reader;
        _log = log;
        _clock = clock;
    }

    /// <summary>Takes a bundle. Done without a release means that it is the newest one.</summary>
    public async Task<ReleaseChange> TakeAsync(Actor actor, Stream bundle, CancellationToken cancellationToken)
    {
        string upload = _files.NewUpload();
        try
        {
            string? digest = await ReceiveAsync(bundle, upload, cancellationToken).ConfigureAwait(false);
            if (digest is null)
            {
                return Refused(
                    UpdateResult.Invalid, $"The bundle is larger than {Limits.Updates.BundleBytes} bytes.");
            }

            List<ReleaseKeyView> keys = await _store.ReadAsync(
                session => ReleaseStore.Keys(session, actor.TenantId), cancellationToken).ConfigureAwait(false);
            ReadBundle read = _reader.Read(
                upload, [.. keys.Select(static key => Convert.FromHexString(key.PublicKey))]);
            return (read.Fault ?? FaultOf(read)) is { } fault
                ? Refused(UpdateResult.Invalid, fault)
                : await KeepAsync(actor, read, digest, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(upload);
        }
    }

    private static ReleaseChange Refused(UpdateResult result, string sentence)
    {
        return new ReleaseChange(result, null, sentence);
    }

    private static async Task<string?> ReceiveAsync(
        Stream bundle, string upload, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            FileStream file = File.Create(upload);
            await using (file.ConfigureAwait(false))
            {
                long received = 0;
                int count;
                while ((count = await bundle.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    received += count;
                    if (received > Limits.Updates.BundleBytes)
                    {
                        return null;
                    }

                    hash.AppendData(buffer, 0, count);
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // What the store and the wire can hold, whoever has read it.
    private static string? FaultOf(ReadBundle read)
    {
        if (read.Sequence is < 1 or > uint.MaxValue || read.Version.Length is 0 or > 64)
        {
            return "The release's sequence or version is out of its range.";
        }

        if (read.Envelope.Length is 0 or > UpdateLimits.MaxEnvelopeBytes)
        {
            return "The envelope is empty or too long.";
        }

        foreach (ReadImage image in read.Images)
        {
            int chunks = (image.Image.Length + UpdateLimits.ChunkBytes - 1) / UpdateLimits.ChunkBytes;
            if (image.Image.Length is 0 or > UpdateLimits.MaxImageBytes
                || image.DigestList.Length != chunks * UpdateLimits.DigestBytes)
            {
                return $"Image {image.Index} is empty or too long, or its list of digests is not that of its chunks.";
            }

            for (int i = 0; i < chunks; i++)
            {
                int at = i * UpdateLimits.ChunkBytes;
                int count = Math.Min(UpdateLimits.ChunkBytes, image.Image.Length - at);
                if (!image.DigestList.AsSpan(i * UpdateLimits.DigestBytes, UpdateLimits.DigestBytes)
                    .SequenceEqual(ReleaseDigest.Of(image.Image.AsSpan(at, count))))
                {
                    return $"Chunk {i} of image {image.Index} is not the one of its digest.";
                }
            }
        }

        return null;
    }

    private async Task<ReleaseChange> KeepAsync(
        Actor actor, ReadBundle read, string digest, CancellationToken cancellationToken)
    {
        var release = new StoredRelease(
            read.Sequence,
            read.Version,
            read.VendorId,
            read.KeyId,
            _files.Keep(read.Envelope),
            read.Envelope.Length,
            ReleaseDigest.Of(read.Envelope),
            digest,
            _files.Keep(read.Notes),
            _clock.UnixNow,
            actor.DisplayName);
        StoredImage[] images =
        [
            .. read.Images.Select(image => new StoredImage(
                image.Index,
                image.ClassId,
                _files.Keep(image.Image),
                image.Image.Length,
                _files.Keep(image.DigestList),
                image.DigestList.Length,
                ReleaseDigest.Of(image.DigestList),
                image.RequiresSequence,
                image.MinimumBatteryPercent,
                _files.Keep(image.Sbom))),
        ];
        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                return Add(session, actor, release, images);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private ReleaseChange Add(StoreSession session, Actor actor, StoredRelease release, StoredImage[] images)
    {
        long newest = ReleaseStore.List(session, actor.TenantId, 1) is [var found] ? found.Sequence : 0;
        if (ReleaseStore.Find(session, actor.TenantId, release.Sequence) is { } same)
        {
            return same.BundleDigest == release.BundleDigest && newest == release.Sequence
                ? new ReleaseChange(UpdateResult.Done, null)
                : Refused(UpdateResult.NotNow, $"There is a release {release.Sequence} already.");
        }

        // Releases come in their order: a lower number could only mean an old one, brought again.
        if (release.Sequence < newest)
        {
            return Refused(UpdateResult.NotNow, $"The newest release is {newest}; this one is before it.");
        }

        if (ReleaseStore.Count(session, actor.TenantId) >= Limits.Updates.Releases)
        {
            return Refused(UpdateResult.NotNow, $"{Limits.Updates.Releases} releases are kept, the most.");
        }

        ReleaseStore.Add(session, actor, release, images);
        _log.Append(
            session,
            actor.TenantId,
            "release",
            release.Sequence.ToString(CultureInfo.InvariantCulture),
            "uploaded",
            release.BundleDigest,
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
        return new ReleaseChange(UpdateResult.Done, null);
    }
}
