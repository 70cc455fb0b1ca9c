// Random homes that run the general plan, and a rule set on its way through a simulated link.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class RuleHomeTests
{
    private const long Day = 86_400_000;
    private const int Homes = 60;

    /// <summary>HUL-022 to HUL-030: with every row of the plan at work, sent anew and cut off in the middle, no press
    /// is lost and none multiplied.</summary>
    [Fact]
    public void Nothing_is_lost_in_homes_that_run_the_general_plan()
    {
        List<string> broken = [];
        int inForce = 0;
        int alarms = 0;
        for (ulong seed = 1; seed <= Homes; seed++)
        {
            RandomHome home = new(seed, 5 * Day, hasRules: true);
            try
            {
                home.Run();
            }
            catch (InvariantBrokenException failure)
            {
                broken.Add(failure.Message);
            }

            inForce += home.Home.Home.Core?.Status.Rules.Engine.Version > 0 ? 1 : 0;
            alarms += home.Home.Fleet.Held.Values.Count(a => a.Kind == AlarmKind.Person && !a.IsOfPresses);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Homes} homes, {inForce} with rules in force at the end, {alarms} alarms of rules");
        Assert.True(broken.Count == 0, $"{broken.Count} homes failed; the first: {broken.FirstOrDefault()}");
        Assert.True(inForce > Homes / 2);
        Assert.True(alarms > Homes);
    }

    [Fact]
    public void A_home_with_rules_replays_bit_for_bit()
    {
        RandomHome first = new(7, Day, hasRules: true);
        RandomHome second = new(7, Day, hasRules: true);
        first.Run();
        second.Run();
        Assert.Equal(first.Home.Trace.Fingerprint, second.Home.Trace.Fingerprint);
    }

    [Fact]
    public void A_rule_set_from_the_scripted_fleet_manager_is_taken_over_the_hubs_own_client()
    {
        VirtualHome home = new(3, isOverMqtt: true, options: new HomeOptions { HasRules = true });
        home.SwitchOn();
        home.RunFor(60_000);
        RuleSet rules = new();
        RuleTemplates.AddAll(rules);
        rules.Version = 9;
        ulong sequence = home.Fleet.Send(rules);
        home.RunFor(10_000);
        Assert.Equal(AcknowledgementResult.Done, home.Fleet.Answers[sequence]);
        Assert.Equal(9u, home.Home.Core!.Status.Rules.Engine.Version);
    }
}
