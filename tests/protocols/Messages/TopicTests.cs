// Topics are made and read exactly; whatever is only nearly a topic is none.
using System.Linq;
using System.Text;
using System.Text.Json;
using Hub.Protocols;
using Hub.Protocols.Messages;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Messages;

public sealed class TopicTests
{
    private const string HubId = "0123456789abcdef";

    public static TheoryData<string> Vectors =>
        [.. ProtocolFiles.Vectors("topics.json").Select(vector => vector.Text("topic"))];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_topic_is_read_as_its_vector_says(string topic)
    {
        JsonElement vector = ProtocolFiles.Vectors("topics.json").Single(vector => vector.Text("topic") == topic);
        string kind = vector.Text("kind");
        byte[] bytes = [0xFF, .. Encoding.UTF8.GetBytes(topic), 0xFF];
        MessageKind read = Topics.Parse(bytes, 1, bytes.Length - 2);

        Assert.Equal(kind.Length == 0 ? nameof(MessageKind.Unknown) : kind, read.ToString());
        if (read != MessageKind.Unknown)
        {
            Assert.Equal(topic, Topics.For(vector.Text("hubId"), read));
            Assert.True(Topics.IsAbout(vector.Text("hubId"), bytes, 1));
            Assert.False(Topics.IsAbout("0123456789abcdee", bytes, 1));
            Assert.Equal(topic.Contains("/up/"), Topics.IsUp(read));
            Assert.Equal(topic.Contains("/down/"), Topics.IsDown(read));
            Assert.True(topic.Length <= ProtocolLimits.MaxTopicBytes);
        }
    }

    [Theory]
    [InlineData("0123456789abcdef", true)]
    [InlineData("0000000000000000", true)]
    [InlineData("0123456789abcde", false)]
    [InlineData("0123456789abcdef0", false)]
    [InlineData("0123456789ABCDEF", false)]
    [InlineData("0123456789abcdeg", false)]
    [InlineData("0123456789abcde/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_16_lower_case_hexadecimal_digits_are_a_hub_id(string? text, bool isHubId)
    {
        Assert.Equal(isHubId, Topics.IsHubId(text!));
        Assert.Equal(isHubId ? $"hub/{text}/down/#" : "", Topics.DownFilter(text!));
        Assert.Equal(isHubId, Topics.For(text!, MessageKind.Alarm).Length > 0);
    }

    [Theory]
    [InlineData(MessageKind.Unknown)]
    [InlineData((MessageKind)200)]
    [InlineData((MessageKind)(-1))]
    public void A_kind_without_topic_gives_none(MessageKind kind)
    {
        Assert.Equal("", Topics.For(HubId, kind));
        Assert.False(Topics.IsUp(kind) || Topics.IsDown(kind));
    }

    [Fact]
    public void Every_kind_has_a_vector()
    {
        string[] kinds = [.. ProtocolFiles.Vectors("topics.json").Select(v => v.Text("kind")).Where(k => k.Length > 0)];
        Assert.Equal(System.Enum.GetNames<MessageKind>().Except([nameof(MessageKind.Unknown)]), kinds);
    }
}
