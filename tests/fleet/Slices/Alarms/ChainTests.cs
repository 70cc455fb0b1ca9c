// Chains as data: checked, versioned, logged, in force from the next step on.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class ChainTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_002_NOR_027_a_chain_is_set_kept_and_in_force_from_the_next_step(StoreProvider provider)
    {
        await using CaseWorld world = await CaseWorld.StartAsync(provider);
        IEscalationChains chains = world.Fleet.Get<IEscalationChains>();
        Assert.Equal(0, (await chains.FindAsync(world.Operator, CaseKind.Person, default)).Version);
        (Guid id, LiveHub _) = await world.PressAsync();
        EscalationChain quick = CaseWorld.Template("helsingborg") with
        {
            Name = "quick",
            Raised = [new(7, EscalationAction.ToSupervisor)],
        };
        async Task<ChainChange> Set(string reason, long? version) =>
            await chains.SetAsync(world.Operator, CaseKind.Person, quick, reason, version, default);
        Assert.True((await Set("nights are short of staff", 5)).IsStale);
        Assert.Equal("reason", Assert.Single((await Set(" ", 0)).Faults).Field);
        Assert.Equal(1, (await Set("nights are short of staff", 0)).View!.Version);
        Assert.Equal(2, (await Set("once more", 1)).View!.Version);

        await world.PassAsync(60);
        Assert.Equal(CaseQueue.Supervisor, (await world.SeeAsync(id)).Queue);
        Assert.Equal(0, await world.PassAsync(6));
        Assert.Equal(1, await world.PassAsync(1));
        ChainView[] versions = [.. await chains.VersionsAsync(world.Operator, CaseKind.Person, default)];
        Assert.Equal([2, 1], versions.Select(view => view.Version));
        Assert.Equal(("once more", world.Operator.DisplayName), (versions[0].Reason, versions[0].ChangedBy));
        Assert.Equal(quick.Raised, versions[1].Chain.Raised);
        Assert.Equal(2, await world.Fleet.NumberAsync("SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'chain'"));
        Assert.Equal(0, (await chains.FindAsync(world.Operator, CaseKind.Test, default)).Version);
    }

    [Fact]
    public void Every_template_is_a_chain_that_ends_with_somebody()
    {
        foreach (CaseKind kind in Enum.GetValues<CaseKind>())
        {
            Assert.Empty(ChainRules.Faults(kind, ChainTemplates.Default(new AlarmOptions(), kind)));
        }

        Assert.Empty(ChainRules.Faults(CaseKind.Person, CaseWorld.Template("helsingborg")));
        Assert.Empty(ChainRules.Faults(CaseKind.Person, CaseWorld.Template("hultsfred")));
    }

    [Fact]
    public void A_chain_that_could_end_with_nobody_is_refused_and_the_fault_is_named()
    {
        EscalationChain good = CaseWorld.Template("helsingborg");
        EscalationStep[] sound = [new(60, EscalationAction.SoundAgain)];
        EscalationStep[] remind = [new(60, EscalationAction.RemindOwner)];
        Refused("chain.raised", good with { Raised = [] });
        Refused("chain.raised", good with { Raised = null! });
        Refused("chain.raised", good with { Raised = sound });
        Refused("chain.claimed", good with { Claimed = remind });
        Refused("chain.silent", good with { Silent = remind });
        Refused("chain.dispatched", good with { Dispatched = sound });
        Refused("chain.accepted", good with { Accepted = sound });
        Refused("chain.onSite[0].action", good with { OnSite = [new(60, EscalationAction.Dispatch)] });
        Refused("chain.raised[0].action", good with { Raised = [new(60, (EscalationAction)77)] });
        Refused("chain.silent[0].afterSeconds", good with { Silent = [new(0, EscalationAction.Dispatch)] });
        Refused("chain.silent[0].afterSeconds", good with
        {
            Silent = [new(Limits.Cases.StepSeconds + 1, EscalationAction.Dispatch)],
        });
        Refused("chain.name", good with { Name = new string('x', Limits.Cases.ChainNameLength + 1) });
        Refused("chain.raised", good with
        {
            Raised = [.. Enumerable.Repeat(good.Raised[1], Limits.Cases.StepsPerPhase + 1)],
        });
        Assert.Empty(ChainRules.Faults(CaseKind.Person, good with
        {
            Raised = [.. Enumerable.Repeat(good.Raised[1], Limits.Cases.StepsPerPhase)],
            Silent = [new(Limits.Cases.StepSeconds, EscalationAction.Dispatch)],
        }));
    }

    private static void Refused(string field, EscalationChain chain) =>
        Assert.Equal(field, Assert.Single(ChainRules.Faults(CaseKind.Person, chain)).Field);
}
