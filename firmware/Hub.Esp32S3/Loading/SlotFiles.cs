// The firmware's slots as files.
using System;
using System.IO;
using System.Threading;
using Hub.Loader;

namespace Hub.Esp32S3.Loading;

/// <summary>One file for each slot, opened for each read and closed again. Never throws.</summary>
public sealed class SlotFiles : ISlotStore
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

            using (FileStream file = Open(slot))
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
    public bool Read(Slot slot, int offset, byte[] into)
    {
        try
        {
            using (FileStream file = Open(slot))
            {
                file.Seek(offset, SeekOrigin.Begin);
                int done = 0;
                while (done < into.Length)
                {
                    int count = file.Read(into, done, into.Length - done);
                    if (count <= 0)
                    {
                        return false;
                    }

                    done += count;
                }
            }

            Rest();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private FileStream Open(Slot slot)
    {
        return new FileStream(PathOf(slot), FileMode.Open, FileAccess.Read);
    }

    private void Rest()
    {
        if (_restMilliseconds > 0)
        {
            new AutoResetEvent(false).WaitOne(_restMilliseconds, false);
        }
    }
}
