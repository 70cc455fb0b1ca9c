// Proves in steps that a release is signed by a trusted key.
using Hub.Protocols.Security;

namespace Hub.Protocols.Updates;

/// <summary>
/// The manifest has the digest that is signed, and the signature is by one of two trusted keys. The release names its
/// key, so one verification is run, never two. Made once and used again; a step allocates nothing.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class ReleaseCheck
{
    /// <summary>No trusted key.</summary>
    public const int NoKey = -1;

    private readonly LmsVerifier _verifier = new LmsVerifier();
    private readonly Sha256 _hash = new Sha256();
    private readonly byte[] _digest = new byte[Sha256.HashBytes];
    private readonly byte[] _signed = new byte[ReleaseLimits.SignedBytes];
    private byte[] _buffer = new byte[0];
    private byte[] _key = new byte[0];
    private Release? _release;
    private int _hashed;
    private int _ownCompressions;
    private bool _isVerifying;

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsDone { get; private set; } = true;

    /// <summary>Why the release is refused; none while the check is under way, and when it has passed.</summary>
    public ReleaseFault Fault { get; private set; } = ReleaseFault.BadBuffer;

    /// <summary>Whether the release is proved.</summary>
    public bool HasPassed
    {
        get { return IsDone && Fault == ReleaseFault.None; }
    }

    /// <summary>Which key the release names: 0 the first, 1 the second, or <see cref="NoKey"/>.</summary>
    public int KeyIndex { get; private set; } = NoKey;

    /// <summary>The compressions of SHA-256 done since <see cref="Begin"/>.</summary>
    public int Compressions
    {
        get { return _ownCompressions + (_isVerifying ? _verifier.Compressions : 0); }
    }

    /// <summary>Whether a key is an HSS key of one level whose verification a hub can afford.</summary>
    /// <param name="key">The key, from the first byte.</param>
    /// <param name="keyBytes">Its bytes.</param>
    public static bool IsUsable(byte[] key, int keyBytes)
    {
        int worst = LmsVerifier.WorstCompressions(key, 0, keyBytes, ReleaseLimits.SignedBytes);
        return worst > 0 && worst <= ReleaseLimits.MaxVerifyCompressions;
    }

    /// <summary>Writes the id of a key: the first bytes of SHA-256 of the HSS public key.</summary>
    /// <param name="key">The key, from the first byte.</param>
    /// <param name="keyBytes">Its bytes.</param>
    /// <param name="into">Takes <see cref="UpdateLimits.SigningKeyIdBytes"/>.</param>
    public static void PutKeyId(byte[] key, int keyBytes, byte[] into)
    {
        byte[] digest = new byte[Sha256.HashBytes];
        Sha256 hash = new Sha256();
        hash.Append(key, 0, keyBytes);
        hash.Finish(digest, 0);
        System.Array.Copy(digest, 0, into, 0, UpdateLimits.SigningKeyIdBytes);
    }

    /// <summary>Starts over with a release that was read without fault. The arrays must stay as they are.</summary>
    /// <param name="buffer">The envelope that it was read from.</param>
    /// <param name="release">What was read.</param>
    /// <param name="vendorId">Whose releases are taken.</param>
    /// <param name="firstKey">A trusted HSS key, or an empty array.</param>
    /// <param name="secondKey">The other trusted one, or an empty array.</param>
    public void Begin(byte[] buffer, Release release, byte[] vendorId, byte[] firstKey, byte[] secondKey)
    {
        _buffer = buffer;
        _release = release;
        _hashed = 0;
        _ownCompressions = 0;
        _isVerifying = false;
        IsDone = false;
        Fault = ReleaseFault.None;
        KeyIndex = IsNamed(firstKey, release) ? 0 : IsNamed(secondKey, release) ? 1 : NoKey;
        _key = KeyIndex == 1 ? secondKey : firstKey;
        if (!Release.IsSame(release.VendorId, vendorId))
        {
            End(ReleaseFault.OtherVendor);
        }
        else if (KeyIndex == NoKey)
        {
            End(ReleaseFault.UnknownKey);
        }
        else if (!IsUsable(_key, _key.Length))
        {
            End(ReleaseFault.BadKey);
        }
        else if (IsKeyItself(release))
        {
            End(ReleaseFault.SameKey);
        }

        _hash.Reset();
    }

    /// <summary>Goes on for some compressions; one piece of work may go over by two.</summary>
    /// <param name="maxCompressions">How many, 1 and more.</param>
    /// <returns>Whether the check is done.</returns>
    public bool Step(int maxCompressions)
    {
        Release? release = _release;
        if (IsDone || release == null)
        {
            return true;
        }

        if (_isVerifying)
        {
            Conclude(_verifier.Step(maxCompressions));
            return IsDone;
        }

        int wanted = LmsVerifier.AtMost(maxCompressions) * Sha256.BlockBytes;
        int left = release.ManifestBytes - _hashed;
        int taken = left < wanted ? left : wanted;
        _hash.Append(_buffer, release.ManifestOffset + _hashed, taken);
        _hashed += taken;
        if (_hashed == release.ManifestBytes)
        {
            BeginVerifying(release);
        }

        return IsDone;
    }

    private static bool IsSame(byte[] one, byte[] buffer, int offset, int count)
    {
        return ConstantTime.AreEqual(one, 0, buffer, offset, count);
    }

    private bool IsNamed(byte[] key, Release release)
    {
        if (key == null || key.Length == 0)
        {
            return false;
        }

        _hash.Reset();
        _hash.Append(key, 0, key.Length);
        _hash.Finish(_digest, 0);
        _ownCompressions += LmsParameters.Blocks(key.Length);
        return IsSame(_digest, release.KeyId, 0, UpdateLimits.SigningKeyIdBytes);
    }

    private bool IsKeyItself(Release release)
    {
        return release.NewKeyBytes == _key.Length && IsSame(_key, release.NewKey, 0, _key.Length);
    }

    private void BeginVerifying(Release release)
    {
        _hash.Finish(_digest, 0);
        _ownCompressions += LmsParameters.Blocks(release.ManifestBytes);
        if (!IsSame(_digest, _buffer, release.DigestOffset, UpdateLimits.DigestBytes))
        {
            End(ReleaseFault.WrongDigest);
            return;
        }

        byte[] head = ReleaseForm.SignedHead;
        System.Array.Copy(head, 0, _signed, 0, head.Length);
        System.Array.Copy(_digest, 0, _signed, head.Length, UpdateLimits.DigestBytes);
        _isVerifying = true;
        Conclude(_verifier.Begin(
            _key, 0, _key.Length, _buffer, release.SignatureOffset, release.SignatureBytes, _signed, 0,
            _signed.Length));
    }

    private void Conclude(LmsResult result)
    {
        switch (result)
        {
            case LmsResult.Working:
                break;
            case LmsResult.Good:
                End(ReleaseFault.None);
                break;
            case LmsResult.Bad:
                End(ReleaseFault.BadSignature);
                break;
            default:
                End(ReleaseFault.BadSignatureForm);
                break;
        }
    }

    private void End(ReleaseFault fault)
    {
        Fault = fault;
        IsDone = true;
    }
}
