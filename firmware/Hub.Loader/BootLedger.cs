// Keeps the boot record in two places, the old one or the new one whatever byte the power goes at.
namespace Hub.Loader;

/// <summary>
/// The record that is whole and has the highest sequence counts. A new one is only ever written over the other place,
/// so the last good one stands until the new one has been read back.
/// </summary>
internal sealed class BootLedger
{
    private const int NoCopy = -1;

    private readonly IBootMemory _memory;
    private readonly byte[] _buffer = new byte[BootRecord.Bytes];
    private readonly byte[] _readBack = new byte[BootRecord.Bytes];
    private int _good = NoCopy;

    internal BootLedger(IBootMemory memory) => _memory = memory;

    internal BootRecord Record { get; } = new BootRecord();

    /// <summary>True when both places could be read, so that no newer record can be hidden in one of them.</summary>
    internal bool IsWhole { get; private set; }

    /// <summary>Finds the record. Writes nothing.</summary>
    /// <returns>False when nothing can be known: a place cannot be read, and the other holds no record. True with an
    /// empty record when there is none.</returns>
    internal bool Mount()
    {
        _good = NoCopy;
        IsWhole = true;
        for (int copy = 0; copy < 2; copy++)
        {
            if (!ReadWithPatience(copy, _buffer))
            {
                IsWhole = false;
            }
            else if (BootRecord.IsRecord(_buffer)
                && (_good == NoCopy || BootRecord.SequenceOf(_buffer) > Record.Sequence))
            {
                _good = copy;
                Record.ReadFrom(_buffer);
            }
        }

        return _good != NoCopy || IsWhole;
    }

    /// <summary>Keeps the record as it now is.</summary>
    /// <returns>True when it survives a power cut; false when it could not be written, and the old one stands; always
    /// false while a place cannot be read.
    /// </returns>
    internal bool Write()
    {
        if (!IsWhole)
        {
            // The place that could not be read may hold a newer record, which must not be lost.
            return false;
        }

        int copy = _good == 0 ? 1 : 0;
        Record.Sequence++;
        Record.WriteTo(_buffer);
        for (int attempt = 0; attempt < LoaderLimits.ReadTries; attempt++)
        {
            if (_memory.Write(copy, _buffer) && ReadWithPatience(copy, _readBack) && IsSame())
            {
                _good = copy;
                return true;
            }
        }

        return false;
    }

    private bool IsSame()
    {
        for (int i = 0; i < BootRecord.Bytes; i++)
        {
            if (_buffer[i] != _readBack[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadWithPatience(int copy, byte[] into)
    {
        for (int attempt = 0; attempt < LoaderLimits.ReadTries; attempt++)
        {
            if (_memory.Read(copy, into))
            {
                return true;
            }
        }

        return false;
    }
}
