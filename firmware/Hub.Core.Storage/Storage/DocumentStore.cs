// Keeps one document in flash, the old one or the new one whatever byte the power goes at.
using Hub.Core.Ports;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Core.Storage;

/// <summary>
/// A document with its version and tag, in one sector of at least two. A new one is written into another sector: first
/// the document, then a header with a checksum over either. Only a header that is whole makes a sector count, and the
/// highest generation wins, so the old document stands until the last byte of the new header does. The kind is in the
/// header: settings can be kept by the same code in sectors of their own.
/// </summary>
public sealed class DocumentStore
{
    /// <summary>Bytes before the document.</summary>
    public const int HeaderBytes = 64;

    private const int NoSector = -1;
    private const int BlockBytes = 256;
    private const int ReadTries = 3;
    private const uint Magic = 0x53434F44;
    private const int Format = 1;
    private const int LengthOffset = 6;
    private const int VersionOffset = 8;
    private const int GenerationOffset = 12;
    private const int TagOffset = 16;
    private const int DocumentCrcOffset = 48;
    private const int HeaderCrcOffset = 60;

    private readonly IFlash _flash;
    private readonly int _kind;
    private readonly int _maxBytes;
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly byte[] _block = new byte[BlockBytes];
    private readonly byte[] _tag = new byte[RuleLimits.TagBytes];
    private int _sector = NoSector;
    private int _prepared = NoSector;
    private uint _generation;

    /// <summary>Makes a store over sectors of its own; nothing is read or written yet.</summary>
    /// <param name="flash">At least <see cref="StorageLimits.MinSectors"/> sectors of <see
    /// cref="StorageLimits.MinSectorBytes"/>.</param>
    /// <param name="kind">What it keeps; a document of another kind is not its own.</param>
    public DocumentStore(IFlash flash, int kind)
        : this(flash, kind, RuleLimits.MaxDocumentBytes)
    {
    }

    /// <summary>Makes a store for documents of another length.</summary>
    /// <param name="flash">At least <see cref="StorageLimits.MinSectors"/> sectors that hold a header and a
    /// document.</param>
    /// <param name="kind">What it keeps; a document of another kind is not its own.</param>
    /// <param name="maxBytes">The longest document, at most 65,535 bytes.</param>
    public DocumentStore(IFlash flash, int kind, int maxBytes)
    {
        _flash = flash;
        _kind = kind;
        _maxBytes = maxBytes;
        Check.That(
            flash.SectorCount >= StorageLimits.MinSectors && flash.SectorSizeBytes >= StorageLimits.MinSectorBytes
                && flash.SectorSizeBytes >= HeaderBytes + maxBytes && maxBytes <= 0xFFFF,
            CheckCode.Flash);
    }

    /// <summary>True once the flash has been read.</summary>
    public bool IsMounted { get; private set; }

    /// <summary>Version of the document, 0 when there is none.</summary>
    public uint Version { get; private set; }

    /// <summary>Bytes of the document, 0 when there is none.</summary>
    public int Length { get; private set; }

    /// <summary>Sectors whose header was whole and whose document was not, at the last mount: rot, not a cut.</summary>
    public int DamagedCount { get; private set; }

    /// <summary>Erasures since the start.</summary>
    public long EraseCount { get; private set; }

    /// <summary>Whether a tag is that of the document.</summary>
    public bool HasTag(byte[] tag)
    {
        for (int i = 0; i < _tag.Length; i++)
        {
            if (_tag[i] != tag[i])
            {
                return false;
            }
        }

        return Length > 0;
    }

    /// <summary>Finds the newest whole document and reads it. Writes nothing, so it can be cut and repeated.</summary>
    /// <param name="into">Takes the document, as long as the longest.</param>
    /// <returns>False when the flash cannot be read; nothing is then known.</returns>
    public bool Mount(byte[] into)
    {
        _sector = NoSector;
        _generation = 0;
        Version = 0;
        Length = 0;
        DamagedCount = 0;
        uint below = 0xFFFFFFFF;
        while (FindNewest(below, out int sector, out uint generation))
        {
            if (sector == NoSector)
            {
                IsMounted = true;
                return true;
            }

            _generation = generation > _generation ? generation : _generation;
            if (!Load(sector, into, out bool isReadable))
            {
                if (!isReadable)
                {
                    return false;
                }

                DamagedCount++;
                below = generation;
                continue;
            }

            _sector = sector;
            IsMounted = true;
            return true;
        }

        return false;
    }

