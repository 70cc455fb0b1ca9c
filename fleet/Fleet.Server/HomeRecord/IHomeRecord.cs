// The public handler of a home's whole record: registers, events, calls and documentation in one place.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.CareRecord;
using Fleet.Server.Channels;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Tickets;

namespace Fleet.Server.HomeRecord;

/// <summary>A case of the home with what belongs to it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Calls">Its calls, newest first.</param>
/// <param name="Messages">Its messages, oldest first.</param>
/// <param name="Documentation">Whether it stands in the care record.</param>
public sealed record RecordedCase(
    AlarmCaseView Case,
    IReadOnlyList<CallView> Calls,
    IReadOnlyList<DispatchMessageView> Messages,
    DocumentStateView? Documentation);

/// <summary>Everything that is known of one home (HBG-041); holds personal data.</summary>
/// <param name="Home">The entry in the register of persons; null when nothing has been entered.</param>
/// <param name="Hub">The installation, with when it was last proven.</param>
/// <param name="Devices">Its devices, those that were removed too.</param>
/// <param name="Requests">What was asked of the hub about them, newest first.</param>
/// <param name="Events">What happened to the hub, newest first.</param>
/// <param name="Cases">Open cases, then closed ones, newest first.</param>
/// <param name="Tickets">What was reported to who can mend it.</param>
/// <param name="Skip">How many of each list come before these.</param>
/// <param name="HasMore">Whether a list goes on after these.</param>
public sealed record HomeRecordView(
    Home? Home,
    HubView Hub,
    DeviceList? Devices,
    IReadOnlyList<DeviceRequestView> Requests,
    IReadOnlyList<HubHistoryEntry> Events,
    IReadOnlyList<RecordedCase> Cases,
    IReadOnlyList<TicketView> Tickets,
    int Skip,
    bool HasMore);

/// <summary>Shows a home's record.</summary>
public interface IHomeRecord
{
    /// <summary>The record of a hub's home; the look is logged. Null when the tenant has no such hub.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="hubId">The home's hub.</param>
    /// <param name="skip">How many of each list to leave out, from 0.</param>
    /// <param name="limit">How many of each list to show, 1 to 50.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<HomeRecordView?> LookAsync(
        Actor actor, string hubId, int skip, int limit, CancellationToken cancellationToken);
}
