// One line of a hub's history.
using System;

namespace Fleet.Server.Hubs;

/// <summary>Something that happened to a hub.</summary>
/// <param name="At">When it was committed, in UTC.</param>
/// <param name="Kind">
/// A stable code: <c>hello</c>, <c>heartbeat</c>, <c>alarm</c>, <c>silent-test</c>, <c>event</c>, <c>check-in</c>,
/// <c>check-out</c>, <c>connected</c>, <c>disconnected</c>, <c>silent</c>, <c>returned</c>, <c>refused</c>,
/// <c>reset-code</c>.
/// </param>
/// <param name="Detail">A short plain text without personal data.</param>
/// <param name="CaseId">The case it belongs to, when it does.</param>
public sealed record HubHistoryEntry(DateTimeOffset At, string Kind, string Detail, Guid? CaseId);
