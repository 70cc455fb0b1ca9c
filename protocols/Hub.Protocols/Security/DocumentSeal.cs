// The tag of a document: who does not know the hub's key changes nothing in the home.
using System.Text;
using Hub.Protocols.Rules;

namespace Hub.Protocols.Security;

/// <summary>
/// HMAC-SHA256 over kind (1 byte), version and length (4 bytes each, lowest first) and the document itself, under a key
/// derived from the hub's: HKDF-SHA256, empty salt, info "valfardshub document v1", 32 bytes. Taken in pieces, so that
/// no step of a hub hashes a whole document. Made once and used again. Not safe for use by two threads at once.
/// </summary>
public sealed class DocumentSeal
{
    /// <summary>The label of the key's derivation.</summary>
    public const string Label = "valfardshub document v1";

    /// <summary>The kind of a rule set; another kind of document gets another number.</summary>
    public const int RulesKind = 1;

    /// <summary>The kind of a settings document.</summary>
    public const int SettingsKind = 2;

    private const int HeadBytes = 9;

    private readonly HmacSha256 _hmac = new HmacSha256();
    private readonly byte[] _head = new byte[HeadBytes];
    private readonly byte[] _tag = new byte[RuleLimits.TagBytes];

    /// <summary>Derives the key that a hub's documents are tagged with.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>.</param>
    /// <param name="output">Takes <see cref="RuleLimits.DocumentKeyBytes"/>.</param>
    /// <param name="offset">Where in <paramref name="output"/>.</param>
    /// <returns>False when a parameter is out of its range; nothing is then written.</returns>
    public static bool DeriveKey(byte[] hubKey, byte[] output, int offset)
    {
        return hubKey != null && hubKey.Length == ProtocolLimits.HubKeyBytes
            && new Hkdf().Derive(
                hubKey, new byte[0], Encoding.UTF8.GetBytes(Label), output, offset, RuleLimits.DocumentKeyBytes);
    }

    /// <summary>Starts the tag of a document.</summary>
    public void Begin(byte[] documentKey, int kind, uint version, int count)
    {
        _hmac.SetKey(documentKey, 0, documentKey.Length);
        _head[0] = (byte)kind;
        uint length = (uint)count;
        for (int i = 0; i < 4; i++)
        {
            _head[1 + i] = (byte)(version >> (8 * i));
            _head[5 + i] = (byte)(length >> (8 * i));
        }

        _hmac.Append(_head, 0, HeadBytes);
    }

    /// <summary>Takes the next piece of it.</summary>
    public void Append(byte[] document, int offset, int count)
    {
        _hmac.Append(document, offset, count);
    }

    /// <summary>Writes the tag.</summary>
    public void Finish(byte[] output, int offset)
    {
        _hmac.Finish(output, offset);
    }

    /// <summary>Whether a tag is that of what was taken.</summary>
    public bool Proves(byte[] tag, int offset)
    {
        _hmac.Finish(_tag, 0);
        return ConstantTime.AreEqual(_tag, 0, tag, offset, RuleLimits.TagBytes);
    }
}
