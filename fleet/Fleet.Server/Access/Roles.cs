// The roles a person can have in a municipality, and what each may do.
namespace Fleet.Server.Access;

/// <summary>The roles.</summary>
public static class Roles
{
    /// <summary>Answers alarms.</summary>
    public const string Operator = "operator";

    /// <summary>Installs and repairs hubs.</summary>
    public const string Technician = "technician";

    /// <summary>May do both.</summary>
    public const string Admin = "admin";
}

/// <summary>The names of the authorisation policies.</summary>
public static class Policies
{
    /// <summary>See cases and hubs: every role.</summary>
    public const string See = "see";

    /// <summary>Claim and close cases: operator and admin.</summary>
    public const string HandleCases = "handle-cases";

    /// <summary>Register hubs and send them commands: technician and admin.</summary>
    public const string HandleHubs = "handle-hubs";
}
