// The address of a fleet manager's gateway, host:port.
using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hub.Protocols.Settings;

namespace Hub.Simulator.App;

internal sealed record ServerAddress(string Host, int Port)
{
    internal EndPoint EndPoint => IPAddress.TryParse(Host, out IPAddress? address)
        ? new IPEndPoint(address, Port)
        : new DnsEndPoint(Host, Port, AddressFamily.Unspecified);

    /// <summary>The same, as a hub is told it.</summary>
    internal ReceiverAddress Receiver => new(Host, Port);

    /// <summary>Has an option refuse what is no address; one that is left out is not looked at.</summary>
    internal static void Check(Option option) => option.Validators.Add(result =>
    {
        string? text = result.GetValueOrDefault<string?>();
        if (text != null && Parse(text) == null)
        {
            result.AddError($"{option.Name} takes host:port, not '{text}'.");
        }
    });

    /// <summary>Reads host:port, also [v6]:port; null when it is neither.</summary>
    internal static ServerAddress? Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (colon < 1 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, culture, out int port))
        {
            return null;
        }

        string host = text[..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (port is < 1 or > 65535 || (host.Contains(':') && !isBracketed))
        {
            return null;
        }

        return new ServerAddress(isBracketed ? host[1..^1] : host, port);
    }
}
