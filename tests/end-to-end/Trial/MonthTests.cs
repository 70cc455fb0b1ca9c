// A home's thirty days, tried against another delay, and lived again with it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Trial;
using Hub.Protocols.Messages;

namespace EndToEnd.Tests.Trial;

/// <summary>HUL-045 with the example of HUL-046: the door's ten minutes become twenty.</summary>
public sealed class MonthTests
{
    private const int Days = 30;
    private const int Ten = 10 * 60;
    private const int Twenty = 20 * 60;

    // Over the change of clocks in March.
    private static readonly DateTime Start = new(2026, 3, 10, 23, 0, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task HUL_045_a_trial_of_twenty_minutes_says_what_a_life_with_twenty_minutes_has(ulong seed)
    {
        TrialHome lived = Live(seed, Ten);
        await using TrialFleet fleet = await TrialFleet.StartAsync(lived.Messages[0].At);
        RulesChange made = await fleet.Get<IHubRules>().SetAsync(
            fleet.Actor, fleet.Hub.HubId, WentOut(Ten), new ChangeCause("begin"), 0, Cancellation);
        Assert.Equal(RulesResult.Done, made.Result);
        await TellAsync(fleet, lived);

        fleet.Clock.Set(lived.Now);
        TrialView trial = (await fleet.Get<IRuleTrial>().TryAsync(
            fleet.Actor,
            fleet.Hub.HubId,
            new TrialRequest(WentOut(Twenty), Days: Days),
            CultureInfo.GetCultureInfo("sv"),
            Cancellation)).Trial!;
        List<long> withTen = Alarms(lived);
        List<long> withTwenty = Alarms(Live(seed, Twenty));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{withTen.Count} alarms with ten minutes, {withTwenty.Count} with twenty; "
            + $"{trial.Counts.Vanish} vanish ({trial.Counts.VanishWrong} called wrong, "
            + $"{trial.Counts.VanishVisited} visited), {trial.Counts.Stay} stay, {trial.Counts.Appear} appear; "
            + $"{trial.Trust.Explained} of {trial.Trust.Happened} explained; {trial.EventCount} events");

        // Both kinds are there, or the month shows nothing.
        Assert.True(withTen.Count > withTwenty.Count && withTwenty.Count > 0);
        Assert.Equal(withTen.Count, trial.Trust.Happened);
        Assert.Equal(trial.Trust.Happened, trial.Trust.Explained);
        Assert.Empty(trial.Trust.NotSeen);
        Assert.Empty(trial.Gaps);

        // What is said to stay is what comes in the life with twenty minutes, at the same moments.
        List<long> said = [.. trial.Stay.Select(one => one.NewAt!.Value).Concat(trial.Appear.Select(one => one.At))
            .Select(at => at.ToUnixTimeMilliseconds()).Order()];
        Assert.Equal(withTwenty.Count, said.Count);
        Assert.All(said.Zip(withTwenty), both => Assert.InRange(Math.Abs(both.First - both.Second), 0, 1_000));

        // All others vanish, among them some for which somebody had come: of these the trial warns.
        Assert.Equal(withTen.Count - trial.Counts.Stay, trial.Counts.Vanish);
        Assert.Equal(trial.Counts.Vanish, trial.Counts.VanishWrong + trial.Counts.VanishVisited);
        Assert.True(trial.Counts.VanishVisited > 0 && trial.Counts.VanishActed == trial.Counts.VanishVisited);
        Assert.DoesNotContain(trial.Vanish, one => one.Case is null);
        Assert.All(trial.Stay, one => Assert.Equal(CaseOutcome.Visited, one.Case!.Outcome));
        Assert.Contains("10 minuter", trial.Vanish[0].Rule, StringComparison.Ordinal);
    }

    private static TrialHome Live(ulong seed, int delaySeconds)
    {
        var home = new TrialHome(seed, Start);
        home.Use(RuleSetForm.ToWire(WentOut(delaySeconds), 1));
        new TessAtHome(home, seed).Live(Days);
        return home;
    }

    private static RuleSetEntry WentOut(int delaySeconds) => new(Rules:
    [
        GeneralPlan.Rules.First(one => one.Requirement == "HUL-025").Rule with
        {
            DelaySeconds = delaySeconds, Window = null,
        },
    ]);

    private static List<long> Alarms(TrialHome home) =>
        [.. home.Events.Where(one => one is { Kind: HomeEventKind.Alarm, RuleId: 25 }).Select(one => one.At)];

    // Each alarm becomes a case. Of the short outings staff say that it was wrong, but for every sixth, when somebody
    // had already come.
    private static async Task TellAsync(TrialFleet fleet, TrialHome lived)
    {
        var cases = fleet.Get<IAlarmCases>();
        int count = 0;
        var isLong = lived.Events.Where(one => one.Kind == HomeEventKind.Alarm).ToDictionary(
            one => one.At, one => AwayAfter(lived, one.At) > (Twenty - Ten) * TrialHome.Second);
        foreach ((MessageKind kind, byte[] body, long at) in lived.Messages)
        {
            fleet.Clock.Set(at);
            await fleet.TakeAsync(kind, body);
            if (kind != MessageKind.Alarm)
            {
                continue;
            }

            foreach (AlarmCaseView open in await cases.ListAsync(
                fleet.Actor, new CaseFilter(Kind: CaseKind.Person), Cancellation))
            {
                await cases.ClaimAsync(fleet.Actor, open.CaseId, Cancellation);
                bool isRight = isLong.GetValueOrDefault(open.RaisedAt.ToUnixTimeMilliseconds())
                    || ++count % 6 == 0;
                CaseChange closed = await cases.CloseAsync(
                    fleet.Actor,
                    open.CaseId,
                    isRight ? CaseOutcome.Visited : CaseOutcome.WrongAlarm,
                    null,
                    Cancellation);
                Assert.Equal(CaseChangeResult.Done, closed.Result);
            }
        }

        await fleet.ProjectAsync();
    }

    // How long after an alarm she came back.
    private static long AwayAfter(TrialHome lived, long alarmAt) => lived.Events.First(one =>
        one.At > alarmAt && one is { Kind: HomeEventKind.Device, DeviceId: TessAtHome.FrontDoor }).At - alarmAt;
}
