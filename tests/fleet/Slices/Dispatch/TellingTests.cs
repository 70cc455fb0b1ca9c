// Who is told of a case, in which order, and what they answer.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Channels;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class TellingTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_001_HUL_002_HBG_045_HBG_048_HBG_050_first_and_second_phone_are_told_at_the_same_time(
        StoreProvider provider)
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync(provider);
        DispatchResult result = await world.BeginAsync(world.Order());

        Assert.Equal((2, "Hemtjänst Söder"), (result.Told, result.GroupName));
        OutgoingMessage[] sent = [.. world.Outgoing.Queued];
        Assert.Equal([DispatchWorld.Day1, DispatchWorld.Day2], sent.Select(one => one.Address).Order());
        Assert.All(sent, message =>
        {
            Assert.Equal((OutgoingKind.Sms, OutgoingPurpose.Dispatch), (message.Kind, message.Purpose));
            Assert.Equal(world.Now, message.Now);
            Assert.StartsWith("Larm 4711 Söder 14: tryckning. Nyckel K77.", message.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task HUL_015_a_message_names_nobody_and_no_address()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        await world.BeginAsync(world.Order());
        Assert.All(world.Outgoing.Queued, message =>
        {
            foreach (string personal in new[] { "Greta", "Lindkvist", "Storgatan", "Hultsfred", "0495", "Ring på" })
            {
                Assert.DoesNotContain(personal, message.Text, StringComparison.OrdinalIgnoreCase);
            }
        });
    }

    [Fact]
    public async Task HUL_031_NOR_028_UPP_001_UPP_025_the_night_patrol_is_told_at_night_to_the_minute()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();

        // 20:29:59 UTC is 21:29:59 in Sweden in November.
        world.Fleet.Time.Advance(TimeSpan.FromSeconds((12 * 3600) + (29 * 60) + 59));
        Assert.Equal("Hemtjänst Söder", (await world.BeginAsync(world.Order())).GroupName);
        world.Fleet.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Nattpatrull", (await world.BeginAsync(world.Order())).GroupName);
        world.Fleet.Time.Advance(TimeSpan.FromSeconds((9 * 3600) + (15 * 60) + 59));
        Assert.Equal("Nattpatrull", (await world.BeginAsync(world.Order())).GroupName);
        world.Fleet.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Hemtjänst Söder", (await world.BeginAsync(world.Order())).GroupName);
    }

    [Fact]
    public async Task UPP_029_HUL_053_the_order_goes_over_support_and_the_group_behind_and_begins_again()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        world.Fleet.Time.Advance(TimeSpan.FromHours(14));
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        await world.NextAsync(order);
        await world.NextAsync(order);
        await world.NextAsync(order);
        Assert.Equal(
            [
                DispatchWorld.Night1, DispatchWorld.Support, DispatchWorld.Day1, DispatchWorld.Day2,
                DispatchWorld.Night1,
            ],
            world.Outgoing.Queued.Select(message => message.Address));
    }

    [Fact]
    public async Task HUL_052_who_has_declined_is_passed_over_until_all_have()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        await world.ReplyAsync(DispatchWorld.Day1, "2");
        Assert.Equal(("decline", "Larm 1", "reply"), world.Progress.Moves.Single());
        Assert.Equal(2, world.Outgoing.To(DispatchWorld.Day2).Length);
        Assert.Single(world.Outgoing.To(DispatchWorld.Day1));
        await world.ReplyAsync(DispatchWorld.Day2, "nej");
        Assert.Equal(2, world.Outgoing.To(DispatchWorld.Day1).Length);
        Assert.Equal(3, world.Outgoing.To(DispatchWorld.Day2).Length);
    }

    [Fact]
    public async Task HUL_032_HUL_155_relatives_are_told_after_the_staff_when_the_home_says_so()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync(
            home: DispatchWorld.Home(RelativesTurn.AfterStaff));
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        Assert.Empty(world.Outgoing.To(DispatchWorld.Relative));
        DispatchResult next = await world.NextAsync(order);
        OutgoingMessage told = world.Outgoing.To(DispatchWorld.Relative).Single();
        Assert.Equal("Larm 4711 från Söder 14: tryckning. Svara 1 = åker, 2 = kan inte.", told.Text);
        Assert.Contains("Anhörig 1", next.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Lindkvist", next.Detail, StringComparison.Ordinal);
        await world.ReplyAsync(DispatchWorld.Relative, "1");
        Assert.Equal(("accept", "Anhörig 1", "reply"), world.Progress.Moves.Single());
    }

    [Fact]
    public async Task HBG_068_HBG_049_those_who_have_not_answered_are_called()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        world.Fleet.Time.Advance(TimeSpan.FromMinutes(5));
        DispatchResult called = await world.WriteAsync(
            session => world.Dispatching.Call(session, order with { Now = world.Now }));
        Assert.Equal(2, called.Told);
        OutgoingMessage call = world.Outgoing.To(DispatchWorld.Day2)[^1];
        Assert.Equal(OutgoingKind.Voice, call.Kind);
        Assert.Contains("Tryck 1", call.Text, StringComparison.Ordinal);

        Assert.True(await world.ReplyAsync(DispatchWorld.Day2, "1", call.MessageId));
        Assert.Equal(("accept", "Larm 2", "call"), world.Progress.Moves.Single());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_067_HUL_062_HUL_060_one_accepts_and_the_other_learns_who_has_it(StoreProvider provider)
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync(provider);
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        await world.DeliverAllAsync();
        await world.ReplyAsync(DispatchWorld.Day2, "1");
        Assert.Contains(order.CaseId, world.Outgoing.Withdrawn);
        Assert.Equal(
            "Larm 4711 är taget av Larm 2. Du behöver inte åka.", world.Outgoing.To(DispatchWorld.Day1)[^1].Text);
        Assert.Single(world.Outgoing.To(DispatchWorld.Day2));

        // Closing tells nobody anything new, and neither does the same news again.
        int count = world.Outgoing.Queued.Count;
        await world.WriteAsync(session =>
        {
            world.Progress.Close(session, order.CaseId, world.Now);
            return 0;
        });
        await world.DeliverAllAsync();
        Assert.Equal(count, world.Outgoing.Queued.Count);
    }

    [Fact]
    public async Task HUL_062_a_message_that_arrives_after_the_case_was_taken_is_followed_by_who_has_it()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        OutgoingMessage late = world.Outgoing.To(DispatchWorld.Day1).Single();
        await world.ReplyAsync(DispatchWorld.Day2, "1");
        Assert.Single(world.Outgoing.To(DispatchWorld.Day1));
        await world.DeliverAsync(late, DeliveryStep.HandedOver);
        Assert.Contains("taget av Larm 2", world.Outgoing.To(DispatchWorld.Day1)[^1].Text, StringComparison.Ordinal);
        await world.DeliverAsync(late, DeliveryStep.Delivered);
        Assert.Equal(2, world.Outgoing.To(DispatchWorld.Day1).Length);
    }

    [Fact]
    public async Task HUL_054_HBG_071_each_stage_of_a_message_has_its_time()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        OutgoingMessage message = world.Outgoing.To(DispatchWorld.Day1).Single();
        DateTimeOffset queued = world.Fleet.Time.GetUtcNow();
        foreach (DeliveryStep step in new[] { DeliveryStep.HandedOver, DeliveryStep.Delivered, DeliveryStep.Delivered })
        {
            world.Fleet.Time.Advance(TimeSpan.FromSeconds(3));
            await world.DeliverAsync(message, step);
        }

        world.Fleet.Time.Advance(TimeSpan.FromSeconds(21));
        await world.ReplyAsync(DispatchWorld.Day1, "1 4711");
        DispatchMessageView view = (await world.Fleet.Get<IDispatchHistory>().ListAsync(
            world.Planner, order.CaseId, default)).Single(one => one.MessageId == message.MessageId);
        Assert.Equal(
            (queued, queued.AddSeconds(3), queued.AddSeconds(6), queued.AddSeconds(30), DispatchAnswer.Accepted),
            (view.QueuedAt, view.HandedOverAt!.Value, view.DeliveredAt!.Value, view.AnsweredAt!.Value, view.Answer));
        Assert.Equal(["handedOver", "delivered"], world.Progress.Notes.Select(note => note.Step));
        Assert.All(world.Progress.Notes, note => Assert.DoesNotContain("+46", note.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_no_message_comes_through_the_next_are_told_at_once()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        world.Fleet.Time.Advance(TimeSpan.FromHours(14));
        await world.BeginAsync(world.Order());
        await world.DeliverAsync(world.Outgoing.Queued.Single(), DeliveryStep.Failed);
        Assert.Single(world.Outgoing.To(DispatchWorld.Support));
        Assert.Equal(["failed", "nextTold"], world.Progress.Notes.Select(note => note.Step));
    }

    [Fact]
    public async Task HBG_067_a_bare_answer_needs_one_question_and_a_late_one_is_told_who_has_it()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        DispatchOrder first = world.Order();
        DispatchOrder second = world.Order();
        await world.BeginAsync(first);
        await world.BeginAsync(second);
        await world.DeliverAllAsync();
        Assert.True(await world.ReplyAsync(DispatchWorld.Day1, "1"));
        Assert.Empty(world.Progress.Moves);
        Assert.Contains("Svara 1 eller 2", world.Outgoing.To(DispatchWorld.Day1)[^1].Text, StringComparison.Ordinal);

        await world.ReplyAsync(DispatchWorld.Day1, "4712 1");
        await world.ReplyAsync(DispatchWorld.Day1, "1");
        Assert.Equal(2, world.Progress.Moves.Count);
        await world.ReplyAsync(DispatchWorld.Day2, "1 4711");
        Assert.Equal(
            "Larm 4711 är redan taget av Larm 1. Du behöver inte åka.",
            world.Outgoing.To(DispatchWorld.Day2)[^1].Text);
        Assert.Equal(2, world.Progress.Moves.Count);
    }

    [Fact]
    public async Task A_reply_that_belongs_nowhere_is_kept_and_shown()
    {
        await using DispatchWorld world = await DispatchWorld.StartAsync();
        Assert.False(await world.ReplyAsync("070 999 99 99", "Vem är ni?"));
        await world.BeginAsync(world.Order());
        Assert.True(await world.ReplyAsync(DispatchWorld.Day1, "jag kommer kanske"));
        IReadOnlyList<UnmatchedReply> kept = await world.Fleet.Get<IDispatchProblems>().UnmatchedAsync(
            world.Planner, default);
        Assert.Equal(
            [("unclear", DispatchWorld.Day1), ("unknown-sender", "+46709999999")],
            kept.Select(reply => (reply.Reason, reply.From)).Order());
    }

    [Theory]
    [InlineData("1", DispatchAnswer.Accepted, null)]
    [InlineData(" Ja! ", DispatchAnswer.Accepted, null)]
    [InlineData("2", DispatchAnswer.Declined, null)]
    [InlineData("nej, 4711", DispatchAnswer.Declined, 4711L)]
    [InlineData("1 4711", DispatchAnswer.Accepted, 4711L)]
    [InlineData("4711-1", DispatchAnswer.Accepted, 4711L)]
    [InlineData("1 2", DispatchAnswer.Accepted, 2L)]
    [InlineData("14711", DispatchAnswer.None, null)]
    [InlineData("3", DispatchAnswer.None, null)]
    [InlineData("1 1 1", DispatchAnswer.None, null)]
    [InlineData("1 99999999999999999999", DispatchAnswer.None, null)]
    [InlineData("ja jag tar det", DispatchAnswer.None, null)]
    [InlineData("", DispatchAnswer.None, null)]
    public void HUL_052_replies_are_read(string text, object answer, long? number)
    {
        var read = ReplyText.Read(text);
        Assert.Equal(((DispatchAnswer)answer, number), (read.Answer, read.CaseNumber));
    }
}
