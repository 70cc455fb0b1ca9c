// Calls from a case: operator, hub, tones, speech, log, recordings.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Store;
using Slices.Tests.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Channels;

public sealed class CallTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_046_NOR_033_the_operator_speaks_with_the_home_steers_the_hub_and_ends(StoreProvider provider)
    {
        var progress = new CaseProgressDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), provider, progress);
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        CallView call = await StartAsync(fleet, caseId, CallTarget.Hub);
        Assert.Equal(
            (CallState.RingingOperator, true, true, "+46*****677"),
            (call.State, call.MaySendTones, call.MayEnd, call.Number));

        Assert.True(await fleet.Get<IPhones>().AnswerAsync(fleet.Operator, call.CallId, default));
        call = await OnlyAsync(fleet, caseId);
        Assert.Equal((CallState.Connected, fleet.Time.GetUtcNow()), (call.State, call.AnsweredAt));
        ICalls calls = fleet.Get<ICalls>();
        foreach (CallTone tone in new[] { CallTone.Louder, CallTone.Listen, CallTone.Duplex })
        {
            Assert.Equal(CallChangeResult.Done, (await calls.SendToneAsync(
                fleet.Operator, caseId, call.CallId, tone, default)).Result);
        }

        await calls.SetSpeechAsync(fleet.Operator, caseId, call.CallId, SpeechResult.Spoken, default);
        fleet.Time.Advance(TimeSpan.FromSeconds(83));
        CallChange ended = await calls.EndAsync(fleet.Operator, caseId, call.CallId, default);

        Assert.Equal((CallResult.Answered, SpeechResult.Spoken), (ended.Call!.Result, ended.Call.Speech));
        Assert.Equal("174", (await fleet.PhoneAsync(ChannelFleet.HubPhone)).Calls.Single().Digits);
        Assert.Equal([("called", "hub"), ("call-ended", "hub: answered, 83 s")], progress.Notes);
        Assert.Equal([SpeechResult.Spoken], progress.Speech);
        Assert.Equal(CallChangeResult.Over, (await calls.EndAsync(
            fleet.Operator, caseId, call.CallId, default)).Result);
    }

    [Fact]
    public async Task HBG_046_the_tone_zero_has_the_hub_clear_down()
    {
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble());
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        CallView call = await StartAsync(fleet, caseId, CallTarget.Hub);
        ICalls calls = fleet.Get<ICalls>();
        Assert.Equal(CallChangeResult.NotPossible, (await calls.SendToneAsync(
            fleet.Operator, caseId, call.CallId, CallTone.ClearDown, default)).Result);
        await fleet.Get<IPhones>().AnswerAsync(fleet.Operator, call.CallId, default);
        CallChange change = await calls.SendToneAsync(
            fleet.Operator, caseId, call.CallId, CallTone.ClearDown, default);
        Assert.Equal((CallState.Ended, CallResult.Answered), (change.Call!.State, change.Call.Result));
    }

    [Theory]
    [InlineData(PhoneCondition.NoCoverage, CallResult.NoAnswer, true)]
    [InlineData(PhoneCondition.On, CallResult.NoAnswer, true)]
    [InlineData(PhoneCondition.SilentHome, CallResult.None, false)]
    public async Task NOR_030_a_control_call_without_answer_is_a_silent_alarm_and_silence_is_for_the_operator_to_say(
        PhoneCondition hub, CallResult result, bool isSilent)
    {
        var progress = new CaseProgressDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), progress: progress);
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        await fleet.Get<IPhones>().SetAsync(fleet.Operator, ChannelFleet.HubPhone, "Hub", hub, default);
        CallView call = await StartAsync(fleet, caseId, CallTarget.Hub);
        await fleet.Get<IPhones>().AnswerAsync(fleet.Operator, call.CallId, default);
        await fleet.PassAsync(30);

        Assert.Equal(result, (await OnlyAsync(fleet, caseId)).Result);
        Assert.Equal(isSilent ? [SpeechResult.Silent] : [], progress.Speech);
        if (!isSilent)
        {
            await fleet.Get<ICalls>().SetSpeechAsync(
                fleet.Operator, caseId, call.CallId, SpeechResult.Silent, default);
            Assert.Equal([SpeechResult.Silent], progress.Speech);
        }
    }

    [Fact]
    public async Task NOR_030_a_later_call_without_answer_does_not_undo_that_somebody_was_spoken_with()
    {
        var progress = new CaseProgressDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), progress: progress);
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        IPhones phones = fleet.Get<IPhones>();
        CallView first = await StartAsync(fleet, caseId, CallTarget.Hub);
        await phones.AnswerAsync(fleet.Operator, first.CallId, default);
        await fleet.Get<ICalls>().SetSpeechAsync(fleet.Operator, caseId, first.CallId, SpeechResult.Spoken, default);
        await fleet.Get<ICalls>().EndAsync(fleet.Operator, caseId, first.CallId, default);
        await phones.SetAsync(fleet.Operator, ChannelFleet.HomePhone, null, PhoneCondition.Off, default);
        CallView second = await StartAsync(fleet, caseId, CallTarget.HomePhone);
        await phones.AnswerAsync(fleet.Operator, second.CallId, default);
        Assert.Equal([SpeechResult.Spoken], progress.Speech);
    }

    [Fact]
    public async Task HBG_047_NOR_033_any_number_can_be_called_and_an_operator_who_is_away_is_no_silent_alarm()
    {
        var progress = new CaseProgressDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), progress: progress);
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        CallView emergency = await StartAsync(fleet, caseId, CallTarget.Emergency);
        Assert.Equal("112", emergency.Number);
        await fleet.Get<IPhones>().HangUpAsync(fleet.Operator, emergency.CallId, default);
        Assert.Equal([("called", "112"), ("call-ended", "112: operator did not answer")], progress.Notes);
        CallChange number = await fleet.Get<ICalls>().StartAsync(
            fleet.Operator, caseId, new CallOrder(CallTarget.Number, "070-999 99 99"), default);
        Assert.Equal("+46*****999", number.Call!.Number);
        Assert.Empty(progress.Speech);
    }

    [Fact]
    public async Task A_call_that_cant_begin_says_why()
    {
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble());
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        ICalls calls = fleet.Get<ICalls>();
        Actor other = await fleet.AddTenantAsync("Annan kommun");
        async Task<CallChangeResult> TryAsync(Actor actor, CallOrder order) =>
            (await calls.StartAsync(actor, caseId, order, default)).Result;
        string own = ChannelFleet.OwnPhone;
        Assert.Equal(CallChangeResult.NotFound, await TryAsync(other, new CallOrder(CallTarget.Hub, null, own)));
        Assert.Equal(
            CallChangeResult.NoOperatorNumber, await TryAsync(fleet.Operator, new CallOrder(CallTarget.Hub)));
        Assert.Equal(
            CallChangeResult.NoNumber, await TryAsync(fleet.Operator, new CallOrder(CallTarget.Number, null, own)));
        Assert.Equal(
            CallChangeResult.BadNumber, await TryAsync(fleet.Operator, new CallOrder(CallTarget.Number, "12", own)));
        await fleet.Cases.ClaimAsync(fleet.Operator, caseId, default);
        await fleet.Cases.CloseAsync(fleet.Operator, caseId, CaseOutcome.Call, null, default);
        Assert.Equal(CallChangeResult.CaseClosed, await TryAsync(fleet.Operator, new CallOrder(CallTarget.Hub)));
    }

    [Fact]
    public async Task HBG_095_a_recording_is_kept_by_policy_and_deleted_when_its_time_is_over()
    {
        var progress = new CaseProgressDouble();
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble(), progress: progress);
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        CallView unrecorded = await StartAsync(fleet, caseId, CallTarget.Hub);
        await fleet.TakeAsync("simulator", new CallNews(unrecorded.CallId, CallEvent.Recorded, "rec-0"));
        Assert.Equal((false, null), (unrecorded.IsRecorded, (await OnlyAsync(fleet, caseId)).RecordingReference));

        await fleet.Store.WriteAsync(
            session =>
            {
                new RecordingPolicy(IsOn: true, RetentionDays: 30).Save(session, fleet.Operator, 0);
                return 0;
            },
            default);
        CallView call = await StartAsync(fleet, caseId, CallTarget.Hub);
        await fleet.Get<IPhones>().AnswerAsync(fleet.Operator, call.CallId, default);
        await fleet.Get<ICalls>().EndAsync(fleet.Operator, caseId, call.CallId, default);
        await fleet.TakeAsync("simulator", new CallNews(call.CallId, CallEvent.Recorded, "rec-1"));
        fleet.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        await fleet.Get<ChannelCare>().RunAsync(default);
        Assert.Equal("rec-1", await RecordingAsync(fleet, caseId, call.CallId));
        fleet.Time.Advance(TimeSpan.FromMilliseconds(1));
        await fleet.Get<ChannelCare>().RunAsync(default);
        Assert.Null(await RecordingAsync(fleet, caseId, call.CallId));
        Assert.Contains(("recording-deleted", "hub"), progress.Notes);
    }

    [Fact]
    public async Task A_call_of_whose_end_nothing_comes_counts_as_failed_after_two_hours()
    {
        await using TestFleet fleet = await ChannelFleet.StartAsync(new ListenerDouble());
        Guid caseId = (await CaseTests.RaiseAsync(fleet)).CaseId;
        await StartAsync(fleet, caseId, CallTarget.Hub);
        fleet.Time.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMilliseconds(1));
        await fleet.Get<ChannelCare>().RunAsync(default);
        Assert.Equal(CallState.Ended, (await OnlyAsync(fleet, caseId)).State);
    }

    private static async Task<CallView> StartAsync(TestFleet fleet, Guid caseId, CallTarget target)
    {
        CallChange change = await fleet.Get<ICalls>().StartAsync(
            fleet.Operator, caseId, new CallOrder(target, null, ChannelFleet.OwnPhone), default);
        Assert.Equal(CallChangeResult.Done, change.Result);
        return change.Call!;
    }

    private static async Task<CallView> OnlyAsync(TestFleet fleet, Guid caseId) =>
        Assert.Single(await fleet.Get<ICalls>().ListAsync(fleet.Operator, caseId, default));

    private static async Task<string?> RecordingAsync(TestFleet fleet, Guid caseId, Guid callId) =>
        (await fleet.Get<ICalls>().ListAsync(fleet.Operator, caseId, default))
            .Single(call => call.CallId == callId).RecordingReference;
}
