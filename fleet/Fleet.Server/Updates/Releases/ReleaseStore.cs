// Reads and writes releases and the keys that they are signed with.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Updates.Releases;

/// <summary>A release as the store has it; times are unix milliseconds UTC.</summary>
internal sealed record StoredRelease(
    long Sequence,
    string Version,
    byte[] VendorId,
    string KeyId,
    string EnvelopeFile,
    int EnvelopeBytes,
    byte[] EnvelopeDigest,
    string BundleDigest,
    string NotesFile,
    long UploadedAt,
    string ActorName);

/// <summary>An image of a release as the store has it.</summary>
internal sealed record StoredImage(
    int Index,
    byte[] ClassId,
    string ImageFile,
    int ImageBytes,
    string ListFile,
    int ListBytes,
    byte[] ListDigest,
    long RequiresSequence,
    int MinimumBattery,
    string SbomFile)
{
    /// <summary>The class as text.</summary>
    public string Class => Convert.ToHexStringLower(ClassId);
}

/// <summary>The SQL of releases; everything within a session.</summary>
internal static class ReleaseStore
{
    private const string Select =
        """
        SELECT sequence, version, vendor_id, key_id, envelope_file, envelope_bytes, envelope_digest, bundle_digest,
               notes_file, uploaded_at, actor_name
        FROM device.release WHERE tenant_id = @tenant_id
        """;

    /// <summary>A tenant's releases, the newest first.</summary>
    public static List<StoredRelease> List(StoreSession session, Guid tenantId, int limit)
    {
        return ReadAll(session.Sql(Select + " ORDER BY sequence DESC LIMIT @limit")
            .With("@tenant_id", tenantId)
            .With("@limit", (long)limit));
    }

    /// <summary>A release; null when there is none.</summary>
    public static StoredRelease? Find(StoreSession session, Guid tenantId, long sequence)
    {
        return ReadAll(session.Sql(Select + " AND sequence = @sequence")
            .With("@tenant_id", tenantId)
            .With("@sequence", sequence)) is [var found] ? found : null;
    }

