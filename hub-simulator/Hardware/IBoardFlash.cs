// A flash part of a simulated board.
namespace Hub.Simulator.Hardware;

/// <summary>As the hub's port to a flash part; results are its numbers.</summary>
public interface IBoardFlash
{
    /// <summary>Bytes of a sector.</summary>
    int SectorSizeBytes { get; }

    /// <summary>Sectors of the part.</summary>
    int SectorCount { get; }

    /// <summary>Reads within a sector.</summary>
    int Read(int sector, int offset, byte[] buffer, int bufferOffset, int count);

    /// <summary>Programs within a sector.</summary>
    int Program(int sector, int offset, byte[] buffer, int bufferOffset, int count);

    /// <summary>Erases a sector.</summary>
    int Erase(int sector);
}
