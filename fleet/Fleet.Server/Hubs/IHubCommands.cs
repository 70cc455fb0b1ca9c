// Commands that people send to a hub.
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Hubs;

/// <summary>Sends commands to a hub of the actor's tenant and notes them in its history.</summary>
public interface IHubCommands
{
    /// <summary>Queues the command for the hub. The hub's own answer comes later, in its history.</summary>
    Task<HubCommandResult> SendAsync(Actor actor, string hubId, HubCommand command, CancellationToken cancellationToken);
}

/// <summary>What a hub can be told to do; the numbers are those on the wire.</summary>
public enum HubCommand
{
    /// <summary>Send a heartbeat now.</summary>
    SendHeartbeat = 1,

    /// <summary>Raise a test alarm (sv: provlarm) that operators see.</summary>
    TestAlarm = 2,

    /// <summary>Make a silent test (sv: tyst prov) that raises no case.</summary>
    SilentTest = 3,

    /// <summary>Restart.</summary>
    Reboot = 4,
}

/// <summary>What became of a command.</summary>
public enum HubCommandResult
{
    /// <summary>Queued for the hub's session.</summary>
    Sent = 0,

    /// <summary>No such hub in this tenant.</summary>
    NotFound = 1,

    /// <summary>The hub has no session, or its queue is full.</summary>
    Unreachable = 2,

    /// <summary>The person's role does not allow it.</summary>
    Refused = 3,
}
