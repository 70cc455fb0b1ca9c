// Brings an ordered release into the spare slot: envelope, list of digests, image; each believed only when proved.
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>
/// One small piece in each step: a look into the slot, a few compressions of the signature, one chunk compared or
/// written. What lies in the slot already and has the right digest is not fetched, whether it was fetched before a cut
/// or is the same as in an older release.
/// </summary>
internal sealed partial class ReleaseTransfer
{
    private const int Nothing = 0;
    private const int LookingForEnvelope = 1;
    private const int FetchingEnvelope = 2;
    private const int Verifying = 3;
    private const int LookingForList = 4;
    private const int FetchingList = 5;
    private const int Surveying = 6;
    private const int FetchingChunk = 7;
    private const int Whole = 8;

    private readonly IFirmware _firmware;
    private readonly UpdateRecord _record;
    private readonly ReleaseFetch _fetch;
    private readonly ReleaseProof _proof;
    private readonly byte[] _chunk = new byte[UpdateLimits.ChunkBytes];
    private readonly byte[] _list = new byte[UpdateLimits.MaxDigestListBytes];
    private readonly bool[] _isThere = new bool[UpdateLimits.MaxChunks];
    private readonly int[] _badCounts = new int[2];
    private byte[] _tail = new byte[0];
    private int _stage;
    private int _listAt;
    private int _at;

    internal ReleaseTransfer(IFirmware firmware, UpdateRecord record, ReleaseFetch fetch, ReleaseProof proof)
    {
        _firmware = firmware;
        _record = record;
        _fetch = fetch;
        _proof = proof;
    }

    /// <summary>Why the release is not to be had; None while it may be.</summary>
    internal UpdateReason Fault { get; private set; }

    /// <summary>Whether the image is whole and verified in the slot.</summary>
    internal bool IsWhole
    {
        get { return _stage == Whole; }
    }

    /// <summary>Whether the loader does not let go of the slot yet.</summary>
    internal bool IsWithoutSlot { get; private set; }

    /// <summary>Bytes of the image that are verified in the slot.</summary>
    internal int BytesDone { get; private set; }

    /// <summary>Bytes of the image; 0 while not known.</summary>
    internal int BytesTotal
    {
        get { return _stage >= LookingForList ? _proof.ImageBytes : 0; }
    }

    /// <summary>Whether the next step has work that waits for nobody.</summary>
    internal bool IsAtWork
    {
        get
        {
            bool isFetching = _stage == FetchingEnvelope || _stage == FetchingList || _stage == FetchingChunk;
            return _stage != Nothing && _stage != Whole && (!isFetching || _fetch.IsWhole);
        }
    }

    /// <summary>Begins, or begins anew after a start, what the record orders.</summary>
    internal void Begin()
    {
        Fault = UpdateReason.None;
        IsWithoutSlot = false;
        BytesDone = 0;
        _badCounts[0] = 0;
        _badCounts[1] = 0;
        _stage = LookingForEnvelope;
    }

    /// <summary>Wants nothing more.</summary>
    internal void End()
    {
        _fetch.End();
        _stage = Nothing;
        BytesDone = 0;
    }

    /// <summary>Goes one piece further; only when nothing speaks against it.</summary>
    /// <returns>True when there is more to do at once.</returns>
    internal bool Step()
    {
        if (_fetch.IsNotThere)
        {
            Fault = UpdateReason.NotThere;
            return false;
        }

        switch (_stage)
        {
            case LookingForEnvelope: LookForEnvelope(); break;
            case FetchingEnvelope: TakeEnvelope(); break;
            case Verifying: Verify(); break;
            case LookingForList: LookForList(); break;
            case FetchingList: TakeList(); break;
            case Surveying: Survey(); break;
            case FetchingChunk: TakeChunk(); break;
        }

        return Fault == UpdateReason.None && !IsWithoutSlot && IsAtWork;
    }

    private void LookForEnvelope()
    {
        byte[] envelope = new byte[_record.EnvelopeBytes];
        if (_firmware.Read(ReleasePart.Envelope, 0, envelope, envelope.Length) && IsOrdered(envelope))
        {
            BeginVerify(envelope);
            return;
        }

        _fetch.Begin(
            _record.ReleaseSequence, ReleasePart.Envelope, 0, _record.EnvelopeBytes, 0, _record.EnvelopeBytes, _chunk);
        _stage = FetchingEnvelope;
    }

    private void TakeEnvelope()
    {
        if (!IsTaken(UpdateReason.OtherEnvelope))
        {
            return;
        }

        byte[] envelope = new byte[_record.EnvelopeBytes];
        System.Array.Copy(_chunk, 0, envelope, 0, envelope.Length);
        if (!IsOrdered(envelope))
        {
            Repeat(UpdateReason.OtherEnvelope);
            _stage = LookingForEnvelope;
            return;
        }

        BeginVerify(envelope);
    }

