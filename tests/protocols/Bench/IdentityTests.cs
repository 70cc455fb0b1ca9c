// The identity: every limit at it and beyond, the CDDL beside the code, noise.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Hub.Protocols;
using Hub.Protocols.Bench;
using Hub.Protocols.Radio;
using Hub.Protocols.Updates;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Bench;

public sealed class IdentityTests
{
    private readonly byte[] _buffer = new byte[2 * BenchLimits.MaxIdentityBytes];
    private readonly IdentityReader _reader = new();
    private readonly IdentityWriter _writer = new();

    public static TheoryData<string> AtLimit => [.. Limits.Keys];

    private static Dictionary<string, Limit> Limits { get; } =
        new()
        {
            ["key"] = new(i => i.Key[5] = 1, i => i.Key = [.. i.Key, 1], "key"),
            ["model"] = new(i => i.Model = new('m', 32), i => i.Model = new('m', 33), "model"),
            ["model, shortest"] = new(i => i.Model = "m", i => i.Model = "", "model"),
            ["host"] = new(i => First(i).Host = new('h', 128), i => First(i).Host = new('h', 129), "receiver1.host"),
            ["host, shortest"] = new(i => First(i).Host = "h", i => First(i).Host = "", "receiver1.host"),
            ["port"] = new(i => First(i).Port = 65535, i => First(i).Port = 65536, "receiver1.port"),
            ["port, lowest"] = new(i => First(i).Port = 1, i => First(i).Port = -1, "receiver1.port"),
            ["receivers"] = new(
                i => i.Receivers = [First(i), First(i)],
                i => i.Receivers = [First(i), First(i), First(i)],
                "receivers"),
            ["authority"] = new(
                i => First(i).Authority = new byte[2048], i => First(i).Authority = new byte[2049],
                "receiver1.authority"),
            ["clientCertificate"] = new(
                i => First(i).ClientCertificate = new byte[2048], i => First(i).ClientCertificate = new byte[2049],
                "receiver1.clientCertificate"),
            ["clientKey"] = new(
                i => First(i).ClientKey = new byte[2048], i => First(i).ClientKey = new byte[2049],
                "receiver1.clientKey"),
            ["accessPoint"] = new(
                i => i.AccessPoint = new('a', 63), i => i.AccessPoint = new('a', 64), "accessPoint"),
            ["pin"] = new(i => i.Pin = "12345678", i => i.Pin = "123456789", "pin"),
            ["pin, shortest"] = new(i => i.Pin = "1234", i => i.Pin = "123", "pin"),
            ["wifiName"] = new(i => i.WifiName = new('å', 16), i => i.WifiName = new string('å', 16) + "a", "wifiName"),
            ["wifiPassphrase"] = new(
                i => i.WifiPassphrase = new('~', 63), i => i.WifiPassphrase = new('~', 64), "wifiPassphrase"),
            ["wifiPassphrase, shortest"] = new(
                i => i.WifiPassphrase = "        ", i => i.WifiPassphrase = "       ", "wifiPassphrase"),
            ["numbers"] = new(
                i => i.VoiceNumbers = [.. Enumerable.Repeat("112", 8)],
                i => i.VoiceNumbers = [.. Enumerable.Repeat("112", 9)],
                "voiceNumbers"),
            ["digits"] = new(
                i => i.AnsweredNumbers = ["+" + new string('9', 16)],
                i => i.AnsweredNumbers = ["+" + new string('9', 17)],
                "answeredNumbers"),
            ["digits, fewest"] = new(
                i => i.ShortMessageNumbers = ["112"], i => i.ShortMessageNumbers = ["11"], "shortMessageNumbers"),
            ["heartbeat"] = new(
                i => i.HeartbeatIntervalSeconds = 3600, i => i.HeartbeatIntervalSeconds = 3601,
                "heartbeatIntervalSeconds"),
            ["heartbeat, shortest"] = new(
                i => i.HeartbeatIntervalSeconds = 10, i => i.HeartbeatIntervalSeconds = 9,
                "heartbeatIntervalSeconds"),
            ["kit"] = new(
                i => i.KitInstallCodes = [.. Enumerable.Repeat(i.KitInstallCodes[0], 16)],
                i => i.KitInstallCodes = [.. Enumerable.Repeat(i.KitInstallCodes[0], 17)],
                "kitInstallCodes"),
            ["releaseKeys"] = new(
                i => i.ReleaseKeys = [i.ReleaseKeys[0], i.ReleaseKeys[0]],
                i => i.ReleaseKeys = [i.ReleaseKeys[0], i.ReleaseKeys[0], i.ReleaseKeys[0]],
                "releaseKeys"),
            ["releaseKeys, longest"] = new(
                i => i.ReleaseKeys = [i.ReleaseKeys[0]], i => i.ReleaseKeys = [[.. i.ReleaseKeys[0], 0]],
                "releaseKeys"),
            ["releaseKeys, shortest"] = new(
                i => i.ReleaseKeys = [i.ReleaseKeys[1]], i => i.ReleaseKeys = [i.ReleaseKeys[1][..^1]],
                "releaseKeys"),
        };

