// Message bodies: golden ones are read and written to the same bytes, hostile ones refused and leave nothing behind.
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class MessageTests
{
    [TestMethod]
    public void Golden_bodies_are_read_and_written_byte_for_byte()
    {
        byte[] output = new byte[ProtocolLimits.MaxMessageBytes];
        string[] rows = MessageRows1.All;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            HubMessage message = New(row.Small());
            bool isDecodeOnly = row.Small() == 1;
            byte[] body = row.Bytes();
            Assert.AreEqual(0, (int)message.Decode(new CborReader(), body, 0, body.Length), rows[i]);
            Assert.AreEqual(0, (int)message.Check(), rows[i]);
            int length = message.Encode(new CborWriter(), output, 0, output.Length);
            Assert.IsTrue(Hex.AreEqual(body, output, 0, length) != isDecodeOnly, rows[i]);
        }
    }

    [TestMethod]
    public void Golden_bodies_cut_at_any_byte_are_refused()
    {
        CborReader reader = new CborReader();
        string[] rows = MessageRows1.All;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            HubMessage message = New(row.Small());
            row.Word();
            byte[] body = row.Bytes();
            for (int length = 0; length < body.Length; length++)
            {
                Assert.AreEqual(
                    (int)MessageError.Truncated, (int)message.Decode(reader, body, 0, length), rows[i]);
            }
        }
    }

    [TestMethod]
    public void Fields_are_where_their_keys_are()
    {
        // hello/full of the vectors, field by field.
        HelloMessage hello = new HelloMessage();
        string[] rows = MessageRows1.All;
        Row row = new Row(rows[1]);
        Assert.AreEqual(11, row.Small());
        row.Word();
        byte[] body = row.Bytes();
        Assert.AreEqual(0, (int)hello.Decode(new CborReader(), body, 0, body.Length));
        Assert.IsTrue(hello.BootCount == 7 && hello.Sequence == 7168);
        Assert.IsTrue(hello.HubUnixMilliseconds == 1772359200000L && hello.UptimeMilliseconds == 41250);
        Assert.AreEqual("0.1.0", hello.FirmwareVersion);
    }

    [TestMethod]
    public void Hostile_bodies_are_refused_by_number_and_leave_nothing()
    {
        Hostile(HostileRows1.All);
        Hostile(HostileRows2.All);
        Hostile(HostileRows3.All);
        Hostile(HostileRows4.All);
    }

    private static void Hostile(string[] rows)
    {
        CborReader reader = new CborReader();
        CborWriter writer = new CborWriter();
        byte[] left = new byte[ProtocolLimits.MaxMessageBytes];
        byte[] cleared = new byte[ProtocolLimits.MaxMessageBytes];
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            int kind = row.Small();
            int error = row.Small();
            Row golden = new Row(MessageRows1.All[row.Small()]);
            golden.Word();
            golden.Word();
            byte[] body = row.Changed(golden.Bytes());
            HubMessage message = New(kind);
            Assert.AreEqual(error, (int)message.Decode(reader, body, 0, body.Length), rows[i]);

            HubMessage empty = New(kind);
            empty.Clear();
            int length = message.Encode(writer, left, 0, left.Length);
            int expected = empty.Encode(writer, cleared, 0, cleared.Length);
            Assert.AreEqual(expected, length, rows[i]);
            for (int b = 0; b < length; b++)
            {
                Assert.IsTrue(left[b] == cleared[b], rows[i]);
            }
        }
    }

    private static HubMessage New(int kind)
    {
        switch (kind)
        {
            case 0: return new AcknowledgementMessage();
            case 1: return new AlarmMessage();
            case 2: return new BlockMessage();
            case 3: return new CommandMessage();
            case 4: return new DevicePairingMessage();
            case 5: return new DeviceStateMessage();
            case 6: return new DiagnosticsMessage();
            case 7: return new DocumentPartMessage();
            case 8: return new EventMessage();
            case 9: return new FetchMessage();
            case 10: return new HeartbeatMessage();
            case 11: return new HelloMessage();
            case 12: return new PairRequestMessage();
            case 13: return new SettingsStateMessage();
            case 14: return new TimeMessage();
            case 15: return new UpdateOrderMessage();
            case 16: return new UpdateStateMessage();
            default:
                Assert.AreEqual(17, kind);
                return new WalkTestMessage();
        }
    }
}
