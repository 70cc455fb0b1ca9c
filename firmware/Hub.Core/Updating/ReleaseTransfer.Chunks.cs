// The image, chunk by chunk: what lies there already, what is missing, what has come.
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <content>The chunks of the image.</content>
internal sealed partial class ReleaseTransfer
{
    private void BeginSurvey()
    {
        for (int i = 0; i < _isThere.Length; i++)
        {
            _isThere[i] = false;
        }

        _tail = new byte[_proof.Image.ChunkBytes(_proof.Image.Chunks - 1)];
        BytesDone = 0;
        _at = 0;
        _stage = Surveying;
    }

    private void Survey()
    {
        byte[] chunk = BufferOf(_at);
        if (_firmware.Read(ReleasePart.Image, _at * UpdateLimits.ChunkBytes, chunk, chunk.Length) && IsChunk(chunk))
        {
            _isThere[_at] = true;
            BytesDone += chunk.Length;
        }

        _at++;
        if (_at == _proof.Image.Chunks)
        {
            _at = 0;
            FetchNext();
        }
    }

    private void FetchNext()
    {
        _badCounts[0] = 0;
        while (_at < _proof.Image.Chunks && _isThere[_at])
        {
            _at++;
        }

        if (_at == _proof.Image.Chunks)
        {
            _fetch.End();
            _stage = Whole;
            return;
        }

        FetchChunk();
    }

    private void FetchChunk()
    {
        byte[] chunk = BufferOf(_at);
        _fetch.Begin(
            _record.ReleaseSequence, ReleasePart.Image, _record.ImageIndex, _proof.ImageBytes,
            _at * UpdateLimits.ChunkBytes, chunk.Length, chunk);
        _stage = FetchingChunk;
    }

    private void TakeChunk()
    {
        if (!IsTaken(UpdateReason.BadDigest))
        {
            return;
        }

        byte[] chunk = BufferOf(_at);
        int offset = _at * UpdateLimits.ChunkBytes;
        if (!IsChunk(chunk))
        {
            Repeat(UpdateReason.BadDigest);
            FetchChunk();
            return;
        }

        // Read back: what was written is what the loader will find.
        if (!_firmware.Write(ReleasePart.Image, offset, chunk, chunk.Length)
            || !_firmware.Read(ReleasePart.Image, offset, chunk, chunk.Length) || !IsChunk(chunk))
        {
            Repeat(UpdateReason.Storage);
            FetchChunk();
            return;
        }

        _isThere[_at] = true;
        BytesDone += chunk.Length;
        FetchNext();
    }
}
