// hardware/power.md and the budget in the code say the same.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Power;
using Tests;

namespace Firmware.Tests.Power;

public sealed partial class PowerTableTests(ITestOutputHelper output)
{
    [Fact]
    public void HBG_016_every_figure_of_the_budget_stands_in_the_table_with_its_source()
    {
        Dictionary<string, int> code = typeof(PowerBudget)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);
        Dictionary<string, int> table = Row().Matches(RepositoryRoot.Read("hardware/power.md")).ToDictionary(
            row => row.Groups[1].Value,
            row => int.Parse(row.Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.Equal(code.OrderBy(p => p.Key), table.OrderBy(p => p.Key));
        Assert.All(
            Row().Matches(RepositoryRoot.Read("hardware/power.md")),
            row => Assert.Matches("data sheet|assumed|chosen|follows", row.Groups[3].Value));
    }

    [Fact]
    public void HBG_016_the_budget_gives_72_hours_and_one_call_with_a_fifth_to_spare()
    {
        long load = PowerBudget.LoadMicrowatts(
            LoadStage.Reduced, Limits.DefaultHeartbeatIntervalSeconds, Limits.DefaultKeepAliveSeconds);
        long full = PowerBudget.LoadMicrowatts(
            LoadStage.Full, Limits.DefaultHeartbeatIntervalSeconds, Limits.DefaultKeepAliveSeconds);
        long usable = PowerBudget.BatteryMicrowattHours * (100 - Limits.BatteryEmptyPercent) / 100;
        long call = PowerBudget.AtBattery(PowerBudget.CallMicrowatts) * 5 / 60;
        double hours = (double)(usable - call) / load;
        output.WriteLine($"{load / 1000} mW shed, {full / 1000} mW unshed; {hours:F1} h after one call");
        output.WriteLine($"without shedding {(double)(usable - call) / full:F1} h");
        Assert.True(hours > 72 * 1.2);
        Assert.True((usable - call) / full < 72);
    }

    [GeneratedRegex(@"^\| `(\w+)` \| ([\d,]+) \|[^|]+\| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
