// Where the HTTP interface lives.
namespace Fleet.Server.Http;

/// <summary>The roots of the HTTP interface.</summary>
public static class ApiRoutes
{
    /// <summary>Everything for programs.</summary>
    public const string Root = "/api";

    /// <summary>Sign-in for programs.</summary>
    public const string Access = Root + "/access";

    /// <summary>Alarm cases.</summary>
    public const string Cases = Root + "/cases";

    /// <summary>Escalation chains.</summary>
    public const string Chains = Root + "/chains";

    /// <summary>Those who handle cases.</summary>
    public const string Colleagues = Root + "/colleagues";

    /// <summary>The log of the municipality.</summary>
    public const string Audit = Root + "/audit";

    /// <summary>Statistics.</summary>
    public const string Statistics = Root + "/statistics";

    /// <summary>Hubs.</summary>
    public const string Hubs = Root + "/hubs";

    /// <summary>What levels above the home tell their hubs.</summary>
    public const string Settings = Root + "/settings";

    /// <summary>Groups of hubs.</summary>
    public const string HubGroups = Root + "/hub-groups";

    /// <summary>The same change for many hubs.</summary>
    public const string Campaigns = Root + "/campaigns";

    /// <summary>Signed releases of hubs' firmware.</summary>
    public const string Releases = Root + "/releases";

    /// <summary>A release for many hubs.</summary>
    public const string Rollouts = Root + "/rollouts";

    /// <summary>What the types of problems mean.</summary>
    public const string Problems = "/problems";
}
