// The bounds of reading firmware.
namespace Hub.Esp32S3;

/// <content>The firmware's slots.</content>
public static partial class BoardLimits
{
    /// <summary>Rest after a file on <c>I:\</c> was closed, in ms: an assembly that is loaded right after it was read
    /// is refused now and then (a known fault of the interpreter's, worked around in its own samples like this).
    /// </summary>
    public const int FileRestMilliseconds = 20;
}
