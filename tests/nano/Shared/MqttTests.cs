// MQTT packets byte for byte, both versions, and an end for what is none.
using System.Text;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class MqttTests
{
    [TestMethod]
    public void CONNECT_is_written_byte_for_byte_in_both_versions()
    {
        Assert.IsTrue(new MqttTalk(5).Wrote("101e00044d5154540500003c0d1100093a8021000827000004" + "00000468756231"));
        Assert.IsTrue(new MqttTalk(4).Wrote("101000044d5154540400003c000468756231"));
    }

    [TestMethod]
    public void A_message_is_published_and_its_acknowledgement_told_once()
    {
        MqttTalk talk = new MqttTalk(4);
        talk.Wrote("");
        talk.Hear("20020000");
        Assert.IsTrue(talk.Client.IsConnected);
        byte[] topic = Encoding.UTF8.GetBytes("t/1");
        byte[] payload = new byte[] { 9, 8, 7 };
        int id = talk.Client.Publish(topic, topic.Length, payload, 0, 3, 1, false, 0);
        talk.Client.Step(0);
        Assert.AreEqual(1, id);
        Assert.IsTrue(talk.Wrote("320a0003742f310001090807"));
        talk.Hear("40020001");
        talk.Hear("40020001");
        Assert.AreEqual(1, talk.AcknowledgedCount);
        Assert.AreEqual(0, talk.Client.InFlightCount);
    }

    [TestMethod]
    public void A_message_that_comes_in_pieces_is_told_whole_and_answered()
    {
        MqttTalk talk = new MqttTalk(4);
        talk.Wrote("");
        talk.Hear("20020000");
        talk.Hear("320a0003742f");
        talk.Hear("310005010203");
        Assert.AreEqual(3, talk.LastPayloadLength);
        Assert.IsTrue(talk.Wrote("40020005"));
    }

    [TestMethod]
    public void What_is_no_packet_ends_the_connection()
    {
        string[] hostile = new string[] { "00", "f0ff", "30ffffffff7f", "2002ff00", "40010000", "3002ffff00", "6202" };
        for (int i = 0; i < hostile.Length; i++)
        {
            MqttTalk talk = new MqttTalk(4);
            talk.Hear("20020000");
            talk.Hear(hostile[i] + "000000000000");
            Assert.IsFalse(talk.Client.IsConnected, hostile[i]);
            Assert.AreEqual(1, talk.DisconnectedCount, hostile[i]);
        }
    }
}
