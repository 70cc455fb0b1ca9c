// Reads the list of hubs that hubctl writes: id, user name, password and perhaps the hub's own key a line.
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Hub.Core;
using Hub.Protocols;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Simulator.App;

/// <summary>The identity of one hub.</summary>
internal sealed record Credentials(string HubId, string Password)
{
    internal const string Header = "hub_id,user_name,password";
    internal const string HeaderWithKey = Header + ",key";

    /// <summary>The key that the fleet manager seals pairing requests with; empty when the list has none, and then the
    /// hub refuses them.</summary>
    internal byte[] PairingKey { get; init; } = [];

    /// <summary>The key that the fleet manager tags rules and settings with; empty when the list has none, and then the
    /// hub refuses them.</summary>
    internal byte[] DocumentKey { get; init; } = [];

    /// <summary>Reads a list; refuses it whole, with the line named, when any line is wrong.</summary>
    internal static IReadOnlyList<Credentials> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DemoException(
                ExitCodes.NotFound, $"There is no file {path}; make one with: hubctl hub add --output {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DemoException(ExitCodes.Failed, $"{path} cannot be read: {exception.Message}");
        }

        if (lines.Length == 0 || lines[0].Trim() is not (Header or HeaderWithKey))
        {
            throw new DemoException(
                ExitCodes.Usage, $"{path} must begin with the line {Header}, perhaps with ,key at its end");
        }

        List<Credentials> list = [];
        HashSet<string> seen = [];
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
            {
                list.Add(Parse(lines[i], $"{path}, line {i + 1}", seen));
            }
        }

        return list.Count > 0 ? list : throw new DemoException(ExitCodes.Usage, $"{path} lists no hub");
    }

    private static Credentials Parse(string line, string place, HashSet<string> seen)
    {
        string[] fields = line.Split(',');
        if (fields.Length is not (3 or 4))
        {
            throw new DemoException(
                ExitCodes.Usage, $"{place}: {fields.Length} fields where 3 or 4 are needed: {HeaderWithKey}");
        }

        if (!Topics.IsHubId(fields[0]))
        {
            throw new DemoException(
                ExitCodes.Usage, $"{place}: '{fields[0]}' is no hub id (16 lower-case hexadecimal digits)");
        }

        if (fields[1] != fields[0])
        {
            throw new DemoException(ExitCodes.Usage, $"{place}: a hub signs in with its id as user name");
        }

        int passwordBytes = Encoding.UTF8.GetByteCount(fields[2]);
        if (passwordBytes is 0 or > Limits.MaxPasswordBytes)
        {
            throw new DemoException(
                ExitCodes.Usage, $"{place}: the password must have 1 to {Limits.MaxPasswordBytes} bytes");
        }

        var credentials = new Credentials(fields[0], fields[2]);
        return !seen.Add(fields[0])
            ? throw new DemoException(ExitCodes.Usage, $"{place}: hub {fields[0]} is listed twice")
            : fields.Length == 4 ? credentials.WithKeys(fields[3], place) : credentials;
    }

    private Credentials WithKeys(string key, string place)
    {
        byte[] hubKey = Base64Url.IsValid(key) ? Base64Url.DecodeFromChars(key) : [];
        byte[] pairingKey = new byte[RadioLimits.KeyBytes];
        byte[] documentKey = new byte[RuleLimits.DocumentKeyBytes];
        return new RadioKeys().DerivePairing(hubKey, pairingKey, 0) && DocumentSeal.DeriveKey(hubKey, documentKey, 0)
            ? this with { PairingKey = pairingKey, DocumentKey = documentKey }
            : throw new DemoException(
                ExitCodes.Usage, $"{place}: the key is not {ProtocolLimits.HubKeyBytes} bytes in base64url");
    }
}