    [Theory]
    [MemberData(nameof(AtLimit))]
    public void A_field_goes_to_its_limit_and_no_further(string name)
    {
        (Action<HubIdentity> at, Action<HubIdentity> beyond, string field) = Limits[name];
        HubIdentity identity = Full();
        at(identity);
        int length = _writer.Write(identity, _buffer, 0, _buffer.Length);
        Assert.True(length > 0, _writer.Fault + " " + _writer.Field);
        Assert.NotNull(_reader.Read(_buffer, 0, length));
        identity = Full();
        beyond(identity);
        Assert.Equal(0, _writer.Write(identity, _buffer, 0, _buffer.Length));
        Assert.Equal(field, _writer.Field);
    }

    [Fact]
    public void A_document_goes_to_its_limit_in_bytes_and_no_further()
    {
        HubIdentity identity = Full();
        foreach (IdentityReceiver receiver in identity.Receivers)
        {
            receiver.Authority = new byte[2048];
        }

        First(identity).ClientCertificate = new byte[2048];
        First(identity).ClientKey = [1];
        int length = _writer.Write(identity, _buffer, 0, _buffer.Length);
        int missing = BenchLimits.MaxIdentityBytes - length;

        // A byte string of more than 255 bytes has two bytes more of length than one of 1 byte.
        First(identity).ClientKey = new byte[1 + missing - 2];
        Assert.Equal(BenchLimits.MaxIdentityBytes, _writer.Write(identity, _buffer, 0, _buffer.Length));
        Assert.NotNull(_reader.Read(_buffer, 0, BenchLimits.MaxIdentityBytes));
        Assert.Equal(0, _writer.Write(identity, _buffer, 0, BenchLimits.MaxIdentityBytes - 1));
        Assert.Equal(IdentityFault.Long, _writer.Fault);
        First(identity).ClientKey = new byte[missing];
        Assert.Equal(0, _writer.Write(identity, _buffer, 0, _buffer.Length));
        Assert.Equal(IdentityFault.Long, _writer.Fault);
        Assert.Null(_reader.Read(_buffer, 0, BenchLimits.MaxIdentityBytes + 1));
        Assert.Equal(IdentityFault.Long, _reader.Fault);
    }

    [Fact]
    public void Whatever_the_bytes_are_the_reader_says_so_and_never_throws()
    {
        Random random = new(13);
        byte[][] corpus = [.. BenchVectorTests.Named("identity").Concat(BenchVectorTests.Named("bad-identity"))
            .Select(name => BenchVectorTests.Vector(name).Bytes("hex")).Where(bytes => bytes.Length > 0)];
        int taken = 0;
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = [.. corpus[random.Next(corpus.Length)]];
            for (int change = random.Next(4); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            int count = random.Next(3) == 0 ? random.Next(bytes.Length + 1) : bytes.Length;
            HubIdentity? identity = _reader.Read(bytes, 0, count);
            Assert.Equal(identity != null, _reader.Fault == IdentityFault.None);
            Assert.DoesNotContain(' ', _reader.Field);
            Assert.DoesNotContain(' ', IdentityFaults.Word(_reader.Fault));
            if (identity != null)
            {
                taken++;
                Assert.True(_writer.Write(identity, _buffer, 0, _buffer.Length) > 0);
            }
        }

        Assert.InRange(taken, 100, 45_000);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        byte[] document = BenchVectorTests.Vector("identity/full").Bytes("hex");
        for (int count = 0; count < document.Length; count++)
        {
            Assert.Null(_reader.Read(document, 0, count));
        }

        Assert.Null(_reader.Read(null!, 0, 5));
        Assert.NotNull(_reader.Read(document, 0, document.Length));
    }