    /// <summary>How many releases a tenant has.</summary>
    public static long Count(StoreSession session, Guid tenantId)
    {
        return session.Sql("SELECT COUNT(*) FROM device.release WHERE tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Number() ?? 0;
    }

    /// <summary>The images of a release, by index.</summary>
    public static List<StoredImage> Images(StoreSession session, Guid tenantId, long sequence)
    {
        var found = new List<StoredImage>();
        using DbDataReader reader = session.Sql(
            """
            SELECT image_index, class_id, image_file, image_bytes, list_file, list_bytes, list_digest,
                   requires_sequence, minimum_battery, sbom_file
            FROM device.release_image WHERE tenant_id = @tenant_id AND sequence = @sequence ORDER BY image_index
            """)
            .With("@tenant_id", tenantId)
            .With("@sequence", sequence)
            .Read();
        while (reader.Read())
        {
            found.Add(new StoredImage(
                (int)reader.GetInt64(0),
                reader.GetFieldValue<byte[]>(1),
                reader.GetString(2),
                (int)reader.GetInt64(3),
                reader.GetString(4),
                (int)reader.GetInt64(5),
                reader.GetFieldValue<byte[]>(6),
                reader.GetInt64(7),
                (int)reader.GetInt64(8),
                reader.GetString(9)));
        }

        return found;
    }

    /// <summary>Adds a release.</summary>
    public static void Add(StoreSession session, Actor actor, StoredRelease release, IReadOnlyList<StoredImage> images)
    {
        session.Sql(
            """
            INSERT INTO device.release (
                tenant_id, sequence, version, vendor_id, key_id, envelope_file, envelope_bytes, envelope_digest,
                bundle_digest, notes_file, uploaded_at, actor_id, actor_name)
            VALUES (
                @tenant_id, @sequence, @version, @vendor, @key, @envelope, @bytes, @digest, @bundle, @notes,
                @now, @actor_id, @actor_name)
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@sequence", release.Sequence)
            .With("@version", release.Version)
            .With("@vendor", release.VendorId)
            .With("@key", release.KeyId)
            .With("@envelope", release.EnvelopeFile)
            .With("@bytes", (long)release.EnvelopeBytes)
            .With("@digest", release.EnvelopeDigest)
            .With("@bundle", release.BundleDigest)
            .With("@notes", release.NotesFile)
            .With("@now", release.UploadedAt)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
        foreach (StoredImage image in images)
        {
            Add(session, actor.TenantId, release.Sequence, image);
        }
    }

    /// <summary>The keys that a tenant trusts.</summary>
    public static List<ReleaseKeyView> Keys(StoreSession session, Guid tenantId)
    {
        var found = new List<ReleaseKeyView>();
        using DbDataReader reader = session.Sql(
            """
            SELECT key_id, public_key, added_at, actor_name FROM device.release_key
            WHERE tenant_id = @tenant_id ORDER BY added_at, key_id
            """)
            .With("@tenant_id", tenantId)
            .Read();
        while (reader.Read())
        {
            found.Add(new ReleaseKeyView(
                reader.GetString(0),
                Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                reader.GetString(3)));
        }

        return found;
    }

    /// <summary>Trusts a key.</summary>
    public static void AddKey(StoreSession session, Actor actor, string keyId, byte[] publicKey, long now)
    {
        session.Sql(
            """
            INSERT INTO device.release_key (tenant_id, key_id, public_key, added_at, actor_id, actor_name)
            VALUES (@tenant_id, @key, @public, @now, @actor_id, @actor_name)
            """)
            .With("@tenant_id", actor.TenantId)
            .With("@key", keyId)
            .With("@public", publicKey)
            .With("@now", now)
            .With("@actor_id", actor.UserId)
            .With("@actor_name", actor.DisplayName)
            .Run();
    }

    /// <summary>Trusts a key no more.</summary>
    public static bool RemoveKey(StoreSession session, Guid tenantId, string keyId)
    {
        return session.Sql("DELETE FROM device.release_key WHERE tenant_id = @tenant_id AND key_id = @key")
            .With("@tenant_id", tenantId)
            .With("@key", keyId)
            .Run() == 1;
    }

    private static void Add(StoreSession session, Guid tenantId, long sequence, StoredImage image)
    {
        session.Sql(
            """
            INSERT INTO device.release_image (
                tenant_id, sequence, image_index, class_id, image_file, image_bytes, list_file, list_bytes, list_digest,
                requires_sequence, minimum_battery, sbom_file)
            VALUES (
                @tenant_id, @sequence, @index, @class, @image, @bytes, @list, @list_bytes, @digest, @requires, @battery,
                @sbom)
            """)
            .With("@tenant_id", tenantId)
            .With("@sequence", sequence)
            .With("@index", (long)image.Index)
            .With("@class", image.ClassId)
            .With("@image", image.ImageFile)
            .With("@bytes", (long)image.ImageBytes)
            .With("@list", image.ListFile)
            .With("@list_bytes", (long)image.ListBytes)
            .With("@digest", image.ListDigest)
            .With("@requires", image.RequiresSequence)
            .With("@battery", (long)image.MinimumBattery)
            .With("@sbom", image.SbomFile)
            .Run();
    }

    private static List<StoredRelease> ReadAll(StoreCommand command)
    {
        var found = new List<StoredRelease>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            found.Add(new StoredRelease(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetFieldValue<byte[]>(2),
                reader.GetString(3),
                reader.GetString(4),
                (int)reader.GetInt64(5),
                reader.GetFieldValue<byte[]>(6),
                reader.GetString(7),
                reader.GetString(8),
                reader.GetInt64(9),
                reader.GetString(10)));
        }

        return found;
    }
}
