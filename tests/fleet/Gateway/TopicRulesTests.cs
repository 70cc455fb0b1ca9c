// Topic filters: what they may be and what they match.
using System.Text;
using Fleet.Server.Gateway.Mqtt.Codec;

namespace Gateway.Tests;

public sealed class TopicRulesTests
{
    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("a/B", "a/b", false)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/+", "a/", true)]
    [InlineData("+", "a", true)]
    [InlineData("+", "/a", false)]
    [InlineData("+/+", "/a", true)]
    [InlineData("/+", "/a", true)]
    [InlineData("+/b/+", "a/b/c", true)]
    [InlineData("+/b/+", "a/c/c", false)]
    [InlineData("#", "a", true)]
    [InlineData("#", "a/b/c", true)]
    [InlineData("#", "/", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/#", "ab", false)]
    [InlineData("a/+/#", "a", false)]
    [InlineData("a/+/#", "a/b", true)]
    [InlineData("a/b/#", "a", false)]
    [InlineData("/#", "/", true)]
    [InlineData("/#", "a", false)]
    [InlineData("#", "$SYS/a", false)]
    [InlineData("+/a", "$SYS/a", false)]
    [InlineData("$SYS/#", "$SYS/a", true)]
    [InlineData("$SYS/+", "$SYS/a", true)]
    [InlineData("a/#", "a/$b", true)]
    [InlineData("a//b", "a//b", true)]
    [InlineData("a/+/b", "a//b", true)]
    [InlineData("å/+", "å/ä", true)]
    public void A_filter_matches(string filter, string topic, bool isMatch)
    {
        Assert.True(TopicRules.IsFilter(Encoding.UTF8.GetBytes(filter)));
        Assert.Equal(isMatch, TopicRules.Matches(Encoding.UTF8.GetBytes(filter), Encoding.UTF8.GetBytes(topic)));
        Assert.Equal(isMatch, TreeMatches(filter, topic));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a#")]
    [InlineData("a/#/b")]
    [InlineData("#/a")]
    [InlineData("##")]
    [InlineData("a+")]
    [InlineData("+a")]
    [InlineData("a/+b/c")]
    [InlineData("a/b+/c")]
    [InlineData("++")]
    [InlineData("+#")]
    public void Is_no_filter(string filter) => Assert.False(TopicRules.IsFilter(Encoding.UTF8.GetBytes(filter)));

    [Theory]
    [InlineData("a", 1, 1, true)]
    [InlineData("ab", 1, 1, false)]
    [InlineData("", 1, 1, false)]
    [InlineData("a/b", 3, 1, false)]
    [InlineData("a/b", 3, 2, true)]
    public void Is_within_its_limits(string topic, int bytes, int levels, bool isWithin) =>
        Assert.Equal(isWithin, TopicRules.IsWithin(Encoding.UTF8.GetBytes(topic), bytes, levels));

    /// <summary>The tree is another way to the same answer.</summary>
    private static bool TreeMatches(string filter, string topic)
    {
        var tree = new Fleet.Server.Gateway.Mqtt.Routing.TopicTree();
        var subscription = new Fleet.Server.Gateway.Mqtt.Routing.Subscription
        {
            Session = null!,
            Filter = Encoding.UTF8.GetBytes(filter),
            Qos = 0,
        };
        tree.Put(subscription);
        var matches = new System.Collections.Generic.List<Fleet.Server.Gateway.Mqtt.Routing.Match>();
        tree.Match(Encoding.UTF8.GetBytes(topic), matches);
        Assert.InRange(matches.Count, 0, 1);
        Assert.True(tree.Remove(null!, Encoding.UTF8.GetBytes(filter)));
        return matches.Count == 1;
    }
}
