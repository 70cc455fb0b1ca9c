// Whether the board's IP stack has a link.
namespace Hub.Esp32S3.Linking;

/// <summary>One question to the IP stack.</summary>
public interface INetworkProbe
{
    /// <summary>Whether any of its interfaces is up. Answers at once.</summary>
    bool IsLinkUp();
}