    [Fact]
    public void Each_fault_has_its_word()
    {
        IdentityFault[] faults = Enum.GetValues<IdentityFault>();
        Assert.Equal(faults.Length, faults.Select(IdentityFaults.Word).Distinct().Count());
        string readme = ProtocolFiles.Read("README.md");
        Assert.All(faults.Skip(1), fault => Assert.Contains($"`{IdentityFaults.Word(fault)}`", readme));
    }

    [Fact]
    public void The_cddl_says_what_the_code_does()
    {
        string cddl = ProtocolFiles.Read("hub.cddl");
        string[] expected =
        [
            $"0: {BenchLimits.IdentityFormatVersion}, formatVersion",
            $"1: tstr .size ({ProtocolLimits.HubIdLength}..{ProtocolLimits.HubIdLength}), hubId",
            $"2: bstr .size ({ProtocolLimits.HubKeyBytes}..{ProtocolLimits.HubKeyBytes}), key",
            $"3: tstr .size (1..{ProtocolLimits.MaxHardwareModelBytes}), model",
            $"4: [ 1*{BenchLimits.MaxReceivers} receiver ], receivers",
            $"? 5: tstr .size (0..{BenchLimits.MaxAccessPointCharacters}), accessPoint",
            $"? 6: tstr .size (0..{BenchLimits.MaxPinDigits}), pin",
            $"? 7: tstr .size (0..{BenchLimits.MaxWifiNameBytes}), wifiName",
            $"? 8: tstr .size (0..{BenchLimits.MaxWifiPassphraseCharacters}), wifiPassphrase",
            $"? 9: [ 1*{BenchLimits.MaxNumbers} telephone-number ], shortMessageNumbers",
            $"? 10: [ 1*{BenchLimits.MaxNumbers} telephone-number ], voiceNumbers",
            $"? 11: [ 1*{BenchLimits.MaxNumbers} telephone-number ], answeredNumbers",
            $"? 12: 0..{BenchLimits.MaxHeartbeatIntervalSeconds}, heartbeatIntervalSeconds",
            $"? 13: [ 1*{BenchLimits.MaxKitDevices} install-code ], kitInstallCodes",
            $"? 14: [ 1*{BenchLimits.MaxReleaseKeys} release-key ], releaseKeys",
            $"0: tstr .size (1..{BenchLimits.MaxHostCharacters}), host",
            $"1: 1..{BenchLimits.MaxPort}, port",
            $"? 2: bstr .size (0..{BenchLimits.MaxCertificateBytes}), authority",
            $"? 3: bstr .size (0..{BenchLimits.MaxCertificateBytes}), clientCertificate",
            $"? 4: bstr .size (0..{BenchLimits.MaxCertificateBytes}), clientKey",
        ];
        string rules = cddl[cddl.IndexOf("\nidentity = {", StringComparison.Ordinal)..];
        Assert.Equal(expected, Regex.Matches(rules, @"^  ((?:\? )?\d+: .+?,) *; (\w+)$", RegexOptions.Multiline)
            .Select(field => field.Groups[1].Value + " " + field.Groups[2].Value));
        Assert.Contains(
            $"telephone-number = tstr .size ({ProtocolLimits.MinNumberDigits}..{ProtocolLimits.MaxNumberDigits + 1})",
            rules);
        Assert.Contains(
            $"install-code = tstr .size ({InstallCode.CodeLength}..{InstallCode.MaxTextLength})", rules);
        Assert.Contains(
            $"release-key = bstr .size ({ReleaseLimits.MinKeyBytes}..{ReleaseLimits.MaxKeyBytes})", rules);
        Assert.Contains($"at most {BenchLimits.MaxIdentityBytes} bytes", cddl);
    }

    private static HubIdentity Full() =>
        IdentityJson.Read(BenchVectorTests.Vector("identity/full").GetProperty("identity"));

    private static IdentityReceiver First(HubIdentity identity) => identity.Receivers[0];

    private sealed record Limit(Action<HubIdentity> At, Action<HubIdentity> Beyond, string Field);
}
