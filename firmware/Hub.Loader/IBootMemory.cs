// Where the boot record lies.
namespace Hub.Loader;

/// <summary>
/// Two places of <see cref="BootRecord.Bytes"/> that survive a power cut. Whatever happens during a write of one, the
/// other keeps its bytes. Both operations are synchronous and never throw.
/// </summary>
public interface IBootMemory
{
    /// <summary>Reads one of the two places.</summary>
    /// <param name="copy">0 or 1.</param>
    /// <param name="into">Takes <see cref="BootRecord.Bytes"/>.</param>
    /// <returns>False when it could not be read; nothing is then known of it.</returns>
    bool Read(int copy, byte[] into);

    /// <summary>Writes one of the two places.</summary>
    /// <param name="copy">0 or 1.</param>
    /// <param name="record">Has <see cref="BootRecord.Bytes"/>.</param>
    /// <returns>False when the part reported an error; the loader reads back what it wrote all the same.</returns>
    bool Write(int copy, byte[] record);
}
