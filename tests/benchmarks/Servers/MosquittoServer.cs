// Debian's mosquitto as the peer that everything is measured beside.
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Benchmarks.Servers;

/// <summary>
/// mosquitto with nothing but what the comparison needs. With persistence it acknowledges first and writes a snapshot
/// every few seconds; without, it holds everything in memory.
/// </summary>
internal sealed class MosquittoServer : ServerProcess
{
    private const string DebianPath = "/usr/sbin/mosquitto";

    public MosquittoServer(bool persists)
        : base(persists ? "mosquitto, persistence on" : "mosquitto, persistence off")
    {
        if (!File.Exists(DebianPath))
        {
            throw new BenchmarkException("mosquitto is missing: apt-get install mosquitto");
        }

        (string certificate, string key) = Certificate.Write(Folder);
        string file = Path.Combine(Folder, "mosquitto.conf");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"""
            user root
            allow_anonymous true
            max_connections -1
            set_tcp_nodelay true
            log_dest none
            persistence {(persists ? "true" : "false")}
            persistence_location {Folder}/
            autosave_interval 5
            listener {MqttPort} 127.0.0.1
            listener {MqttTlsPort} 127.0.0.1
            certfile {certificate}
            keyfile {key}

            """));
        Launch(DebianPath, ["-c", file], new Dictionary<string, string>());
        WaitUntil(() => Accepts(MqttPort) && Accepts(MqttTlsPort));
    }
}
