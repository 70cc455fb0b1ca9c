// In the steady state the client allocates nothing.
using System;
using System.Text;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Publishing_receiving_and_reconnecting_allocate_nothing(int level)
    {
        var stream = new LoopStream(level);
        var events = new CountingEvents();
        var options = new MqttClientOptions { ProtocolLevel = level, ClientIdUtf8 = Encoding.UTF8.GetBytes("hub") };
        var client = new MqttClient(options, events);
        byte[] topic = Encoding.UTF8.GetBytes("hub/0123456789abcdef/up/heartbeat");
        byte[] payload = new byte[100];
        Talk(client, stream, topic, payload, 200);
        int warm = events.Acknowledged + events.Messages;

        long before = GC.GetAllocatedBytesForCurrentThread();
        Talk(client, stream, topic, payload, 20_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(2 * 20_000, events.Acknowledged + events.Messages - warm);
    }

    private static void Talk(MqttClient client, LoopStream stream, byte[] topic, byte[] payload, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            if (i % 100 == 0)
            {
                client.Disconnect(i);
                stream.Open();
                client.Start(stream, i);
                client.Step(i);
                client.Subscribe(topic, topic.Length, 1, i);
            }

            client.Publish(topic, topic.Length, payload, 0, payload.Length, 1, false, i);
            client.Step(i);
        }
    }

    private sealed class CountingEvents : IMqttClientEvents
    {
        public int Acknowledged { get; private set; }

        public int Messages { get; private set; }

        public void OnConnected(bool sessionPresent, int protocolLevel)
        {
        }

        public void OnPublishAcknowledged(int packetId, int reasonCode) => Acknowledged++;

        public void OnMessage(
            byte[] buffer, int topicOffset, int topicLength, int payloadOffset, int payloadLength, int qos) =>
            Messages++;

        public void OnSubscribed(int packetId, int reasonCode)
        {
        }

        public void OnDisconnected(int reason, int reasonCode)
        {
        }
    }

    /// <summary>A broker in a few lines: accepts, acknowledges each publish and sends one QoS 1 message back.</summary>
    private sealed class LoopStream(int level) : IByteStream
    {
        private readonly byte[] _answer = new byte[256];
        private int _length;

        public bool IsOpen { get; private set; }

        public void Open()
        {
            IsOpen = true;
            _length = 0;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int read = Math.Min(count, _length);
            Array.Copy(_answer, 0, buffer, offset, read);
            Array.Copy(_answer, read, _answer, 0, _length - read);
            _length -= read;
            return read;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            int position = offset;
            while (position < offset + count)
            {
                int type = buffer[position] >> 4;
                int length = buffer[position + 1] & 0x7F;
                int body = position + 2;
                if (buffer[position + 1] >= 0x80)
                {
                    length |= buffer[position + 2] << 7;
                    body++;
                }

                Answer(type, buffer, body);
                position = body + length;
            }

            return count;
        }

        public void Close() => IsOpen = false;

        private void Answer(int type, byte[] buffer, int body)
        {
            if (type == 1)
            {
                Put(0x20);
                Put(level == 5 ? 3 : 2);
                Put(1);
                Put(0);
                if (level == 5)
                {
                    Put(0);
                }
            }
            else if (type == 8)
            {
                Put(0x90);
                Put(level == 5 ? 4 : 3);
                Put(buffer[body]);
                Put(buffer[body + 1]);
                if (level == 5)
                {
                    Put(0);
                }

                Put(1);
            }
            else if (type == 3)
            {
                int id = body + 2 + ((buffer[body] << 8) | buffer[body + 1]);
                Put(0x40);
                Put(2);
                Put(buffer[id]);
                Put(buffer[id + 1]);
                Put(0x32);
                Put(level == 5 ? 7 : 6);
                Put(0);
                Put(1);
                Put('t');
                Put(0);
                Put(1);
                if (level == 5)
                {
                    Put(0);
                }

                Put(42);
            }
        }

        private void Put(int value) => _answer[_length++] = (byte)value;
    }
}
