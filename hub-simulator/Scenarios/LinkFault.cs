// What can be wrong between a home and those who receive its alarms.
using System;

namespace Hub.Simulator.Scenarios;

/// <summary>Faults of receivers, bearers and the modem, alone or together.</summary>
[Flags]
public enum LinkFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The primary receiver cannot be reached.</summary>
    PrimaryDead = 1,

    /// <summary>The primary receiver takes messages and holds no alarm.</summary>
    PrimarySilent = 2,

    /// <summary>The reserve receiver cannot be reached.</summary>
    ReserveDead = 4,

    /// <summary>The fixed network is gone: the router is unplugged (HUL-014).</summary>
    FixedCut = 8,

    /// <summary>Data over the mobile network is gone; calls and short messages are not.</summary>
    MobileDataCut = 16,

    /// <summary>The mobile network is gone altogether.</summary>
    NoMobileNetwork = 32,

    /// <summary>The modem has hung.</summary>
    ModemHung = 64,

    /// <summary>The mobile network takes no short messages.</summary>
    ShortMessagesRejected = 128,

    /// <summary>The home has no fixed network at all.</summary>
    NoFixed = 256,
}
