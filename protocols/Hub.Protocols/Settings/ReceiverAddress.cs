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

    /// <summary>Whether it is of letters, digits, dots, hyphens and colons, and has a port.</summary>
    public bool IsValid()
    {
        bool isSound = Host.Length >= 1 && Host.Length <= SettingsLimits.MaxHostCharacters
            && Port >= 1 && Port <= SettingsLimits.MaxPort;
        for (int i = 0; i < Host.Length && isSound; i++)
        {
            char c = Host[i];
            isSound = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '.' || c == '-' || c == ':';
        }

        return isSound;
    }
}
