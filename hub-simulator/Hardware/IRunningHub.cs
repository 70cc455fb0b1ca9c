// A running hub, of whatever build.
namespace Hub.Simulator.Hardware;

/// <summary>What a simulated board does with its firmware.</summary>
public interface IRunningHub
{
    /// <summary>Its figures.</summary>
    IHubFigures Figures { get; }

    /// <summary>Steps it.</summary>
    /// <param name="nowMilliseconds">Time since the board's start.</param>
    /// <returns>When it must be stepped next.</returns>
    long Step(long nowMilliseconds);

    /// <summary>Hands it a frame; false when it takes none.</summary>
    bool PutFrame(byte[] frame, int offset, int count, int signalDbm, long nowMilliseconds);

    /// <summary>Hands it a bridged trigger's press; false when it takes none.</summary>
    bool PressTrigger(
        uint triggerId, int deviceType, int statusCode, int locationCode, uint pressToken, long nowMilliseconds);

    /// <summary>A button on the front: 0 alarm, 1 check in, 2 check out, 3 pair, 4 cancel, 5 reset.</summary>
    void PressFront(int button, long nowMilliseconds);
}
