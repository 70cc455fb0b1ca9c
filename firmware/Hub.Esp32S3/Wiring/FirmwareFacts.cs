// Which firmware and which board this is.
namespace Hub.Esp32S3.Wiring;

/// <summary>Told on the console and in hello.</summary>
public static class FirmwareFacts
{
    /// <summary>The version of the firmware.</summary>
    public const string Version = "0.1.0";

    /// <summary>The model of the board, as on its label.</summary>
    public const string Model = "reference-board-a";
}
