// What the tests of pairing ask of the slice.
using System.Collections.Generic;
using System.Threading.Tasks;
using Fleet.Server.Devices;
using Slices.Tests.World;

namespace Slices.Tests.Devices;

internal static class PairingCalls
{
    public static IPairings Pairings(TestFleet fleet) => fleet.Get<IPairings>();

    public static async Task<PairingView> StartAsync(TestFleet fleet, HubDouble hub, PairingOrder? order = null)
    {
        PairingStart start = await Pairings(fleet).StartAsync(
            fleet.Operator, hub.Hub.HubId, order ?? new PairingOrder(HubDouble.Label(0x1234_ABCD)), default);
        Assert.Equal(PairingStartResult.Asked, start.Result);
        return start.Pairing!;
    }

    public static async Task<PairingView> FindAsync(TestFleet fleet, HubDouble hub, long pairingId)
    {
        await fleet.ProjectAsync();
        return (await Pairings(fleet).FindAsync(fleet.Operator, hub.Hub.HubId, pairingId, default))!;
    }

    public static async Task<IReadOnlyList<DeviceView>> DevicesAsync(TestFleet fleet, HubDouble hub)
    {
        await fleet.ProjectAsync();
        return (await fleet.Get<IHubDevices>().ListAsync(fleet.Operator, hub.Hub.HubId, false, default))!.Items;
    }
}
