// What must always hold of a case, whatever people, phones, clocks and machines do.
using System;
using System.Globalization;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;

namespace Slices.Tests.Alarms;

public sealed class CaseStormTests(ITestOutputHelper output)
{
    private const int RunsPerWorld = 50;

    /// <summary>More runs, and others: CASE_STORM_RUNS and CASE_STORM_SEED.</summary>
    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;

    [Theory]
    [InlineData("helsingborg")]
    [InlineData("hultsfred")]
    public async Task HBG_001_NOR_027_HUL_050_no_open_case_is_without_somebody_and_a_deadline_and_no_press_is_lost(
        string template)
    {
        EscalationChain chain = CaseWorld.Template(template);
        int runs = Number("CASE_STORM_RUNS", 500) / 2;
        int first = Number("CASE_STORM_SEED", 1);
        for (int begun = 0; begun < runs; begun += RunsPerWorld)
        {
            await using CaseWorld world = await CaseWorld.StartAsync(chain: chain);
            for (int seed = first + begun; seed < first + Math.Min(runs, begun + RunsPerWorld); seed++)
            {
                LiveHub[] hubs = await world.Fleet.AddHubsAsync(3);
                var storm = new CaseStorm(world, chain, hubs, seed);
                try
                {
                    await storm.RunAsync(crashes: seed % 5 == 0);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException(
                        $"Seed {seed} of {template} failed after: {string.Join("; ", storm.Story)}", exception);
                }
            }
        }

        output.WriteLine($"{runs} runs of {template}, seeds {first} to {first + runs - 1}.");
    }
}
