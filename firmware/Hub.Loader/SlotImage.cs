// The header of an image.
namespace Hub.Loader;

/// <summary>
/// What an image holds. Numbers lowest byte first: 4 magic <c>SLOT</c> · 1 format · 1 version of the loader's interface
/// · 2 bytes of the header · 4 bytes of the image · 4 version · 1 count of assemblies · 1 bytes of the entry's name ·
/// 2 zero; for each assembly 1 bytes of its name, 47 name, 4 bytes of it, 32 digest; the entry's name; 32 digest of the
/// header before it. The assemblies follow one after the other, each after those that it refers to.
/// </summary>
public sealed class SlotImage
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = 32;

    internal const int HeadBytes = 20;
    internal const int RowBytes = 1 + LoaderLimits.MaxNameBytes + 4 + DigestBytes;
    internal const int MaxHeaderBytes =
        HeadBytes + (LoaderLimits.MaxAssemblies * RowBytes) + LoaderLimits.MaxEntryBytes + DigestBytes;

    private const uint Magic = 0x544F4C53;
    private const int Format = 1;
    private const int LengthOffset = 1 + LoaderLimits.MaxNameBytes;

    private readonly byte[] _header;

    private SlotImage(byte[] header)
    {
        _header = header;
        Interface = header[5];
        ImageBytes = (int)RecordBytes.Get(header, 8, 4);
        Version = RecordBytes.Get(header, 12, 4);
        Count = header[16];
        Entry = Text(HeadBytes + (Count * RowBytes), header[17]);
    }

    /// <summary>Version of the firmware, 1 and more.</summary>
    public uint Version { get; }

    /// <summary>Assemblies in the image.</summary>
    public int Count { get; }

    /// <summary>Full name of the type that is the application.</summary>
    public string Entry { get; }

    /// <summary>Bytes of the header and all assemblies.</summary>
    public int ImageBytes { get; }

    internal int Interface { get; }

    internal int HeaderBytes => _header.Length;

    /// <summary>The key of all digests in images: known to everybody, since they find damage and prove no origin.
    /// </summary>
    public static byte[] DigestKey()
    {
        byte[] key = new byte[DigestBytes];
        for (int i = 0; i < key.Length; i++)
        {
            key[i] = (byte)i;
        }

        return key;
    }

    /// <summary>Name of an assembly.</summary>
    public string Name(int index)
    {
        int row = HeadBytes + (index * RowBytes);
        return Text(row + 1, _header[row]);
    }

    /// <summary>Bytes of an assembly.</summary>
    public int Length(int index)
    {
        return (int)RecordBytes.Get(_header, HeadBytes + (index * RowBytes) + LengthOffset, 4);
    }

    /// <summary>How long the header is to be, from its first bytes; 0 when they are not those of one.</summary>
    internal static int HeaderBytesOf(byte[] head)
    {
        if (RecordBytes.Get(head, 0, 4) != Magic || head[4] != Format)
        {
            return 0;
        }

        int count = head[16];
        int entry = head[17];
        int bytes = HeadBytes + (count * RowBytes) + entry + DigestBytes;
        bool isValid = count > 0 && count <= LoaderLimits.MaxAssemblies
            && entry > 0 && entry <= LoaderLimits.MaxEntryBytes
            && head[18] == 0 && head[19] == 0 && RecordBytes.Get(head, 6, 2) == (uint)bytes;
        return isValid ? bytes : 0;
    }

    /// <summary>Reads a whole header; null when it is damaged or contradicts itself.</summary>
    internal static SlotImage? Parse(byte[] header, IImageDigest digest)
    {
        byte[] covered = new byte[header.Length - DigestBytes];
        System.Array.Copy(header, 0, covered, 0, covered.Length);
        if (!IsSame(digest.Compute(covered), header, covered.Length))
        {
            return null;
        }

        SlotImage image = new SlotImage(header);
        return image.Version > 0 && image.IsConsistent() ? image : null;
    }

    internal bool HasDigest(int index, byte[] computed)
    {
        return IsSame(computed, _header, HeadBytes + (index * RowBytes) + LengthOffset + 4);
    }

    private static bool IsSame(byte[] computed, byte[] bytes, int offset)
    {
        if (computed.Length != DigestBytes)
        {
            return false;
        }

        for (int i = 0; i < DigestBytes; i++)
        {
            if (computed[i] != bytes[offset + i])
            {
                return false;
            }
        }

        return true;
    }

    private bool IsConsistent()
    {
        if (ImageBytes < 0 || ImageBytes > LoaderLimits.MaxImageBytes
            || !IsName(HeadBytes + (Count * RowBytes), _header[17]))
        {
            return false;
        }

        int sum = HeaderBytes;
        for (int i = 0; i < Count; i++)
        {
            int row = HeadBytes + (i * RowBytes);
            int length = Length(i);
            if (_header[row] == 0 || _header[row] > LoaderLimits.MaxNameBytes || !IsName(row + 1, _header[row])
                || length < 1 || length > ImageBytes - sum)
            {
                return false;
            }

            sum += length;
        }

        return sum == ImageBytes;
    }

    private bool IsName(int offset, int count)
    {
        for (int i = offset; i < offset + count; i++)
        {
            if (_header[i] <= 0x20 || _header[i] > 0x7E)
            {
                return false;
            }
        }

        return true;
    }

    private string Text(int offset, int count)
    {
        char[] text = new char[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = (char)_header[offset + i];
        }

        return new string(text);
    }
}
