// Makes new hubs: ids, keys, sign-in, names.
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Hub.Protocols.Security;

namespace Fleet.Server.Hubs;

/// <summary>A hub that is not in the store yet.</summary>
/// <param name="HubId">The hub's id.</param>
/// <param name="Password">The MQTT password derived from its key.</param>
/// <param name="SealedKey">The key under the vault's seal.</param>
/// <param name="PasswordHash">SHA-256 of the password.</param>
/// <param name="Key">The key, base64url, when it is to be told.</param>
internal readonly record struct MadeHub(
    string HubId, string Password, byte[] SealedKey, byte[] PasswordHash, string? Key);

/// <summary>Makes hubs and writes them, for every way in which hubs are registered.</summary>
internal sealed class HubMaker
{
    private const string DefaultPrefix = "hub";
    private readonly HubKeyVault _vault;
    private readonly SteadyClock _clock;

    public HubMaker(HubKeyVault vault, SteadyClock clock)
    {
        _vault = vault;
        _clock = clock;
    }

    /// <summary>The prefix that is asked for, or the default one.</summary>
    public static string Prefix(string? asked)
    {
        return asked is null ? DefaultPrefix : asked.Trim();
    }

    /// <summary>A name prefix: letters, digits, space, dot, underscore and hyphen.</summary>
    public static bool IsPrefix(string prefix)
    {
        foreach (char letter in prefix)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not (' ' or '.' or '_' or '-'))
            {
                return false;
            }
        }

        return prefix.Length is >= 1 and <= Limits.Hubs.NamePrefixLength;
    }

    /// <summary>Makes ids, keys and passwords; nothing is written.</summary>
    /// <param name="count">How many.</param>
    /// <param name="withKeys">True to keep each key for the answer.</param>
    public List<MadeHub> Make(int count, bool withKeys)
    {
        var made = new List<MadeHub>(count);
        byte[] id = new byte[8];
        for (int i = 0; i < count; i++)
        {
            RandomNumberGenerator.Fill(id);
            string hubId = Convert.ToHexStringLower(id);
            byte[] key = RandomNumberGenerator.GetBytes(HubKeyVault.KeyBytes);
            string password = SignInPassword.Derive(key);
            made.Add(new MadeHub(
                hubId,
                password,
                _vault.Seal(hubId, key),
                SHA256.HashData(Encoding.ASCII.GetBytes(password)),
                withKeys ? Base64Url.EncodeToString(key) : null));
            CryptographicOperations.ZeroMemory(key);
        }

        return made;
    }

    /// <summary>Gives made hubs their names and writes them, within the session's transaction.</summary>
    public List<LiveHub> Insert(StoreSession session, Guid tenantId, string prefix, List<MadeHub> made)
    {
        long now = _clock.UnixNow;
        long next = session.Sql(
            """
            INSERT INTO device.name_counter (tenant_id, prefix, next_number) VALUES (@tenant_id, @prefix, 1 + @count)
            ON CONFLICT (tenant_id, prefix) DO UPDATE SET next_number = device.name_counter.next_number + @count
            RETURNING next_number - @count
            """)
            .With("@tenant_id", tenantId)
            .With("@prefix", prefix)
            .With("@count", (long)made.Count)
            .Number()!.Value;
        var live = new List<LiveHub>(made.Count);
        foreach (MadeHub hub in made)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{next++:D4}");
            long rowId = session.Sql(
                """
                INSERT INTO device.hub (tenant_id, hub_id, name, sealed_key, password_hash, created_at)
                VALUES (@tenant_id, @hub_id, @name, @sealed_key, @password_hash, @created_at)
                RETURNING hub_row_id
                """)
                .With("@tenant_id", tenantId)
                .With("@hub_id", hub.HubId)
                .With("@name", name)
                .With("@sealed_key", hub.SealedKey)
                .With("@password_hash", hub.PasswordHash)
                .With("@created_at", now)
                .Number()!.Value;
            live.Add(new LiveHub(rowId, tenantId, hub.HubId, name, hub.PasswordHash, now));
        }

        return live;
    }
}
