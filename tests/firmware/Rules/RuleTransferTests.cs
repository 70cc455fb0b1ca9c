// How a rule set reaches the hub: in parts, proved, checked as a whole, kept, and refused whole with a reason.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;

namespace Firmware.Tests.Rules;

public sealed class RuleTransferTests
{
    private static void Many(RuleSet set)
    {
        for (int id = 1; id <= RuleLimits.MaxRules; id++)
        {
            Rule rule = set.Rule(id, RuleKind.Event, DeviceKind.DoorContact, DeviceCause.Opened, 600).Alarm();
            rule.Between(id % 24, (id + 3) % 24).StartAt(0).DeviceId = (uint)(id * 1_000_000);
        }
    }

    [Theory]
    [InlineData("in order")]
    [InlineData("reversed")]
    [InlineData("each twice")]
    [InlineData("shuffled with an older one")]
    public void HUL_010_a_rule_set_in_parts_is_taken_in_any_order(string order)
    {
        RuleHome home = new();
        List<DocumentPartMessage> parts = home.Parts(home.Encode(Many, 5), 5);
        Assert.True(parts.Count >= 3);
        List<DocumentPartMessage> older = home.Parts(home.Encode(Many, 4), 4);
        IEnumerable<DocumentPartMessage> sent = order switch
        {
            "reversed" => Enumerable.Reverse(parts),
            "each twice" => parts.SelectMany(p => (DocumentPartMessage[])[p, p]),
            "shuffled with an older one" =>
                parts.Zip(older).SelectMany(p => (DocumentPartMessage[])[p.First, p.Second]),
            _ => parts,
        };
        home.SendParts(sent);
        Assert.Contains(
            home.Hub.Uplink.Of(MessageKind.UpAcknowledgement), p => p.Answer.Result == AcknowledgementResult.Done);
        Assert.Equal((5u, RuleLimits.MaxRules), (home.Status.Engine.Version, home.Status.Engine.Count));
        Assert.Equal(1, home.Status.Transfer.InForceCount);
        Assert.Contains(home.Events("rules in force"), e => e.Value == 5);
    }

    [Fact]
    public void HUL_010_a_rule_set_survives_a_restart_and_comes_into_force_before_the_link_does()
    {
        RuleHome home = new();
        home.Send(Many, 5);
        home.Hub.Uplink.IsReachable = false;
        home.Hub.Reboot();
        home.Hub.Step();
        Assert.Equal((5u, RuleLimits.MaxRules), (home.Status.Engine.Version, home.Status.Engine.Count));
    }

    [Fact]
    public void HUL_010_an_older_version_is_refused_and_the_one_in_force_answered_again()
    {
        RuleHome home = new();
        List<DocumentPartMessage> five = home.Parts(home.Encode(Many, 5), 5);
        Assert.Equal(AcknowledgementResult.Done, home.SendParts(five).Result);
        AcknowledgementMessage answer = home.Send(Many, 4);
        Assert.Equal((AcknowledgementResult.Refused, "old version"), (answer.Result, answer.Reason));
        Assert.Equal(AcknowledgementResult.Done, home.SendParts([five[1]]).Result);
        answer = home.Send(set => set.OffsetMinutes = 120, 5);
        Assert.Equal((AcknowledgementResult.Refused, "old version"), (answer.Result, answer.Reason));
        home.Hub.Reboot();
        home.Hub.Run(20_000);
        answer = home.Send(Many, 4);
        Assert.Equal((AcknowledgementResult.Refused, "old version"), (answer.Result, answer.Reason));
        Assert.Equal(AcknowledgementResult.Done, home.Send(Many, 6).Result);
    }

    [Fact]
    public void HUL_010_another_hubs_rule_set_and_one_of_another_kind_are_refused()
    {
        RuleHome home = new();
        byte[] other = new byte[32];
        byte[] document = home.Encode(Many, 5);
        AcknowledgementMessage answer = home.SendParts(home.Parts(document, 5, other));
        Assert.Equal((AcknowledgementResult.Refused, "not authentic"), (answer.Result, answer.Reason));
        answer = home.SendParts(home.Parts(document, 5, kind: 2));
        Assert.Equal("not authentic", answer.Reason);
        List<DocumentPartMessage> parts = home.Parts(document, 5);
        parts[1].Part[7] ^= 1;
        Assert.Equal("not authentic", home.SendParts(parts).Reason);
        answer = home.SendParts(home.Parts(home.Encode(Many, 7), 8));
        Assert.Equal("rules, version: contradiction", answer.Reason);
        Assert.Equal(0, home.Status.Engine.Count);
        Assert.Equal(AcknowledgementResult.Done, home.Send(Many, 5).Result);
    }

