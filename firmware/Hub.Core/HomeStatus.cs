// What can be seen of a hub's radio and devices from outside, for the simulator, tests and diagnostics.
using Hub.Core.Pairing;
using Hub.Core.Radio;
using Hub.Core.Storage;
using Hub.Core.Supervision;

namespace Hub.Core;

/// <summary>The parts about the home's devices, to read their figures. Reading changes nothing and allocates nothing.
/// </summary>
public sealed class HomeStatus
{
    internal HomeStatus(RadioParts radio, HomeParts home, DescribedDevices described, DeviceOrders orders)
    {
        Devices = radio.Table;
        Store = radio.Store;
        Frames = radio.Frames;
        VendorEvents = radio.VendorEvents;
        Budget = radio.Budget;
        Outbox = radio.Outbox;
        Link = home.Link;
        Described = described;
        Reports = home.DeviceReports;
        Supervision = home.Supervision;
        Jam = home.Jam;
        Window = home.Window;
        Requests = home.Requests;
        PairingReports = home.Reports;
        WalkTest = home.WalkTest;
        States = home.States;
        Orders = orders;
    }

    /// <summary>The paired devices.</summary>
    public DeviceTable Devices { get; }

    /// <summary>Their flash.</summary>
    public DeviceStore Store { get; }

    /// <summary>Frames that wait for a step.</summary>
    public FrameRing Frames { get; }

    /// <summary>Events of other vendors' devices that wait for a step.</summary>
    public VendorEventRing VendorEvents { get; }

    /// <summary>The air time of the hub's transmitter.</summary>
    public AirBudget Budget { get; }

    /// <summary>Frames that wait for the transceiver.</summary>
    public RadioOutbox Outbox { get; }

    /// <summary>The rules of acceptance.</summary>
    public RadioLink Link { get; }

    /// <summary>Devices of other vendors.</summary>
    public DescribedDevices Described { get; }

    /// <summary>What accepted reports meant.</summary>
    public DeviceReports Reports { get; }

    /// <summary>The watch over devices.</summary>
    public DeviceSupervision Supervision { get; }

    /// <summary>The watch over the channel.</summary>
    public JamWatch Jam { get; }

    /// <summary>The pairing window.</summary>
    public PairingWindow Window { get; }

    /// <summary>Requests from the fleet manager.</summary>
    public PairRequests Requests { get; }

    /// <summary>Steps of pairings and walk tests on their way.</summary>
    public PairingReports PairingReports { get; }

    /// <summary>The walk test.</summary>
    public WalkTest WalkTest { get; }

    /// <summary>Device states on their way.</summary>
    public DeviceStates States { get; }

    /// <summary>Orders to devices.</summary>
    public DeviceOrders Orders { get; }
}
