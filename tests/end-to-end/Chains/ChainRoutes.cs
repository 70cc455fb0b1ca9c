// Where the interface has what the chains need, and the responders' numbers.
using System;

namespace EndToEnd.Tests.Chains;

/// <summary>Paths and numbers; the numbers are those set aside for fiction.</summary>
internal static class ChainRoutes
{
    public const string PersonChain = "/api/chains/person";
    public const string Groups = "/api/dispatch/groups";
    public const string Rotas = "/api/dispatch/rotas";
    public const string OpenLink = "/api/respond/open";
    public const string FirstPhone = "+46701740605";
    public const string SecondPhone = "+46701740606";
    public const string SupportPhone = "+46701740607";

    public static string Home(string hubId) => $"/api/homes/{hubId}";

    public static string Desk(Guid caseId) => $"/api/respond/cases/{caseId}";

    public static string Case(Guid caseId) => $"/api/cases/{caseId}";
}
