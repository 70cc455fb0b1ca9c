// The parts of the radio that the alarm book answers through: devices, their store, the way to the air.
using Hub.Core.Pairing;
using Hub.Core.Radio;
using Hub.Core.Storage;

namespace Hub.Core;

/// <summary>What must stand before the alarm book does. Everything it will ever allocate is allocated here.</summary>
internal sealed class RadioParts
{
    internal RadioParts(HubPorts ports)
    {
        Table = new DeviceTable();
        Store = new DeviceStore(ports.DeviceFlash!, Table);
        Frames = new FrameRing();
        VendorEvents = new VendorEventRing();
        Budget = new AirBudget();
        Outbox = new RadioOutbox(ports.Radio, Budget, Store);
        Sealing = new HubFrames(Outbox, ports.Random!, ports.Cipher);
        Answers = new DeviceAnswers(Table, Store, Sealing, ports.Triggers);
    }

    internal DeviceTable Table { get; }

    internal DeviceStore Store { get; }

    internal FrameRing Frames { get; }

    internal VendorEventRing VendorEvents { get; }

    internal AirBudget Budget { get; }

    internal RadioOutbox Outbox { get; }

    internal HubFrames Sealing { get; }

    internal DeviceAnswers Answers { get; }
}
