// Makes one line of text of each vector: fields apart by a bar, bytes in hexadecimal, names of the code as numbers.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;

namespace Nano.Tests;

internal sealed class VectorRows(string folder)
{
    private static readonly string[] MessageNames =
    [
        "acknowledgement", "alarm", "block", "command", "devicePairing", "deviceState", "diagnostics", "documentPart",
        "event", "fetch", "heartbeat", "hello", "pairRequest", "settingsState", "time", "updateOrder", "updateState",
        "walkTest",
    ];

    // A million bytes one at a time take minutes on a board.
    private const int MostRepeats = 1000;

    internal List<string> Cbor() =>
        [.. Vectors("cbor.json").Select(v => Row(Name<CborError>(v, "error"), Flag(v, "readOnly"), Text(v, "hex")))];

    internal List<string> Messages() =>
        [.. Vectors("messages.json").Select(v => Row(Kind(v), Flag(v, "decodeOnly"), Text(v, "hex")))];

    internal List<string> Hostile()
    {
        string[] golden = [.. Vectors("messages.json").Select(v => Text(v, "hex"))];
        return [.. Vectors("hostile-messages.json").Select(v =>
            Row(Kind(v), Name<MessageError>(v, "error"), Change(golden, Text(v, "hex"))))];
    }

    internal List<string> Topics() =>
    [
        .. Vectors("topics.json").Select(v => Row(Name<MessageKind>(v, "kind"), Topic(Text(v, "topic")))),
    ];

    internal List<string> Rules()
    {
        JsonElement[] all = Vectors("rules.json");
        string[] golden = [.. all.Select(v => Text(v, "error").Length == 0 ? Text(v, "hex") : "")];
        return [.. all.Select(v => Row(
            Name<RuleFault>(v, "error"), Text(v, "reason"),
            Text(v, "error").Length == 0 ? Text(v, "hex") : Change(golden, Text(v, "hex"))))];
    }

    internal List<string> Settings() =>
        [.. Vectors("settings.json").Select(v => Row(Name<RuleFault>(v, "error"), Text(v, "reason"), Text(v, "hex")))];

    internal List<string> Security() =>
    [
        .. Vectors("security.json")
            .Where(v => !v.TryGetProperty("repeat", out JsonElement repeat) || repeat.GetInt32() <= MostRepeats)
            .Select(v => Text(v, "algorithm") switch
            {
                "sha256" => Row("sha256", Text(v, "message"), Number(v, "repeat"), Text(v, "hash")),
                "hmac-sha256" => Row("hmac", Text(v, "key"), Text(v, "message"), Text(v, "code")),
                "hkdf-sha256" =>
                    Row("hkdf", Text(v, "key"), Text(v, "salt"), Text(v, "info"), Text(v, "derived")),
                "aes-128" => Row("aes", Text(v, "key"), Text(v, "block"), Text(v, "encrypted")),
                "aes-128-ccm" => Row(
                    "ccm", Text(v, "key"), Text(v, "nonce"), Text(v, "aad"), Text(v, "text"), Text(v, "sealed")),
                "sign-in-password" => Row("password", Text(v, "key"), Text(v, "password")),
                _ => throw new InvalidDataException(Text(v, "algorithm")),
            }),
    ];

    internal List<string> Radio() => [.. Vectors("radio.json").Select(v => Text(v, "form") switch
    {
        "join-key" => Row("join-key", Text(v, "secret"), Number(v, "deviceId"), Text(v, "derived")),
        "link-key" => Row(
            "link-key", Text(v, "secret"), Text(v, "deviceNonce"), Text(v, "hubNonce"), Number(v, "deviceId"),
            Text(v, "derived")),
        "pairing-key" => Row("pairing-key", Text(v, "hubKey"), Text(v, "derived")),
        "frame" => Row(
            "frame", Text(v, "key"), Name<RadioFrameKind>(v, "kind"), Number(v, "deviceId"), Number(v, "counter"),
            Number(v, "salt"), Text(v, "text"), Text(v, "frame")),
        "bad-frame" => Row("bad-frame", Text(v, "frame")),
        "forged-frame" => Row("forged-frame", Text(v, "key"), Text(v, "frame")),
        "install-code" => Row(
            "install-code", Number(v, "deviceId"), Number(v, "deviceKind"), Text(v, "secret"), Text(v, "code")),
        "bad-install-code" => Row("bad-install-code", Name<InstallCodeError>(v, "error"), Utf8(v, "text")),
        "air-time" => Row("air-time", Number(v, "frameBytes"), Number(v, "microseconds")),
        "pairing-seal" => Row("pairing-seal", Text(v, "hubKey"), Text(v, "message"), Text(v, "secret")),
        "forged-pairing-seal" => Row("forged-pairing-seal", Text(v, "hubKey"), Text(v, "message")),
        "command-seal" => Row("command-seal", Text(v, "hubKey"), Text(v, "message")),
        "forged-command-seal" => Row("forged-command-seal", Text(v, "hubKey"), Text(v, "message")),
        _ => throw new InvalidDataException(Text(v, "form")),
    })];

    // A hostile body is mostly a golden one with something changed: the row says only what.
    private static string Change(string[] golden, string hex)
    {
        (int Row, int Front, int End) best = (0, 0, 0);
        for (int i = 0; i < golden.Length; i++)
        {
            int most = Math.Min(golden[i].Length, hex.Length) / 2;
            int front = 0;
            while (front < most && golden[i].AsSpan(front * 2, 2).SequenceEqual(hex.AsSpan(front * 2, 2)))
            {
                front++;
            }

            int end = 0;
            while (front + end < most && golden[i].AsSpan(golden[i].Length - (end * 2) - 2, 2)
                .SequenceEqual(hex.AsSpan(hex.Length - (end * 2) - 2, 2)))
            {
                end++;
            }

            best = front + end > best.Front + best.End ? (i, front, end) : best;
        }

        string middle = hex[(best.Front * 2)..(hex.Length - (best.End * 2))];
        return $"{best.Row}|{best.Front}|{middle}|{best.End}";
    }

    private JsonElement[] Vectors(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));
        return [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray()];
    }

    private static string Row(params string[] fields)
    {
        string row = string.Join('|', fields);
        bool isPlain = row.All(c => c is >= ' ' and < (char)127 and not '"' and not '\\');
        return isPlain ? row : throw new InvalidDataException(row);
    }

    private static string Text(JsonElement vector, string field) =>
        vector.TryGetProperty(field, out JsonElement value) ? value.GetString()! : "";

    private static string Utf8(JsonElement vector, string field) =>
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Text(vector, field)));

    private static string Number(JsonElement vector, string field) => vector.GetProperty(field).GetRawText();

    // Text as it is, or its UTF-8 behind a star.
    private static string Topic(string text) => text.All(c => c is > ' ' and < (char)127 and not '*' and not '|')
        ? text
        : "*" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static string Kind(JsonElement vector)
    {
        int kind = Array.IndexOf(MessageNames, Text(vector, "message"));
        return kind < 0 ? throw new InvalidDataException(Text(vector, "message")) : kind.ToString();
    }

    private static string Flag(JsonElement vector, string field) => vector.TryGetProperty(field, out _) ? "1" : "0";

    private static string Name<T>(JsonElement vector, string field)
        where T : struct, Enum
    {
        string name = Text(vector, field);
        return name.Length == 0 ? "0" : Convert.ToInt32(Enum.Parse<T>(name)).ToString();
    }
}
