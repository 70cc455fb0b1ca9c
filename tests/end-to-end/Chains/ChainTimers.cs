// The two municipalities' chains with short timers, as the interface takes them.
using System;
using System.Linq;

namespace EndToEnd.Tests.Chains;

/// <summary>
/// The steps and their order are those of the built-in chains; each timer is a hundredth of the real one, at least a
/// second, so that five minutes are three seconds. A test that waits for a person's click gives that phase real time.
/// </summary>
internal sealed record ChainTimers(
    string Name,
    bool IsDirect,
    string Raised,
    string Claimed,
    string Silent,
    string Dispatched,
    string Accepted,
    string OnSite)
{
    private const int TimesFaster = 100;

    /// <summary>Operators first (NOR-027, HBG-068, HBG-072, HBG-074).</summary>
    public static ChainTimers Helsingborg { get; } = new(
        "helsingborg",
        IsDirect: false,
        Raised: "6000 soundAgain, 6000 toSupervisor, 12000 toReserve, 6000 soundAgain",
        Claimed: "30000 remindOwner, 30000 release",
        Silent: "60 dispatch",
        Dispatched: "300 callResponders, 300 nextResponders, 300 toSupervisor, 120 nextResponders",
        Accepted: "6000 remindResponder, 6000 redispatch",
        OnSite: "6000 remindResponder, 6000 toSupervisor");

    /// <summary>No operators: the group's phones at once (HUL-002, HUL-003, HUL-051).</summary>
    public static ChainTimers Hultsfred { get; } = new(
        "hultsfred",
        IsDirect: true,
        Raised: "60 dispatch, 60 toReserve",
        Claimed: "30000 remindOwner, 30000 dispatch",
        Silent: "60 dispatch",
        Dispatched: "270 callResponders, 240 nextResponders, 6000 toSupervisor, 6000 toReserve",
        Accepted: "6000 remindResponder, 6000 redispatch",
        OnSite: "6000 remindResponder, 6000 toSupervisor");

    /// <summary>The body of the request that puts it in force.</summary>
    public object Body(string reason) => new
    {
        chain = new
        {
            name = Name,
            isDirect = IsDirect,
            raised = Steps(Raised),
            claimed = Steps(Claimed),
            silent = Steps(Silent),
            dispatched = Steps(Dispatched),
            accepted = Steps(Accepted),
            onSite = Steps(OnSite),
        },
        reason,
    };

    private static object[] Steps(string text) => text.Split(", ").Select(step =>
    {
        string[] words = step.Split(' ');
        int seconds = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
        int afterSeconds = Math.Max(1, (seconds + TimesFaster - 1) / TimesFaster);
        return (object)new { afterSeconds, action = words[1] };
    }).ToArray();
}
