// Packets that break the protocol: each is refused with the right reason, and nothing throws.
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class MalformedTests
{
    /// <summary>Level, packet, reason code, what is wrong with it. The client is connected.</summary>
    public static TheoryData<int, string, int, string> WhenConnected => new()
    {
        { 5, "0000", 0x81, "reserved type 0" },
        { 4, "0000", 0x81, "reserved type 0" },
        { 4, "F000", 0x82, "type 15 is reserved in 3.1.1" },
        { 5, "F000", 0x82, "AUTH, though no method was agreed" },
        { 5, "1000", 0x82, "CONNECT comes from clients" },
        { 4, "8200", 0x81, "SUBSCRIBE with flags" },
        { 5, "8000", 0x82, "SUBSCRIBE comes from clients" },
        { 5, "A000", 0x82, "UNSUBSCRIBE comes from clients" },
        { 5, "C000", 0x82, "PINGREQ comes from clients" },
        { 5, "B00400010000", 0x82, "UNSUBACK that nobody asked for" },
        { 4, "B0020001", 0x82, "UNSUBACK that nobody asked for" },
        { 5, "50020001", 0x82, "PUBREC, though we never send QoS 2" },
        { 5, "70020001", 0x82, "PUBCOMP, though we never send QoS 2" },
        { 5, "2003000000", 0x82, "second CONNACK" },
        { 4, "20020000", 0x82, "second CONNACK" },
        { 4, "E000", 0x82, "DISCONNECT comes from clients in 3.1.1" },
        { 5, "E1018B", 0x81, "DISCONNECT with flags" },
        { 5, "E0038B0100", 0x81, "DISCONNECT with properties cut short" },
        { 5, "E0078B05110000003C", 0x82, "session expiry in a DISCONNECT of the broker" },
        { 5, "E0038B0000", 0x81, "DISCONNECT with a byte too many" },
        { 5, "D100", 0x81, "PINGRESP with flags" },
        { 5, "D00100", 0x81, "PINGRESP with a body" },
        { 5, "31FFFFFFFF01", 0x81, "length of five bytes" },
        { 5, "30FFFFFFFF", 0x81, "length without end" },
        { 5, "308700000161", 0x81, "length not in its shortest form" },
        { 5, "D08000", 0x81, "length not in its shortest form" },
        { 5, "3600", 0x81, "QoS 3" },
        { 4, "3605000161000A", 0x81, "QoS 3" },
        { 5, "380400016100", 0x81, "DUP at QoS 0" },
        { 4, "3000", 0x81, "PUBLISH without a topic" },
        { 5, "30020005", 0x81, "topic beyond the packet" },
        { 4, "30020000", 0x82, "empty topic" },
        { 5, "3003000000", 0x82, "empty topic without alias" },
        { 5, "30060000" + "03230001", 0x94, "topic alias, though none are allowed" },
        { 5, "3004000161" + "01", 0x81, "properties beyond the packet" },
        { 5, "3003000161", 0x81, "no property length" },
        { 4, "3203000161", 0x81, "QoS 1 without an id" },
        { 4, "3204000161" + "00", 0x81, "half an id" },
        { 4, "3205000161" + "0000", 0x82, "packet id 0" },
        { 5, "3206000161" + "000000", 0x82, "packet id 0" },
        { 5, "3404000161" + "00", 0x81, "QoS 2 with half an id" },
        { 4, "3003000123", 0x81, "wildcard in a topic name" },
        { 4, "30040002612B", 0x81, "wildcard in a topic name" },
        { 4, "3003000100", 0x81, "NUL in a topic" },
        { 4, "30040002C080", 0x81, "overlong UTF-8" },
        { 4, "30050003EDA080", 0x81, "surrogate in UTF-8" },
        { 4, "30060004F4908080", 0x81, "beyond U+10FFFF" },
        { 4, "30030001C3", 0x81, "UTF-8 cut short" },
        { 4, "3003000180", 0x81, "UTF-8 continuation alone" },
        { 5, "3005000161" + "0104", 0x81, "unknown property" },
        { 5, "3006000161" + "028001", 0x81, "unknown property of two bytes" },
        { 5, "3006000161" + "020102", 0x82, "payload format 2" },
        { 5, "3008000161" + "0401010101", 0x82, "payload format twice" },
        { 5, "300F000161" + "0B" + "0200000001" + "0200000001" + "00", 0x82, "expiry twice" },
        { 5, "3006000161" + "022401", 0x82, "a property of CONNACK in a PUBLISH" },
        { 5, "3007000161" + "0321" + "0001", 0x82, "receive maximum in a PUBLISH" },
        { 5, "3006000161" + "020B00", 0x82, "subscription id 0" },
        { 5, "300A000161" + "060BFFFFFFFF01", 0x81, "subscription id of five bytes" },
        { 5, "3007000161" + "030200" + "00", 0x81, "expiry cut short" },
        { 5, "3008000161" + "040300" + "0561", 0x81, "content type beyond the properties" },
        { 5, "3009000161" + "04030001C3" + "00", 0x81, "content type not UTF-8" },
        { 5, "3009000161" + "03030002" + "6162", 0x81, "content type that reaches into the payload" },
        { 5, "3005000161" + "8000", 0x81, "property length not in its shortest form" },
        { 5, "300B000161" + "072600016B0000" + "00", 0x81, "user property with a byte too many" },
        { 5, "3009000161" + "05" + "2600016B00", 0x81, "user property cut short" },
        { 4, "4000", 0x81, "PUBACK without an id" },
        { 4, "400101", 0x81, "PUBACK with half an id" },
        { 4, "40020000", 0x82, "PUBACK of id 0" },
        { 4, "4003000100", 0x81, "PUBACK with a reason in 3.1.1" },
        { 5, "42020001", 0x81, "PUBACK with flags" },
        { 5, "4005000100" + "0000", 0x81, "PUBACK with a byte too many" },
        { 5, "4005000100" + "0221", 0x81, "PUBACK with properties cut short" },
        { 5, "4007000100" + "03210001", 0x82, "receive maximum in a PUBACK" },
        { 5, "60020001", 0x81, "PUBREL without its flags" },
        { 4, "6200", 0x81, "PUBREL without an id" },
        { 5, "62020000", 0x82, "PUBREL of id 0" },
        { 4, "90020001", 0x81, "SUBACK without a code" },
        { 4, "9003000103", 0x81, "SUBACK with a reserved code" },
        { 4, "9003000181", 0x81, "SUBACK with a code of 5.0 in 3.1.1" },
        { 4, "900400010101", 0x81, "SUBACK with two codes for one filter" },
        { 4, "9003000001", 0x82, "SUBACK of id 0" },
        { 5, "900400010003", 0x81, "SUBACK with a reserved code" },
        { 5, "90050001000101", 0x81, "SUBACK with two codes for one filter" },
        { 5, "9003000100", 0x81, "SUBACK without a code" },
        { 5, "90020001", 0x81, "SUBACK without properties" },
    };

    /// <summary>As above, in the place of the CONNACK.</summary>
    public static TheoryData<int, string, int, string> InsteadOfConnack => new()
    {
        { 5, "D000", 0x82, "PINGRESP first" },
        { 4, "300400016161", 0x82, "PUBLISH first" },
        { 5, "E00189", 0x82, "DISCONNECT before CONNACK" },
        { 4, "2100", 0x81, "CONNACK with flags" },
        { 5, "2000", 0x81, "CONNACK without a body" },
        { 5, "200100", 0x81, "CONNACK of one byte" },
        { 4, "2003000000", 0x81, "CONNACK of three bytes in 3.1.1" },
        { 4, "20020200", 0x81, "reserved acknowledge flag" },
        { 5, "2003FE0000", 0x81, "reserved acknowledge flags" },
        { 4, "20020006", 0x81, "reserved return code" },
        { 5, "2003000100", 0x81, "reason code between success and failure" },
        { 4, "20020105", 0x82, "session present in a refusal" },
        { 5, "2003018700", 0x82, "session present in a refusal" },
        { 5, "200400000000", 0x81, "a byte too many" },
        { 5, "2005000002" + "2402", 0x82, "maximum QoS 2" },
        { 5, "2005000002" + "2502", 0x82, "retain available 2" },
        { 5, "2006000003" + "210000", 0x82, "receive maximum 0" },
        { 5, "2008000005" + "2700000000", 0x82, "maximum packet size 0" },
        { 5, "2009000006" + "210001210001", 0x82, "receive maximum twice" },
        { 5, "2007000004" + "15000161", 0x82, "authentication method that was not asked for" },
        { 5, "2006000003" + "230001", 0x82, "topic alias in a CONNACK" },
        { 5, "2006000004" + "130001", 0x81, "properties beyond the packet" },
        { 5, "2007000004" + "12000261", 0x81, "assigned client id beyond the properties" },
    };

    [Theory]
    [MemberData(nameof(WhenConnected))]
    public void A_breach_ends_the_connection_with_its_reason(int level, string packet, int code, string what)
    {
        Conversation conversation = Conversation.Connected(level);
        conversation.Told();
        conversation.Subscribe("s");
        conversation.Publish("a", [1]);
        conversation.Forget();
        conversation.Say(Wire.Hex(packet));
        AssertViolation(conversation, code, what);
    }

    [Theory]
    [MemberData(nameof(InsteadOfConnack))]
    public void A_breach_in_the_place_of_the_CONNACK_does_too(int level, string packet, int code, string what)
    {
        var conversation = new Conversation(level);
        conversation.Start();
        conversation.Forget();
        conversation.Say(Wire.Hex(packet));
        AssertViolation(conversation, code, what);
    }

    [Fact]
    public void A_session_that_was_to_be_forgotten_must_not_be_present()
    {
        var conversation = new Conversation(5, o => o.CleanStart = true);
        conversation.Start();
        conversation.Forget();
        conversation.Say(Wire.Accepted(5, sessionPresent: true));
        AssertViolation(conversation, 0x82, "session present after a clean start");
    }

    [Theory]
    [InlineData("3005000161" + "0061")]
    [InlineData("4004000199" + "00")]
    [InlineData("90040001" + "0087")]
    [InlineData("D000")]
    public void A_sound_packet_is_not_refused(string packet)
    {
        Conversation conversation = Conversation.Connected();
        conversation.Say(Wire.Hex(packet));
        Assert.True(conversation.Client.IsConnected);
    }

    private static void AssertViolation(Conversation conversation, int code, string what)
    {
        string expected = $"disconnected {MqttDisconnectReason.ProtocolViolation} {code:X2}";
        Assert.True(conversation.Events.Lines.Count == 1 && conversation.Events.Lines[0] == expected,
            $"{what}: told [{string.Join("; ", conversation.Events.Lines)}], expected [{expected}]");
        Assert.Equal(conversation.Level == 5 ? [$"E001{code:X2}"] : [], conversation.Written());
        Assert.True(conversation.Stream.WasClosed);
        Assert.False(conversation.Client.IsConnected);
    }
}
