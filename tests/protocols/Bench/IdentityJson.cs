// An identity from the JSON of a vector, by way of no code that is tested.
using System;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Bench;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Bench;

internal static class IdentityJson
{
    internal static HubIdentity Read(JsonElement json) => new()
    {
        HubId = json.Text("hubId"),
        Key = Bytes(json, "key"),
        Model = json.Text("model"),
        Receivers = [.. json.GetProperty("receivers").EnumerateArray().Select(Receiver)],
        AccessPoint = json.Text("accessPoint"),
        Pin = json.Text("pin"),
        WifiName = json.Text("wifiName"),
        WifiPassphrase = json.Text("wifiPassphrase"),
        ShortMessageNumbers = Texts(json, "shortMessageNumbers"),
        VoiceNumbers = Texts(json, "voiceNumbers"),
        AnsweredNumbers = Texts(json, "answeredNumbers"),
        HeartbeatIntervalSeconds =
            json.TryGetProperty("heartbeatIntervalSeconds", out JsonElement seconds) ? seconds.GetInt32() : 0,
        KitInstallCodes = Texts(json, "kitInstallCodes"),
        ReleaseKeys = [.. Texts(json, "releaseKeys").Select(Convert.FromHexString)],
    };

    private static IdentityReceiver Receiver(JsonElement json) => new()
    {
        Host = json.Text("host"),
        Port = json.GetProperty("port").GetInt32(),
        Authority = Bytes(json, "authority"),
        ClientCertificate = Bytes(json, "clientCertificate"),
        ClientKey = Bytes(json, "clientKey"),
    };

    private static byte[] Bytes(JsonElement json, string name) => Convert.FromHexString(json.Text(name));

    private static string[] Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement texts)
            ? [.. texts.EnumerateArray().Select(text => text.GetString()!)]
            : [];
}
