// Where a receiver is reached.
namespace Hub.Protocols.Settings;

/// <summary>Host and port of a receiver. What proves it to be the right one was put in at the bench and stays.
/// </summary>
public sealed class ReceiverAddress
{
    /// <summary>Names an address.</summary>
    public ReceiverAddress(string host, int port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>Host name or address, 1 to <see cref="SettingsLimits.MaxHostCharacters"/> characters.</summary>
    public string Host { get; }

    /// <summary>TCP port, 1 to 65,535.</summary>
    public int Port { get; }

    /// <summary>Whether both say the same place.</summary>
    public bool IsSameAs(ReceiverAddress other)
    {
        return Port == other.Port && Host == other.Host;
    }

    /// <summary>Whether it has a host and a port that can be.</summary>
    public bool IsValid()
    {
        return IsHost(Host) && IsPort(Port);
    }

    /// <summary>Whether a number is a port that can be connected to.</summary>
    public static bool IsPort(int port)
    {
        return port >= 1 && port <= SettingsLimits.MaxPort;
    }

    /// <summary>Whether a text is of letters, digits, dots, hyphens and colons: anything else could be a command to a
    /// modem.</summary>
    public static bool IsHost(string host)
    {
        bool isSound = host.Length >= 1 && host.Length <= SettingsLimits.MaxHostCharacters;
        for (int i = 0; i < host.Length && isSound; i++)
        {
            char c = host[i];
            isSound = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '.' || c == '-' || c == ':';
        }

        return isSound;
    }
}
