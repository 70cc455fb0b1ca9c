// The roles a person can have in a municipality, and what each may do.
namespace Fleet.Server.Access;

/// <summary>The roles.</summary>
public static class Roles
{
    /// <summary>Answers alarms.</summary>
    public const string Operator = "operator";

    /// <summary>Answers what the operators did not answer in time, and hands cases over between them.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Installs and repairs hubs.</summary>
    public const string Technician = "technician";

    /// <summary>Decides on wrong alarms and settings (sv: larmansvarig, HUL-044, HUL-126).</summary>
    public const string AlarmResponsible = "alarm-responsible";

    /// <summary>Follows up one unit: statistics, logs and evidence (sv: enhetschef, HBG-095).</summary>
    public const string UnitLead = "unit-lead";

    /// <summary>Goes to the homes; sees the cases that they were told about, on a phone.</summary>
    public const string Responder = "responder";

    /// <summary>May do everything.</summary>
    public const string Admin = "admin";
}

/// <summary>The names of the authorisation policies.</summary>
public static class Policies
{
    /// <summary>See cases and hubs: every role but responders, who see only their own.</summary>
    public const string See = "see";

    /// <summary>Claim, dispatch, hand over and close cases: operator, supervisor and admin.</summary>
    public const string HandleCases = "handle-cases";

    /// <summary>Answer dispatches on a phone: responder and admin.</summary>
    public const string Respond = "respond";

    /// <summary>Change groups, rotas, chains, templates and policies: supervisor and admin.</summary>
    public const string PlanDispatch = "plan-dispatch";

    /// <summary>Decide on wrong alarms and report faults to suppliers: alarm-responsible and admin.</summary>
    public const string DecideSettings = "decide-settings";

    /// <summary>
    /// Change settings of hubs: technician, alarm-responsible and admin, each the settings that the role decides on.
    /// </summary>
    public const string ChangeSettings = "change-settings";

    /// <summary>Call an alarm wrong: every role but technicians (HUL-033, HUL-040).</summary>
    public const string MarkWrongAlarms = "mark-wrong-alarms";

    /// <summary>Statistics and evidence: unit-lead, supervisor and admin.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>Register hubs and pair their devices: technician and admin.</summary>
    public const string HandleHubs = "handle-hubs";

    /// <summary>
    /// Send commands to hubs: operator, supervisor, technician and admin; which of them, <c>HubCommandRules</c> says.
    /// </summary>
    public const string CommandHubs = "command-hubs";

    /// <summary>See a home with its personal data: who answers alarms, plans, or stands in it.</summary>
    public const string SeeHomes = "see-homes";

    /// <summary>Enter and change homes: supervisor, technician and admin.</summary>
    public const string ChangeHomes = "change-homes";
}
