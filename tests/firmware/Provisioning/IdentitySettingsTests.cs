// An identity as settings: every value that may be provisioned makes a hub, every secret is the derived one.
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Provisioning;
using Hub.Protocols.Alarms;
using Hub.Protocols.Bench;

namespace Firmware.Tests.Provisioning;

public sealed class IdentitySettingsTests
{
    [Fact]
    public void The_bench_takes_nothing_that_a_hub_would_refuse()
    {
        Assert.Equal(Limits.MinHeartbeatIntervalSeconds, BenchLimits.MinHeartbeatIntervalSeconds);
        Assert.Equal(Limits.MaxHeartbeatIntervalSeconds, BenchLimits.MaxHeartbeatIntervalSeconds);
        Assert.Equal(Limits.MaxKitDevices, BenchLimits.MaxKitDevices);
        Assert.True(BenchLimits.MaxNumbers <= Limits.MaxNumbers);
        Assert.True(BenchLimits.MaxReceivers <= Limits.MaxReceivers);
        Assert.True(Limits.ServiceRestartMilliseconds < BenchLimits.RestartMilliseconds);
    }

    [Fact]
    public void An_identity_at_its_limits_makes_a_hub()
    {
        HubIdentity identity = TestBoard.Identity(5);
        identity.Model = new string('m', 32);
        identity.HeartbeatIntervalSeconds = BenchLimits.MaxHeartbeatIntervalSeconds;
        identity.ShortMessageNumbers = [.. Enumerable.Repeat("+4670123456789012", BenchLimits.MaxNumbers)];
        identity.VoiceNumbers = identity.ShortMessageNumbers;
        identity.AnsweredNumbers = identity.ShortMessageNumbers;
        TestBoard.Document(identity);
        TestHub hub = new(settings => IdentitySettings.Apply(identity, settings));
        hub.Run(1_000);
        Assert.Equal(0, hub.Status.StoppedByCheckCode);
        Assert.Equal(BenchLimits.MaxHeartbeatIntervalSeconds, hub.Status.Heartbeats.IntervalSeconds);
    }

    [Fact]
    public void The_short_message_key_is_derived_as_written()
    {
        byte[] key = TestBoard.Identity(5).Key;
        byte[] derived = new byte[16];
        Assert.True(AlarmTextKey.Derive(key, derived, 0));
        Assert.Equal(
            HKDF.DeriveKey(
                HashAlgorithmName.SHA256, key, 16, [], Encoding.ASCII.GetBytes("valfardshub short message v1")),
            derived);
        Assert.False(AlarmTextKey.Derive(key[1..], derived, 0));
        Assert.False(AlarmTextKey.Derive(null!, derived, 0));
        HubSettings settings = new();
        IdentitySettings.Apply(TestBoard.Identity(5), settings);
        Assert.Equal(derived, settings.Link.ShortMessageKey);
        Assert.Equal(Limits.DefaultHeartbeatIntervalSeconds, settings.HeartbeatIntervalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789a")]
    [InlineData("0123 456789ab")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    public void A_board_whose_facts_cannot_be_told_is_refused(string boardId) =>
        Assert.False(new BoardFacts { BoardId = boardId, Model = "m", Firmware = "f" }.IsSound());
}