    [Fact]
    public void HUL_010_a_set_with_one_bad_rule_is_refused_whole_with_a_reason_that_names_it()
    {
        RuleHome home = new();
        home.Send(Many, 1);
        AcknowledgementMessage answer = home.Send(
            set =>
            {
                set.Rule(3, RuleKind.Event, DeviceKind.DoorContact, DeviceCause.Opened).Alarm();
                set.Rule(17, RuleKind.State, DeviceKind.DoorContact, DeviceCause.Opened, 60).Alarm();
            },
            2);
        Assert.Equal(AcknowledgementResult.Refused, answer.Result);
        Assert.Equal("rule 2 (id 17), cancel: contradiction", answer.Reason);
        Assert.Equal((1u, RuleLimits.MaxRules), (home.Status.Engine.Version, home.Status.Engine.Count));
    }

    [Fact]
    public void HUL_010_parts_out_of_place_are_refused_and_missing_ones_waited_for_ten_minutes()
    {
        RuleHome home = new();
        List<DocumentPartMessage> parts = home.Parts(home.Encode(Many, 5), 5);
        parts[0].PartLength = 5;
        Assert.Equal("part out of place", home.SendParts([parts[0]]).Reason);
        parts[0].PartLength = RuleLimits.PartBytes;
        List<DocumentPartMessage> forged = home.Parts(home.Encode(Many, 5), uint.MaxValue, new byte[32]);
        home.SendParts(forged.Take(1));
        home.SendParts(parts);
        Assert.Equal(0, home.Status.Transfer.InForceCount);
        home.Hub.Run(10 * RuleHome.Minute);
        Assert.Equal(AcknowledgementResult.Done, home.SendParts(parts).Result);
    }

    [Fact]
    public void HUL_010_a_hub_without_key_or_flash_takes_none_and_one_with_a_broken_flash_says_so()
    {
        Assert.Equal("takes no rules", new RuleHome(hasKey: false).Send(Many).Reason);
        Assert.Equal("takes no rules", new RuleHome(hasFlash: false).Send(Many).Reason);
        RuleHome home = new();
        home.Send(Many, 1);
        home.Documents.IsDead = true;
        AcknowledgementMessage answer = home.Send(Many, 2);
        Assert.Equal((AcknowledgementResult.Failed, "document store fault"), (answer.Result, answer.Reason));
        Assert.Equal(1u, home.Status.Engine.Version);
        home.Hub.Reboot();
        home.Hub.Run(30_000);
        Assert.Equal(0, home.Status.Engine.Count);
        Assert.Equal(0, home.Hub.Status.StoppedByCheckCode);
        Assert.NotEmpty(home.Events("document store"));
        home.Documents.IsDead = false;
        home.Hub.Run(2 * RuleHome.Minute);
        Assert.Equal(1u, home.Status.Engine.Version);
    }

    [Fact]
    public void HUL_010_a_rule_that_stays_goes_on_from_where_it_stands()
    {
        RuleHome home = new();
        RadioDevice door = home.Add(1, DeviceKind.DoorContact);
        static void Fill(RuleSet set, int id) =>
            set.Rule(id, RuleKind.Event, DeviceKind.DoorContact, DeviceCause.Opened, 600).Alarm();
        home.Send(set => Fill(set, 20), 1);
        home.Report(door, DeviceCause.Opened);
        home.Hub.Run(5 * RuleHome.Minute);
        home.Send(
            set =>
            {
                Fill(set, 10);
                Fill(set, 20);
            },
            2);
        home.Hub.Run((5 * RuleHome.Minute) + RuleHome.Second);
        Assert.Equal(20, Assert.Single(home.RuleAlarms).RuleId);
        home.Report(door, DeviceCause.Opened);
        home.Send(set => Fill(set, 10), 3);
        home.Hub.Run(11 * RuleHome.Minute);
        Assert.Equal([20, 10], home.RuleAlarms.Select(a => a.RuleId));
    }

    [Fact]
    public void HBG_001_a_rule_set_of_the_largest_size_delays_no_press_by_more_than_its_pieces()
    {
        RuleHome home = new();
        RadioDevice button = home.Add(1, DeviceKind.PersonalTrigger);
        foreach (DocumentPartMessage part in home.Parts(home.Encode(Many, 5), 5))
        {
            home.Hub.Uplink.Send(MessageKind.Rules, part, 7_000 + (ulong)part.PartIndex);
        }

        byte[] frame = button.Report(DeviceCause.Triggered);
        home.Hub.Hub.PutFrame(frame, 0, frame.Length, -80, home.Hub.Now);
        int steps = 0;
        while (home.Status.Engine.Count == 0)
        {
            home.Hub.Hub.Step(home.Hub.Now);
            steps++;
            Assert.True(steps < 60);
            Assert.Equal(1, home.Hub.Status.Book.PressCount - 1);
        }

        Assert.True(steps > RuleLimits.MaxRules / Limits.RulesReadPerStep);
    }
}
