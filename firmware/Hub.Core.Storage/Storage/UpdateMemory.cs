// Keeps the record of updates in flash.
using Hub.Core.Ports;
using Hub.Protocols.Rules;

namespace Hub.Core.Storage;

/// <summary>The record of updates as a document of its own: the old one or the new one, whatever byte the power goes
/// at.</summary>
public sealed class UpdateMemory
{
    private const int DocumentKind = 3;

    private readonly DocumentStore _store;
    private readonly byte[] _document = new byte[Limits.MaxUpdateRecordBytes];
    private readonly byte[] _tag = new byte[RuleLimits.TagBytes];

    /// <summary>Makes a memory over sectors of its own; nothing is read or written yet.</summary>
    public UpdateMemory(IFlash flash)
    {
        _store = new DocumentStore(flash, DocumentKind, Limits.MaxUpdateRecordBytes);
    }

    /// <summary>The record; empty before <see cref="Mount"/>, and when nothing was ever kept.</summary>
    public UpdateRecord Record { get; private set; } = new UpdateRecord();

    /// <summary>True once the flash has been read.</summary>
    public bool IsMounted
    {
        get { return _store.IsMounted; }
    }

    /// <summary>Sectors found damaged at the last mount.</summary>
    public int DamagedCount
    {
        get { return _store.DamagedCount; }
    }

    /// <summary>Finds the record. Writes nothing.</summary>
    /// <returns>False when the flash cannot be read; nothing is then known.</returns>
    public bool Mount()
    {
        if (!_store.Mount(_document))
        {
            return false;
        }

        if (_store.Length > 0 && !Record.ReadFrom(_document, _store.Length))
        {
            Record = new UpdateRecord();
        }

        return true;
    }

    /// <summary>Keeps the record as it now is.</summary>
    /// <returns>False when it could not be kept: the old one stands in flash.</returns>
    public bool Write()
    {
        int count = Record.WriteTo(_document);
        return _store.Write(_store.Version + 1, _tag, _document, count);
    }
}
