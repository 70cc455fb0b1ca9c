// The firmware's slots as files.
using System;
using System.IO;
using System.Threading;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Updating;

namespace Hub.Esp32S3.Loading;

/// <summary>A file for the image of each slot, and one for the envelope and the list of digests beside it; opened for
/// each access and closed again. Never throws.</summary>
public sealed class SlotFiles : ISlotWriter
{
    /// <summary>The folder on the board's own flash.</summary>
    public const string BoardFolder = "I:\\";

    private readonly string _folder;
    private readonly int _restMilliseconds;

    /// <summary>Takes the folder; nothing is opened yet.</summary>
    /// <param name="folder">Where the files are, with the separator at its end.</param>
    /// <param name="restMilliseconds">Rest after each read, in ms;
    /// <see cref="BoardLimits.FileRestMilliseconds"/> on the board.</param>
    public SlotFiles(string folder, int restMilliseconds)
    {
        _folder = folder;
        _restMilliseconds = restMilliseconds;
    }

    /// <summary>The file of a slot.</summary>
    public string PathOf(Slot slot)
    {
        return _folder + (slot == Slot.A ? "slot-a.bin" : "slot-b.bin");
    }

    /// <inheritdoc/>
    public int Length(Slot slot)
    {
        try
        {
            if (!File.Exists(PathOf(slot)))
            {
                return 0;
            }

            using (FileStream file = Open(PathOf(slot)))
            {
                return file.Length <= int.MaxValue ? (int)file.Length : -1;
            }
        }
        catch (Exception)
        {
            // Told as a slot that cannot be read.
            return -1;
        }
    }

    /// <inheritdoc/>
    public int SlotBytes
    {
        get { return LoaderLimits.MaxImageBytes; }
    }

    /// <inheritdoc/>
    public bool Read(Slot slot, int offset, byte[] into)
    {
        bool isRead = Read(PathOf(slot), offset, into, into.Length);
        if (isRead)
        {
            Rest();
        }

        return isRead;
    }

    /// <inheritdoc/>
    public bool Read(Slot slot, ReleasePart part, int offset, byte[] into, int count)
    {
        return part == ReleasePart.Image
            ? Read(PathOf(slot), offset, into, count)
            : Read(PathBeside(slot), OffsetBeside(part) + offset, into, count);
    }

    /// <inheritdoc/>
    public bool Write(Slot slot, ReleasePart part, int offset, byte[] from, int count)
    {
        bool isImage = part == ReleasePart.Image;
        try
        {
            using (FileStream file = new FileStream(
                isImage ? PathOf(slot) : PathBeside(slot), FileMode.OpenOrCreate, FileAccess.ReadWrite))
            {
                file.Seek(isImage ? offset : OffsetBeside(part) + offset, SeekOrigin.Begin);
                file.Write(from, 0, count);
                file.Flush();
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>The file of what lies beside a slot.</summary>
    public string PathBeside(Slot slot)
    {
        return _folder + (slot == Slot.A ? "slot-a.rel" : "slot-b.rel");
    }

    private static int OffsetBeside(ReleasePart part)
    {
        return part == ReleasePart.Envelope ? 0 : UpdateLimits.ChunkBytes;
    }

    private static bool Read(string path, int offset, byte[] into, int count)
    {
        try
        {
            using (FileStream file = Open(path))
            {
                file.Seek(offset, SeekOrigin.Begin);
                int done = 0;
                while (done < count)
                {
                    int read = file.Read(into, done, count - done);
                    if (read <= 0)
                    {
                        return false;
                    }

                    done += read;
                }
            }

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static FileStream Open(string path)
    {
        return new FileStream(path, FileMode.Open, FileAccess.Read);
    }

    private void Rest()
    {
        if (_restMilliseconds > 0)
        {
            new AutoResetEvent(false).WaitOne(_restMilliseconds, false);
        }
    }
}
