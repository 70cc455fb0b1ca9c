// When a condition becomes a technical case, and by when it must be mended.
namespace Fleet.Server.Supervision;

/// <summary>The times of technical cases.</summary>
/// <param name="MainsLostMinutes">Mains away for so long is a fault; shorter is everyday.</param>
/// <param name="TestMarginMinutes">So much later than 23 hours a silent test is missing (HBG-039).</param>
/// <param name="LinkMinutes">A path away for so long is a fault.</param>
/// <param name="DeviceMinutes">So long the hub's own alarm about a device is waited for.</param>
/// <param name="ClearMinutes">A condition must be gone for so long before it counts as cleared.</param>
/// <param name="AgainHours">A case closed while its condition lasts is raised again after this.</param>
/// <param name="UrgentHours">What stops alarms must be mended within this, day and night (HBG-087).</param>
/// <param name="UntestedHours">A trigger paired and not tried for so long is listed.</param>
public sealed record FaultOptions(
    int MainsLostMinutes = 30,
    int TestMarginMinutes = 60,
    int LinkMinutes = 15,
    int DeviceMinutes = 15,
    int ClearMinutes = 10,
    int AgainHours = 24,
    int UrgentHours = 8,
    int UntestedHours = 24);
