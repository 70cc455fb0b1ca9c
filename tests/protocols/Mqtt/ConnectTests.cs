// The CONNECT packet byte for byte, and every answer to it.
using System.Text;
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class ConnectTests
{
    [Fact]
    public void Connect_5_0_carries_session_expiry_receive_maximum_and_packet_size()
    {
        var conversation = new Conversation(5, o => o.SessionExpirySeconds = 604800);
        conversation.Start();
        Assert.Equal(
            "101E" + "00044D515454" + "05" + "00" + "003C"
            + "0D" + "1100093A80" + "210008" + "2700000400"
            + "000468756231",
            Assert.Single(conversation.Written()));
    }

    [Fact]
    public void Connect_3_1_1_has_no_properties()
    {
        var conversation = new Conversation(4, o => o.CleanStart = true);
        conversation.Start();
        Assert.Equal(
            "1010" + "00044D515454" + "04" + "02" + "003C" + "000468756231", Assert.Single(conversation.Written()));
    }

    [Theory]
    [InlineData(4, "102B" + "00044D51545404CC003C" + "000468756231"
        + "0006" + "77696C6C2F74" + "0003010203" + "0004" + "75736572" + "0006" + "736563726574")]
    [InlineData(5, "1035" + "00044D51545405CC003C" + "08210008" + "2700000400" + "000468756231"
        + "00" + "0006" + "77696C6C2F74" + "0003010203" + "0004" + "75736572" + "0006" + "736563726574")]
    public void Will_and_sign_in_stand_in_their_places(int level, string expected)
    {
        var conversation = new Conversation(level, o =>
        {
            o.SessionExpirySeconds = 0;
            o.WillTopicUtf8 = Encoding.UTF8.GetBytes("will/t");
            o.WillPayload = [1, 2, 3, 4, 5];
            o.WillLength = 3;
            o.UserNameUtf8 = Encoding.UTF8.GetBytes("user");
            o.Password = Encoding.UTF8.GetBytes("secret");
        });
        conversation.Start();
        Assert.Equal(expected, Assert.Single(conversation.Written()));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(5, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void Acceptance_is_told_with_session_and_level(int level, bool present)
    {
        var conversation = new Conversation(level);
        conversation.Start();
        Assert.False(conversation.Client.IsConnected);
        conversation.Say(Wire.Accepted(level, present));
        Assert.True(conversation.Client.IsConnected);
        string session = present ? "present" : "absent";
        Assert.Equal([$"connected session={session} level={level}"], conversation.Told());
    }

    [Theory]
    [InlineData(5, 0x80, 0x80)]
    [InlineData(5, 0x86, 0x86)]
    [InlineData(5, 0x8A, 0x8A)]
    [InlineData(5, 0x9F, 0x9F)]
    [InlineData(4, 2, 0x85)]
    [InlineData(4, 3, 0x88)]
    [InlineData(4, 4, 0x86)]
    [InlineData(4, 5, 0x87)]
    public void Refusal_ends_the_connection_with_its_reason(int level, int code, int reasonCode)
    {
        var conversation = new Conversation(level);
        conversation.Start();
        conversation.Forget();
        conversation.Say(Wire.Refused(level, code));
        Assert.Equal([$"disconnected {MqttDisconnectReason.ConnectRefused} {reasonCode:X2}"], conversation.Told());
        Assert.True(conversation.Stream.WasClosed);
        Assert.Empty(conversation.Written());
        Assert.Equal(level, conversation.Client.ProtocolLevel);
    }

    [Fact]
    public void Silence_ends_at_the_connect_timeout_and_not_before()
    {
        var conversation = new Conversation(5, o => o.ConnectTimeoutMilliseconds = 7000);
        conversation.Start();
        Assert.Equal(conversation.Now + 7000, conversation.Client.NextStepAtMilliseconds);
        conversation.Wait(6999);
        Assert.Empty(conversation.Told());
        conversation.Wait(1);
        Assert.Equal([$"disconnected {MqttDisconnectReason.ConnectTimeout} 00"], conversation.Told());
        Assert.Equal(long.MaxValue, conversation.Client.NextStepAtMilliseconds);
    }

    [Fact]
    public void Assigned_client_id_is_used_from_then_on()
    {
        var conversation = new Conversation(5, o => o.ClientIdUtf8 = []);
        conversation.Start();
        Assert.EndsWith("0000", Assert.Single(conversation.Written()), System.StringComparison.Ordinal);
        conversation.Say(Wire.Accepted(5, false, Wire.Join([0x12], Wire.Text("given"))));
        conversation.Stream.CloseByPeer();
        conversation.Step();
        conversation.Start();
        Assert.EndsWith("0005676976" + "656E", Assert.Single(conversation.Written()), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Assigned_client_id_over_the_limit_is_not_kept()
    {
        var conversation = new Conversation(5, o => o.ClientIdUtf8 = []);
        conversation.Start();
        string given = new('x', ProtocolLimits.MaxMqttCredentialBytes + 1);
        conversation.Say(Wire.Accepted(5, false, Wire.Join([0x12], Wire.Text(given))));
        Assert.True(conversation.Client.IsConnected);
        conversation.Start();
        Assert.EndsWith("0000", Assert.Single(conversation.Written()), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client id")]
    [InlineData("user name")]
    [InlineData("password")]
    [InlineData("password alone")]
    [InlineData("will topic")]
    [InlineData("will length")]
    [InlineData("will beyond payload")]
    [InlineData("will qos")]
    [InlineData("keep-alive")]
    [InlineData("expiry")]
    [InlineData("level")]
    [InlineData("timeout")]
    public void Options_over_a_limit_send_nothing(string what)
    {
        var conversation = new Conversation(5, o => SpoilOptions(o, what));
        conversation.Start();
        Assert.Empty(conversation.Written());
        Assert.True(conversation.Stream.WasClosed);
        Assert.Equal([$"disconnected {MqttDisconnectReason.InvalidOptions} 00"], conversation.Told());
    }

    [Fact]
    public void Options_at_every_limit_are_sent_whole()
    {
        var conversation = new Conversation(5, o =>
        {
            o.ClientIdUtf8 = new byte[ProtocolLimits.MaxMqttCredentialBytes];
            o.UserNameUtf8 = new byte[ProtocolLimits.MaxMqttCredentialBytes];
            o.Password = new byte[ProtocolLimits.MaxMqttCredentialBytes];
            o.WillTopicUtf8 = new byte[ProtocolLimits.MaxMqttTopicBytes];
            o.WillPayload = new byte[ProtocolLimits.MaxMessageBytes];
            o.WillLength = ProtocolLimits.MaxMessageBytes;
            o.KeepAliveSeconds = ProtocolLimits.MaxMqttKeepAliveSeconds;
            o.SessionExpirySeconds = 0xFFFFFFFF;
        });
        conversation.Start();
        string packet = Assert.Single(conversation.Written());
        int body = 10 + 1 + 13 + (3 * 66) + 1 + 98 + 514;
        Assert.Equal(2 * (body + 3), packet.Length);
    }

    [Fact]
    public void A_start_ends_the_connection_that_stands()
    {
        Conversation conversation = Conversation.Connected();
        ScriptedStream first = conversation.Stream;
        conversation.Told();
        conversation.Start();
        Assert.True(first.WasClosed);
        Assert.False(conversation.Stream.WasClosed);
        Assert.Equal([$"disconnected {MqttDisconnectReason.Requested} 00"], conversation.Told());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Disconnect_is_said_before_the_stream_is_closed(int level)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        conversation.Client.Disconnect(conversation.Now);
        Assert.Equal(["E000"], conversation.Written());
        Assert.True(conversation.Stream.WasClosed);
        Assert.Equal([$"disconnected {MqttDisconnectReason.Requested} 00"], conversation.Told());
        conversation.Client.Disconnect(conversation.Now);
        Assert.Empty(conversation.Told());
    }

    private static void SpoilOptions(MqttClientOptions options, string what)
    {
        byte[] tooLong = new byte[ProtocolLimits.MaxMqttCredentialBytes + 1];
        options.UserNameUtf8 = what == "user name" ? tooLong : what == "password alone" ? [] : [65];
        options.Password = what == "password" ? tooLong : [65];
        options.ClientIdUtf8 = what == "client id" ? tooLong : [65];
        options.WillTopicUtf8 = new byte[what == "will topic" ? ProtocolLimits.MaxMqttTopicBytes + 1 : 1];
        options.WillPayload = new byte[what == "will beyond payload" ? 2 : ProtocolLimits.MaxMessageBytes + 1];
        options.WillLength = what == "will length" ? ProtocolLimits.MaxMessageBytes + 1 : 3;
        options.WillQos = what == "will qos" ? 2 : 1;
        options.KeepAliveSeconds = what == "keep-alive" ? ProtocolLimits.MaxMqttKeepAliveSeconds + 1 : 60;
        options.SessionExpirySeconds = what == "expiry" ? 0x1_0000_0000L : 60;
        options.ProtocolLevel = what == "level" ? 3 : 5;
        options.PingTimeoutMilliseconds = what == "timeout" ? 0 : 1000;
    }
}
