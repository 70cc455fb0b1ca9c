// Seeded mutations of a real conversation: whatever comes, nothing throws and every promise of the client holds.
using System;
using System.Collections.Generic;
using Hub.Protocols;

namespace Protocols.Tests.Mqtt;

public sealed class FuzzTests
{
    private const int Rounds = 6_000;

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(4, 3)]
    [InlineData(4, 4)]
    public void Mutated_conversations_end_in_order(int level, int seed)
    {
        var random = new Random(seed);
        int survived = 0;
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] script = Mutate(Wire.Join(Wire.Accepted(level), ReceiveTests.Script(level)), random);
            Conversation conversation = Play(level, script, random);
            survived += conversation.Client.IsConnected ? 1 : 0;
            refused += conversation.Client.IsConnected ? 0 : 1;
            AssertInOrder(conversation, $"level {level} seed {seed} round {round}");
        }

        // A fuzzer that never gets through, or never meets a refusal, has stopped testing.
        Assert.True(survived > Rounds / 100 && refused > Rounds / 100, $"{survived} survived, {refused} refused");
    }

    [Theory]
    [InlineData(5, 11)]
    [InlineData(4, 12)]
    public void Random_bytes_end_in_order(int level, int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            byte[] script = random.Next(2) == 0 ? noise : Wire.Join(Wire.Accepted(level), noise);
            AssertInOrder(Play(level, script, random), $"level {level} seed {seed} round {round}");
        }
    }

    private static Conversation Play(int level, byte[] script, Random random)
    {
        var conversation = new Conversation(level);
        conversation.Events.WhenConnected = () =>
        {
            conversation.Publish("a", [1]);
            conversation.Publish("b", [2]);
            conversation.Subscribe("c");
        };
        conversation.Start();
        conversation.Stream.WritePiece = random.Next(1, 50);
        int position = 0;
        while (position < script.Length)
        {
            int piece = Math.Min(random.Next(1, 64), script.Length - position);
            conversation.Say(script[position..(position + piece)]);
            position += piece;
            conversation.Now += random.Next(0, 1000);
        }

        for (int i = 0; i < 64 && conversation.Client.NextStepAtMilliseconds <= conversation.Now; i++)
        {
            conversation.Step();
        }

        return conversation;
    }

    private static void AssertInOrder(Conversation conversation, string where)
    {
        List<string> told = conversation.Events.Lines;
        int ends = told.FindAll(l => l.StartsWith("disconnected", StringComparison.Ordinal)).Count;
        bool isOver = conversation.Stream.WasClosed;
        Assert.True(ends == (isOver ? 1 : 0), $"{where}: {ends} ends, closed {isOver}");
        bool toldLast = isOver && told[^1].StartsWith("disconnected", StringComparison.Ordinal);
        Assert.True(!isOver || toldLast, $"{where}: told after the end");
        long next = conversation.Client.NextStepAtMilliseconds;
        Assert.True(!isOver || next == long.MaxValue, $"{where}: still wants a step");
        Assert.InRange(conversation.Client.InFlightCount, 0, 2);

        // Whole packets only, and after DISCONNECT nothing more.
        List<string> written = Wire.Split(conversation.Stream.Written);
        int goodbye = written.FindIndex(p => p.StartsWith("E0", StringComparison.Ordinal));
        Assert.True(goodbye < 0 || goodbye == written.Count - 1, $"{where}: sent after DISCONNECT");

        // The client lives on and connects again.
        conversation.Events.WhenConnected = null;
        conversation.Start();
        conversation.Say(Wire.Accepted(conversation.Client.ProtocolLevel));
        Assert.True(conversation.Client.IsConnected, $"{where}: does not connect again");
    }

    private static byte[] Mutate(byte[] script, Random random)
    {
        var bytes = new List<byte>(script);
        int mutations = random.Next(0, 4);
        for (int i = 0; i < mutations; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)));
                    break;
            }

            if (bytes.Count == 0)
            {
                bytes.Add(0);
            }
        }

        // An oversized length, now and then.
        if (random.Next(20) == 0)
        {
            bytes.AddRange([0x32, 0xFF, 0xFF, (byte)random.Next(256), 0x01]);
            bytes.AddRange(new byte[ProtocolLimits.MaxMqttIncomingPacketBytes + 100]);
        }

        return [.. bytes];
    }
}
