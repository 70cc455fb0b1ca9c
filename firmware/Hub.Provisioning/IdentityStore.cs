// Keeps the hub's identity in flash: the old one, the new one or none, whatever byte the power goes at.
using Hub.Core;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Bench;
using Hub.Protocols.Security;

namespace Hub.Provisioning;

/// <summary>
/// Two copies of the document, each in sectors of its own under a generation (<see cref="DocumentStore"/>); the newest
/// whole one counts. A change is made in two moves, each of which a cut leaves done or not: first the document with
/// its stage, then what the stage asks for (<see cref="Settle"/>), which every start takes up again.
/// </summary>
public sealed class IdentityStore
{
    private const int Kind = 3;

    // A bit that is read wrong once must not make a board forget whose hub it is.
    private const int MountTries = 3;

    // What stands in place of a forgotten identity.
    private static readonly byte[] Nothing = new byte[1];

    private readonly DocumentStore _store;
    private readonly IFlash[] _home;
    private readonly byte[] _document = new byte[BenchLimits.MaxIdentityBytes];
    private readonly byte[] _tag = new byte[Sha256.HashBytes];
    private readonly IdentityReader _reader = new IdentityReader();

    /// <summary>Makes a store; nothing is read or written yet.</summary>
    /// <param name="flash">The identity's own sectors, enough for <see cref="Limits.IdentityCopies"/> of
    /// <see cref="Limits.IdentityCopyBytes"/>.</param>
    /// <param name="home">The parts that keep what belongs to a home: journal, devices, rules; at most
    /// <see cref="Limits.MaxHomeFlashes"/>.</param>
    /// <exception cref="CheckFailedException">The flash is too small, or there are too many parts.</exception>
    public IdentityStore(IFlash flash, IFlash[] home)
    {
        Check.That(home.Length <= Limits.MaxHomeFlashes, CheckCode.Settings);
        _home = home;
        _store = new DocumentStore(
            new JoinedSectors(flash, Limits.IdentityCopyBytes, Limits.IdentityCopies), Kind,
            BenchLimits.MaxIdentityBytes);
    }

    /// <summary>The identity in use; null when there is none.</summary>
    public HubIdentity? Identity { get; private set; }

    /// <summary>Whether the flash has been read and everything that was begun is done.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>What the newest whole document says.</summary>
    public IdentityStage Stage
    {
        get { return (IdentityStage)(int)_store.Version; }
    }

    /// <summary>Reads the flash and finishes what a cut has left half done.</summary>
    /// <returns>False when the flash does not answer, or does not take what is due; the identity is then not used, and
    /// the board is neither blank nor provisioned.</returns>
    public bool Start()
    {
        Identity = null;
        IsSettled = false;
        for (int i = 0; i < MountTries; i++)
        {
            if (!_store.Mount(_document))
            {
                return false;
            }

            if (_store.Version != 0)
            {
                return Settle();
            }
        }

        if (_store.DamagedCount > 0)
        {
            // What cannot be read may still be readable by others; the next identity is written over it.
            IsSettled = true;
            return true;
        }

        return Settle();
    }

    /// <summary>Whether this document is the one in use.</summary>
    public bool IsSame(byte[] document, int count)
    {
        if (Identity == null || count != _store.Length)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (document[i] != _document[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the document in use has this length and checksum.</summary>
    public bool HasDigest(int count, uint crc)
    {
        return Identity != null && count == _store.Length && Crc32.Compute(_document, 0, count) == crc;
    }

    /// <summary>Puts a new identity in place of the old one, or of none. With another hub id, what is left of the old
    /// home goes from the flash.</summary>
    /// <param name="identity">What the document says.</param>
    /// <param name="document">The document.</param>
    /// <param name="count">Its bytes.</param>
    /// <returns>True when the new identity survives a power cut. False when the flash does not take it; unless it
    /// failed after that, the old one stands.</returns>
    public bool Write(HubIdentity identity, byte[] document, int count)
    {
        if (!IsSettled)
        {
            return false;
        }

        bool isSameHub = Identity != null && Identity.HubId == identity.HubId;
        IdentityStage stage = isSameHub ? IdentityStage.InUse : IdentityStage.NewHome;
        if (!_store.Write((uint)stage, _tag, document, count))
        {
            return false;
        }

        System.Array.Copy(document, 0, _document, 0, count);
        return Settle();
    }

    /// <summary>Takes the identity away, and all that belongs to the home.</summary>
    /// <returns>True when nothing of it is left in flash.</returns>
    public bool Forget()
    {
        if (!IsSettled || !_store.Write((uint)IdentityStage.Forgotten, _tag, Nothing, Nothing.Length))
        {
            return false;
        }

        return Settle();
    }

    // Every branch can be cut anywhere and done again.
    private bool Settle()
    {
        IsSettled = false;
        Identity = null;
        if (Stage == IdentityStage.NewHome)
        {
            if (!EraseHome() || !_store.Write((uint)IdentityStage.InUse, _tag, _document, _store.Length))
            {
                return false;
            }
        }

        if (Stage == IdentityStage.InUse)
        {
            return Use();
        }

        bool isForgotten = Stage == IdentityStage.Forgotten;
        if ((!isForgotten && Stage != IdentityStage.None) || (isForgotten && !EraseHome()))
        {
            return false;
        }

        // Also on a blank board: a cut may have left part of an identity, and with it a key.
        for (int i = 0; i < _document.Length; i++)
        {
            _document[i] = 0;
        }

        IsSettled = _store.EraseAll();
        return IsSettled;
    }

    private bool Use()
    {
        int count = _store.Length;
        if (_store.CountCopies(_store.Version, _document, count) < Limits.IdentityCopies)
        {
            // A sector that takes nothing any more must not keep the hub from working with the copy that it has.
            _store.Write(_store.Version, _tag, _document, count);
        }

        Identity = _reader.Read(_document, 0, count);
        IsSettled = Identity != null;
        return IsSettled;
    }

    private bool EraseHome()
    {
        for (int i = 0; i < _home.Length; i++)
        {
            for (int sector = 0; sector < _home[i].SectorCount; sector++)
            {
                if (_home[i].Erase(sector) != FlashResult.Ok)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
