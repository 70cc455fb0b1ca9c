// Keeps a simulated flash part in a file, so that a hub outlives the program that simulates it.
using System;
using System.IO;
using Hub.Core.Ports;
using Microsoft.Win32.SafeHandles;

namespace Hub.Simulator.World;

/// <summary>
/// A flash part whose contents lie in a file of the same size. What has changed is in the file when the operation
/// returns. The file is open only during an operation, so thousands of parts need no file handles.
/// </summary>
public sealed class FlashFile : IFlash
{
    private readonly SimFlash _flash;
    private readonly string _path;

    /// <summary>Loads the part from the file, or makes the file from the part when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is not as large as the part.</exception>
    public FlashFile(SimFlash flash, string path)
    {
        _flash = flash;
        _path = path;
        int size = flash.SectorCount * flash.SectorSizeBytes;
        if (!File.Exists(path))
        {
            byte[] blank = new byte[size];
            blank.AsSpan().Fill(0xFF);
            File.WriteAllBytes(path, blank);
            return;
        }

        byte[] contents = File.ReadAllBytes(path);
        if (contents.Length != size)
        {
            throw new InvalidDataException($"{path} has {contents.Length} bytes; a hub's flash has {size}.");
        }

        flash.Load(contents);
    }

    /// <inheritdoc/>
    public int SectorSizeBytes => _flash.SectorSizeBytes;

    /// <inheritdoc/>
    public int SectorCount => _flash.SectorCount;

    /// <inheritdoc/>
    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count) =>
        _flash.Read(sector, offset, buffer, bufferOffset, count);

    /// <inheritdoc/>
    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        FlashResult result = _flash.Program(sector, offset, buffer, bufferOffset, count);
        return result == FlashResult.OutOfRange ? result : Keep(sector, offset, count, result);
    }

    /// <inheritdoc/>
    public FlashResult Erase(int sector)
    {
        FlashResult result = _flash.Erase(sector);
        return result == FlashResult.OutOfRange ? result : Keep(sector, 0, SectorSizeBytes, result);
    }

    // A file that cannot be written is to the hub a flash part that has failed.
    private FlashResult Keep(int sector, int offset, int count, FlashResult result)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write);
            long at = ((long)sector * SectorSizeBytes) + offset;
            RandomAccess.Write(file, _flash.Contents(sector).Slice(offset, count), at);
            return result;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FlashResult.Failed;
        }
    }
}
