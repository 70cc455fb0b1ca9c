// Where a case came from.
namespace Fleet.Server.Alarms;

/// <summary>By what way an alarm reached the municipality (NOR-026).</summary>
public enum CaseSource
{
    /// <summary>A hub, or the supervision of hubs.</summary>
    Hub = 0,

    /// <summary>A phone call to the operators (NOR-031).</summary>
    Phone = 1,

    /// <summary>SOS Alarm (NOR-032).</summary>
    SosAlarm = 2,

    /// <summary>Another system or a visitor.</summary>
    Other = 3,
}
