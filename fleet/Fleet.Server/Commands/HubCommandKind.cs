// What a hub can be asked to do, how far it has come, and who may ask.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Access;

namespace Fleet.Server.Commands;

/// <summary>What a hub is asked to do. The numbers below 100 are those of the wire.</summary>
public enum HubCommandKind
{
    /// <summary>Send a heartbeat at once.</summary>
    SendHeartbeat = 1,

    /// <summary>Raise a test alarm (sv: provlarm, HBG-040).</summary>
    TestAlarm = 2,

    /// <summary>Raise a silent test alarm (sv: tyst prov, HBG-039).</summary>
    SilentTest = 3,

    /// <summary>Start over; waits on the hub while a person's alarm is not held.</summary>
    Reboot = 4,

    /// <summary>Say a phrase; the argument is its number, and 256 more when it may be said at night too.</summary>
    PlayPhrase = 5,

    /// <summary>Call one of the hub's own numbers; the argument is its place in the list, from 1.</summary>
    DialNumber = 6,

    /// <summary>Tell the hub's figures.</summary>
    CollectDiagnostics = 7,

    /// <summary>Listen for devices as after a press of the hub's own button; the argument is for how many seconds.
    /// </summary>
    OpenPairing = 100,

    /// <summary>Begin a walk test; the argument is for how many seconds.</summary>
    WalkTest = 101,
}

/// <summary>How far a command has come.</summary>
public enum HubCommandState
{
    /// <summary>It is kept until the hub has a connection.</summary>
    Waiting = 0,

    /// <summary>It has left, and the hub has not answered.</summary>
    Sent = 1,

    /// <summary>The hub has done it.</summary>
    Done = 2,

    /// <summary>It was not to be done; the reason says why.</summary>
    Refused = 3,

    /// <summary>The hub could not do it; the reason says why.</summary>
    Failed = 4,

    /// <summary>Its deadline came first.</summary>
    Expired = 5,

    /// <summary>Somebody took it back before it left.</summary>
    Withdrawn = 6,
}

/// <summary>Who may ask for what.</summary>
public static class HubCommandRules
{
    private static readonly string[] Technicians = [Roles.Technician, Roles.Admin];
    private static readonly string[] Centre = [Roles.Operator, Roles.Supervisor, Roles.Admin];
    private static readonly string[] Both = [Roles.Operator, Roles.Supervisor, Roles.Technician, Roles.Admin];

    /// <summary>All commands, in the order in which they are offered.</summary>
    public static IReadOnlyList<HubCommandKind> All { get; } = Enum.GetValues<HubCommandKind>();

    /// <summary>
    /// Whether a role may ask for a command. Who repairs hubs restarts them, looks at their figures and pairs; who
    /// answers alarms tests them and calls the home, which opens a line into it. Either may have a phrase said.
    /// </summary>
    public static bool May(string role, HubCommandKind kind)
    {
        string[] roles = kind switch
        {
            HubCommandKind.DialNumber => Centre,
            HubCommandKind.SendHeartbeat or HubCommandKind.TestAlarm or HubCommandKind.PlayPhrase => Both,
            _ => Technicians,
        };
        return roles.Contains(role);
    }

    /// <summary>Whether it goes as a sealed request about devices, at once or not at all.</summary>
    public static bool NeedsSomebodyThere(HubCommandKind kind)
    {
        return kind is HubCommandKind.OpenPairing or HubCommandKind.WalkTest;
    }

    /// <summary>Whether a hub carries out only what has a higher number than the last such command.</summary>
    public static bool IsLasting(HubCommandKind kind)
    {
        return kind is not (HubCommandKind.SendHeartbeat or HubCommandKind.CollectDiagnostics);
    }
}
