// One-time links: a random token for the phone, its hash for the store.
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>A link as it is stored.</summary>
internal sealed record StoredLink(
    Guid TenantId, Guid CaseId, Guid RecipientId, Guid? GroupId, Guid? BoundUserId, long? EndsAt);

/// <summary>The SQL of links.</summary>
internal static class LinkStore
{
    private const int TokenBytes = 18;
    private const int LongestToken = 64;
    private const string Columns = "tenant_id, case_id, recipient_id, group_id, bound_user_id, ends_at";

    /// <summary>Makes a link.</summary>
    /// <returns>The token, which is not kept: 144 random bits.</returns>
    public static string Make(
        StoreSession session, Guid tenantId, Guid caseId, Guid recipientId, Guid? groupId, long now)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        session.Sql(
            """
            INSERT INTO care.dispatch_link (token_hash, tenant_id, case_id, recipient_id, group_id, made_at)
            VALUES (@hash, @tenant_id, @case, @recipient, @group, @now)
            """)
            .With("@hash", Hash(token))
            .With("@tenant_id", tenantId)
            .With("@case", caseId)
            .With("@recipient", recipientId)
            .With("@group", groupId)
            .With("@now", now)
            .Run();
        return token;
    }

    /// <summary>The link of a token; null when the tenant has none.</summary>
    public static StoredLink? Find(StoreSession session, Guid tenantId, string token)
    {
        return token.Length > LongestToken ? null : Rows.List(
            session.Sql(
                $"SELECT {Columns} FROM care.dispatch_link WHERE token_hash = @hash AND tenant_id = @tenant_id")
                .With("@hash", Hash(token))
                .With("@tenant_id", tenantId),
            Map).FirstOrDefault();
    }

    /// <summary>The links of a case that a person has opened.</summary>
    public static List<StoredLink> BoundTo(StoreSession session, Guid caseId, Guid userId)
    {
        return Rows.List(
            session.Sql($"SELECT {Columns} FROM care.dispatch_link WHERE case_id = @case AND bound_user_id = @user")
                .With("@case", caseId)
                .With("@user", userId),
            Map);
    }

    /// <summary>The person who opens a link first is the only one who may.</summary>
    public static void Bind(StoreSession session, string token, Guid userId, long now)
    {
        session.Sql(
            """
            UPDATE care.dispatch_link SET bound_user_id = @user, bound_at = @now
            WHERE token_hash = @hash AND bound_user_id IS NULL
            """)
            .With("@user", userId)
            .With("@now", now)
            .With("@hash", Hash(token))
            .Run();
    }

    /// <summary>Ends a case's links at a time, if they do not end before it.</summary>
    public static void End(StoreSession session, Guid caseId, long at)
    {
        session.Sql(
            """
            UPDATE care.dispatch_link SET ends_at = @at
            WHERE case_id = @case AND (ends_at IS NULL OR ends_at > @at)
            """)
            .With("@at", at)
            .With("@case", caseId)
            .Run();
    }

    /// <summary>Nobody has a case any more: its links have no end until somebody accepts again.</summary>
    public static void Reopen(StoreSession session, Guid caseId)
    {
        session.Sql("UPDATE care.dispatch_link SET ends_at = NULL WHERE case_id = @case")
            .With("@case", caseId)
            .Run();
    }

    private static byte[] Hash(string token)
    {
        return SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }

    private static StoredLink Map(System.Data.Common.DbDataReader reader)
    {
        return new StoredLink(
            reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), Rows.IdAt(reader, 3), Rows.IdAt(reader, 4),
            Rows.NumberAt(reader, 5));
    }
}
