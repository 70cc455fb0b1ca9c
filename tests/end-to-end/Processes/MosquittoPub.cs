// mosquitto_pub, a client that shares no line with ours.
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Processes;

/// <summary>Publishes one message with Debian's mosquitto_pub and says what it reported.</summary>
internal static class MosquittoPub
{
    /// <param name="port">The gateway on this machine.</param>
    /// <param name="version">5 or 311.</param>
    /// <param name="signIn">Client id, user name and password.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="payload">The message body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ProcessOutput> RunAsync(
        int port, int version, HubSignIn signIn, string topic, byte[] payload, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("payload");
        await File.WriteAllBytesAsync(file, payload, cancellationToken);
        string[] arguments =
        [
            "-d", "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
            "-V", version == 5 ? "mqttv5" : "mqttv311", "-i", signIn.HubId, "-u", signIn.HubId, "-P", signIn.Password,
            "-q", "1", "-t", topic, "-f", file,
        ];
        return await ProcessOutput.RunAsync(
            "mosquitto_pub", arguments, new Dictionary<string, string>(), cancellationToken);
    }
}
