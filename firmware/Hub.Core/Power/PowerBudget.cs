// What each part of the board takes from the battery; hardware/power.md has it as a table, with sources.
namespace Hub.Core.Power;

/// <summary>
/// The budget behind 72 hours on battery (HBG-016). Microwatts are at the part; the regulator's loss is added once.
/// The figures are from data sheets or assumed, none is measured on a board yet: the table says which.
/// </summary>
public static class PowerBudget
{
    /// <summary>Rated capacity of the battery: two cells of 3,500 mAh side by side.</summary>
    public const int BatteryMilliampereHours = 7_000;

    /// <summary>Mean voltage of a lithium-ion cell over its discharge.</summary>
    public const int BatteryMillivolts = 3_600;

    /// <summary>What is left of the rated capacity at the end of the battery's life, in percent.</summary>
    public const int AgedBatteryPercent = 80;

    /// <summary>Efficiency of the regulators, in percent.</summary>
    public const int RegulatorEfficiencyPercent = 90;

    /// <summary>The controller awake, waiting in its loop.</summary>
    public const int ControllerMicrowatts = 105_000;

    /// <summary>The receiver for the home's devices, always on.</summary>
    public const int ReceiverMicrowatts = 13_860;

    /// <summary>The modem registered and reachable, between messages.</summary>
    public const int ModemIdleMicrowatts = 11_400;

    /// <summary>Flash, gauge, watchdog, charger and leakage.</summary>
    public const int BoardMicrowatts = 3_300;

    /// <summary>One lamp at full brightness.</summary>
    public const int LampMicrowatts = 16_500;

    /// <summary>Lamps that shine when all is well: Power, Internet, Service.</summary>
    public const int LitLampCount = 3;

    /// <summary>Brightness of lamps on battery, in percent.</summary>
    public const int DimmedLampPercent = 10;

    /// <summary>The second bearer, an Ethernet controller with its line.</summary>
    public const int SecondBearerMicrowatts = 436_000;

    /// <summary>One message or keep-alive over the modem: up to ten seconds connected, in millijoules.</summary>
    public const int MessageMillijoules = 2_300;

    /// <summary>A voice call: modem on the air, loudspeaker and microphone.</summary>
    public const int CallMicrowatts = 1_500_000;

    /// <summary>What an aged battery gives, in microwatt hours: 20.16 Wh.</summary>
    public static long BatteryMicrowattHours
    {
        get { return (long)BatteryMilliampereHours * BatteryMillivolts * AgedBatteryPercent / 100; }
    }

    /// <summary>Mean load on the battery at a stage, without calls, in microwatts.</summary>
    /// <param name="stage">The stage of load shedding.</param>
    /// <param name="heartbeatIntervalSeconds">Seconds between heartbeats, as set.</param>
    /// <param name="keepAliveSeconds">Seconds between keep-alives.</param>
    public static long LoadMicrowatts(LoadStage stage, int heartbeatIntervalSeconds, int keepAliveSeconds)
    {
        int interval = heartbeatIntervalSeconds > 0 ? heartbeatIntervalSeconds : 1;
        int keepAlive = keepAliveSeconds > 0 ? keepAliveSeconds : 1;
        interval *= stage == LoadStage.LastResort ? Limits.LastResortHeartbeatFactor : 1;
        int brightness = stage == LoadStage.Full ? 100 : DimmedLampPercent;
        long load = ControllerMicrowatts + ReceiverMicrowatts + ModemIdleMicrowatts + BoardMicrowatts;
        load += LampMicrowatts * LitLampCount * brightness / 100;
        load += stage < LoadStage.Reduced ? SecondBearerMicrowatts : 0;
        load += MessageMillijoules * 1000L / (interval > 0 ? interval : 1);
        load += MessageMillijoules * 1000L / keepAlive;
        return AtBattery(load);
    }

    /// <summary>What a load takes from the battery, with the regulator's loss.</summary>
    public static long AtBattery(long microwatts)
    {
        return microwatts * 100 / RegulatorEfficiencyPercent;
    }
}
