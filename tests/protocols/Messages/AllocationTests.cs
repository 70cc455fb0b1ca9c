// What the steady state may not do: allocate. Encoding never does; decoding only the strings of texts.
using System;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Messages;

public sealed class AllocationTests
{
    private const int Rounds = 1000;

    public static TheoryData<string> Names => [.. MessageCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encoding_allocates_nothing(string name)
    {
        HubMessage message = MessageCatalog.FromJson(name, Fields(name + "/extreme"));
        CborWriter writer = new();
        byte[] buffer = new byte[ProtocolLimits.MaxMessageBytes];
        Assert.Equal(0, Measure(() => message.Encode(writer, buffer, 0, buffer.Length)));
    }

    [Theory]
    [InlineData("heartbeat/full")]
    [InlineData("alarm/extreme")]
    [InlineData("acknowledgement/minimal")]
    [InlineData("time/full")]
    [InlineData("command/full")]
    [InlineData("devicePairing/full")]
    [InlineData("deviceState/extreme")]
    [InlineData("walkTest/full")]
    [InlineData("pairRequest/extreme")]
    [InlineData("time/from-the-future")]
    public void Decoding_without_texts_allocates_nothing(string vector)
    {
        byte[] body = ProtocolFiles.Vectors("messages.json").Single(v => v.Text("name") == vector).Bytes("hex");
        HubMessage message = MessageCatalog.Create(vector[..vector.IndexOf('/')]);
        CborReader reader = new();
        Assert.Equal(0, Measure(() => (int)message.Decode(reader, body, 0, body.Length)));
    }

    private static long Measure(Func<int> action)
    {
        for (int i = 0; i < Rounds; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static System.Text.Json.JsonElement Fields(string vector) =>
        ProtocolFiles.Vectors("messages.json").Single(v => v.Text("name") == vector).GetProperty("fields");
}