    /// <summary>Keeps a new document in place of the old one.</summary>
    /// <returns>True when it survives a power cut. False when no sector takes it; the old one stands.</returns>
    public bool Write(uint version, byte[] tag, byte[] document, int count)
    {
        if (!IsMounted || count < 1 || count > _maxBytes)
        {
            return false;
        }

        for (int i = 1; i <= _flash.SectorCount; i++)
        {
            int sector = Following(_sector, i);
            if (sector != _sector && WriteBody(sector, document, count)
                && WriteHeader(sector, version, tag, document, count))
            {
                Stand(sector, version, tag, count);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a new document beside the old one, which stands: nothing counts before <see cref="Switch"/>.
    /// </summary>
    /// <returns>False when no sector takes it.</returns>
    public bool Prepare(byte[] document, int count)
    {
        _prepared = NoSector;
        if (!IsMounted || count < 1 || count > _maxBytes)
        {
            return false;
        }

        for (int i = 1; i <= _flash.SectorCount && _prepared == NoSector; i++)
        {
            int sector = Following(_sector, i);
            _prepared = sector != _sector && WriteBody(sector, document, count) ? sector : NoSector;
        }

        return _prepared != NoSector;
    }

    /// <summary>Puts what was prepared in place of the old document, by one record.</summary>
    /// <returns>False when that record could not be written, or nothing was prepared; the old one stands.</returns>
    public bool Switch(uint version, byte[] tag, byte[] document, int count)
    {
        int sector = _prepared;
        _prepared = NoSector;
        if (sector == NoSector || !ReadsBack(sector, HeaderBytes, document, count)
            || !WriteHeader(sector, version, tag, document, count))
        {
            return false;
        }

        Stand(sector, version, tag, count);
        return true;
    }

    private void Stand(int sector, uint version, byte[] tag, int count)
    {
        _sector = sector;
        Version = version;
        Length = count;
        System.Array.Copy(tag, 0, _tag, 0, _tag.Length);
    }

    /// <summary>In how many sectors this very document is whole, under this version.</summary>
    public int CountCopies(uint version, byte[] document, int count)
    {
        int copies = 0;
        for (int sector = 0; sector < _flash.SectorCount; sector++)
        {
            bool isCopy = ReadWithPatience(sector, 0, _header, HeaderBytes) && IsHeader()
                && (uint)LittleEndian.Get(_header, VersionOffset, 4) == version
                && (int)LittleEndian.Get(_header, LengthOffset, 2) == count
                && ReadsBack(sector, HeaderBytes, document, count);
            copies += isCopy ? 1 : 0;
        }

        return copies;
    }

    /// <summary>Erases every sector that is not blank, that of the document last: until then it stands.</summary>
    /// <returns>True when nothing is left. False when a sector does not let itself be erased.</returns>
    public bool EraseAll()
    {
        for (int i = 1; i <= _flash.SectorCount; i++)
        {
            int sector = Following(_sector, i);
            if (sector != _sector && !EraseSector(sector))
            {
                return false;
            }
        }

        if (_sector != NoSector && !EraseSector(_sector))
        {
            return false;
        }

        _sector = NoSector;
        Version = 0;
        Length = 0;
        return true;
    }

    private bool EraseSector(int sector)
    {
        if (IsBlank(sector, _flash.SectorSizeBytes))
        {
            return true;
        }

        EraseCount++;
        return _flash.Erase(sector) == FlashResult.Ok && IsBlank(sector, _flash.SectorSizeBytes);
    }

    private int Following(int sector, int steps)
    {
        int following = sector + steps;
        return following >= _flash.SectorCount ? following - _flash.SectorCount : following;
    }

    // The whole header with the highest generation below one that has proved bad.
    private bool FindNewest(uint below, out int newest, out uint generation)
    {
        newest = NoSector;
        generation = 0;
        for (int sector = 0; sector < _flash.SectorCount; sector++)
        {
            if (!ReadWithPatience(sector, 0, _header, HeaderBytes))
            {
                return false;
            }

            uint found = (uint)LittleEndian.Get(_header, GenerationOffset, 4);
            if (IsHeader() && found > generation && found < below)
            {
                newest = sector;
                generation = found;
            }
        }

        return true;
    }

    private bool IsHeader()
    {
        int length = (int)LittleEndian.Get(_header, LengthOffset, 2);
        return (uint)LittleEndian.Get(_header, 0, 4) == Magic && _header[4] == _kind && _header[5] == Format
            && length > 0 && length <= _maxBytes
            && Crc32.Compute(_header, 0, HeaderCrcOffset) == (uint)LittleEndian.Get(_header, HeaderCrcOffset, 4);
    }

    private bool Load(int sector, byte[] into, out bool isReadable)
    {
        isReadable = ReadWithPatience(sector, 0, _header, HeaderBytes);
        int length = (int)LittleEndian.Get(_header, LengthOffset, 2);
        isReadable = isReadable && length <= into.Length && ReadWithPatience(sector, HeaderBytes, into, length);
        if (!isReadable
            || Crc32.Compute(into, 0, length) != (uint)LittleEndian.Get(_header, DocumentCrcOffset, 4))
        {
            return false;
        }

        Version = (uint)LittleEndian.Get(_header, VersionOffset, 4);
        Length = length;
        System.Array.Copy(_header, TagOffset, _tag, 0, _tag.Length);
        return true;
    }

    private bool WriteBody(int sector, byte[] document, int count)
    {
        EraseCount++;
        return _flash.Erase(sector) == FlashResult.Ok && IsBlank(sector, HeaderBytes + count)
            && _flash.Program(sector, HeaderBytes, document, 0, count) == FlashResult.Ok
            && ReadsBack(sector, HeaderBytes, document, count);
    }

    private bool WriteHeader(int sector, uint version, byte[] tag, byte[] document, int count)
    {
        _generation++;
        for (int i = 0; i < HeaderBytes; i++)
        {
            _header[i] = 0;
        }

        LittleEndian.Put(_header, 0, Magic, 4);
        _header[4] = (byte)_kind;
        _header[5] = Format;
        LittleEndian.Put(_header, LengthOffset, (ulong)count, 2);
        LittleEndian.Put(_header, VersionOffset, version, 4);
        LittleEndian.Put(_header, GenerationOffset, _generation, 4);
        System.Array.Copy(tag, 0, _header, TagOffset, _tag.Length);
        LittleEndian.Put(_header, DocumentCrcOffset, Crc32.Compute(document, 0, count), 4);
        LittleEndian.Put(_header, HeaderCrcOffset, Crc32.Compute(_header, 0, HeaderCrcOffset), 4);
        return _flash.Program(sector, 0, _header, 0, HeaderBytes) == FlashResult.Ok
            && ReadsBack(sector, 0, _header, HeaderBytes);
    }

    private bool IsBlank(int sector, int end)
    {
        for (int offset = 0; offset < end; offset += BlockBytes)
        {
            int count = end - offset < BlockBytes ? end - offset : BlockBytes;
            if (_flash.Read(sector, offset, _block, 0, count) != FlashResult.Ok)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                if (_block[i] != 0xFF)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool ReadsBack(int sector, int offset, byte[] written, int count)
    {
        for (int at = 0; at < count; at += BlockBytes)
        {
            int piece = count - at < BlockBytes ? count - at : BlockBytes;
            if (_flash.Read(sector, offset + at, _block, 0, piece) != FlashResult.Ok)
            {
                return false;
            }

            for (int i = 0; i < piece; i++)
            {
                if (_block[i] != written[at + i])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool ReadWithPatience(int sector, int offset, byte[] into, int count)
    {
        for (int attempt = 0; attempt < ReadTries; attempt++)
        {
            if (_flash.Read(sector, offset, into, 0, count) == FlashResult.Ok)
            {
                return true;
            }
        }

        return false;
    }
}
