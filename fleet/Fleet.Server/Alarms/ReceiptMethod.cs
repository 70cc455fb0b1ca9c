// How presence at the home was proved.
namespace Fleet.Server.Alarms;

/// <summary>
/// What says that a responder was there. The hub is the first choice; the others are exceptions that the log tells of
/// (HBG-078, UPP-034, UPP-042).
/// </summary>
public enum ReceiptMethod
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Check-in at the hub itself (HBG-051).</summary>
    Hub = 1,

    /// <summary>An operator says so, after a call (HBG-078).</summary>
    Operator = 2,

    /// <summary>The digital lock of the home was opened by the responder (UPP-042).</summary>
    Lock = 3,

    /// <summary>The responder says so on the responder's page.</summary>
    Page = 4,
}
