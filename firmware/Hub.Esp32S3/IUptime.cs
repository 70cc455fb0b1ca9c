// The board's monotonic time.
namespace Hub.Esp32S3;

/// <summary>Time since the board started; it never goes back.</summary>
public interface IUptime
{
    /// <summary>Milliseconds since the start.</summary>
    long Milliseconds { get; }
}