    private void BeginVerify(byte[] envelope)
    {
        Fault = _proof.Begin(envelope, _record);
        _stage = Verifying;
    }

    private void Verify()
    {
        if (!_proof.Step())
        {
            return;
        }

        Fault = _proof.Fault;
        _stage = _proof.IsKeyChange ? Nothing : LookingForList;
    }

    private void LookForList()
    {
        // From here on the slot is written: what lies there is no firmware any more.
        IsWithoutSlot = !_firmware.Prepare();
        if (IsWithoutSlot)
        {
            return;
        }

        byte[] envelope = _proof.Envelope;
        byte[] list = new byte[_proof.Image.DigestListBytes];
        byte[] before = new byte[envelope.Length];
        bool isKept = _firmware.Read(ReleasePart.Envelope, 0, before, before.Length) && IsOrdered(before);
        if (!isKept && !_firmware.Write(ReleasePart.Envelope, 0, envelope, envelope.Length))
        {
            Repeat(UpdateReason.Storage);
            return;
        }

        if (_firmware.Read(ReleasePart.DigestList, 0, list, list.Length) && IsList(list))
        {
            System.Array.Copy(list, 0, _list, 0, list.Length);
            BeginSurvey();
            return;
        }

        _listAt = 0;
        FetchList();
    }

    private void FetchList()
    {
        int left = _proof.Image.DigestListBytes - _listAt;
        int count = left < UpdateLimits.ChunkBytes ? left : UpdateLimits.ChunkBytes;
        _fetch.Begin(
            _record.ReleaseSequence, ReleasePart.DigestList, _record.ImageIndex, _proof.Image.DigestListBytes,
            _listAt, count, _chunk);
        _stage = FetchingList;
    }

    private void TakeList()
    {
        if (!IsTaken(UpdateReason.BadDigest))
        {
            return;
        }

        int left = _proof.Image.DigestListBytes - _listAt;
        int count = left < UpdateLimits.ChunkBytes ? left : UpdateLimits.ChunkBytes;
        System.Array.Copy(_chunk, 0, _list, _listAt, count);
        if (_listAt + count < _proof.Image.DigestListBytes)
        {
            _listAt += count;
            FetchList();
            return;
        }

        byte[] list = new byte[_proof.Image.DigestListBytes];
        System.Array.Copy(_list, 0, list, 0, list.Length);
        if (!IsList(list))
        {
            Repeat(UpdateReason.BadDigest);
        }
        else if (!WriteList(list.Length))
        {
            Repeat(UpdateReason.Storage);
        }
        else
        {
            BeginSurvey();
            return;
        }

        _stage = LookingForList;
    }

    private bool WriteList(int count)
    {
        for (int offset = 0; offset < count; offset += UpdateLimits.ChunkBytes)
        {
            int piece = count - offset < UpdateLimits.ChunkBytes ? count - offset : UpdateLimits.ChunkBytes;
            System.Array.Copy(_list, offset, _chunk, 0, piece);
            if (!_firmware.Write(ReleasePart.DigestList, offset, _chunk, piece))
            {
                return false;
            }
        }

        return true;
    }

    // Whether all that was asked for has come. A part of another length is a part that came wrong.
    private bool IsTaken(UpdateReason reason)
    {
        if (_fetch.IsOfOtherLength)
        {
            Repeat(reason);
            _fetch.Again();
        }

        return _fetch.IsWhole;
    }

    private void Repeat(UpdateReason reason)
    {
        int kind = reason == UpdateReason.Storage ? 1 : 0;
        _badCounts[kind]++;
        if (_badCounts[kind] >= Limits.MaxBadParts)
        {
            Fault = reason;
        }
    }

    private bool IsOrdered(byte[] envelope)
    {
        return IsSame(_firmware.Digest(envelope), _record.EnvelopeDigest, 0);
    }

    private bool IsList(byte[] list)
    {
        return IsSame(_firmware.Digest(list), _proof.ListDigest, 0);
    }

    private bool IsChunk(byte[] chunk)
    {
        return IsSame(_firmware.Digest(chunk), _list, _at * UpdateLimits.DigestBytes);
    }

    private static bool IsSame(byte[] digest, byte[] wanted, int offset)
    {
        for (int i = 0; i < UpdateLimits.DigestBytes; i++)
        {
            if (digest[i] != wanted[offset + i])
            {
                return false;
            }
        }

        return true;
    }

    // A digest is made of a whole array, so the last chunk has one of its own length.
    private byte[] BufferOf(int chunk)
    {
        return chunk == _proof.Image.Chunks - 1 ? _tail : _chunk;
    }
}
