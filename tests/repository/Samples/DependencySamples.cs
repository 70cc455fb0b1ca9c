// Samples for the rules about which way things depend.
namespace Repository.Tests.Samples;

internal static class DependencySamples
{
    private const string Projects = "projects reference along the arrows";
    private const string Names = "sources see only what their area may see";
    private const string Slices = "slices keep out of each other";
    private const string Folders = "namespaces are folders";
    private const string Solution = "every project is in the solution";

    private const string CoreProject = "firmware/Hub.Core/Hub.Core.csproj";
    private const string ServerProject = "fleet/Fleet.Server/Fleet.Server.csproj";

    private static readonly (string, string) AlarmStore =
        ("fleet/Fleet.Server/Alarms/CaseTable.cs", "namespace Fleet.Server.Alarms; public sealed class CaseTable { }");

    private static readonly (string, string) AlarmCases =
        ("fleet/Fleet.Server/Alarms/IAlarmCases.cs", "namespace Fleet.Server.Alarms; public interface IAlarmCases { }");

    private static readonly (string, string) HiddenCases =
        ("fleet/Fleet.Server/Alarms/ICaseWriter.cs",
            "namespace Fleet.Server.Alarms; internal interface ICaseWriter { }");

    public static readonly Sample[] All =
    [
        new(Projects, "the core referencing the fleet", "may not reference Fleet.Server",
            (CoreProject, Reference("../../fleet/Fleet.Server/Fleet.Server.csproj"))),
        new(Projects, "the fleet referencing the simulator", "may not reference Hub.Simulator",
            (ServerProject, Reference(@"..\..\hub-simulator\Hub.Simulator.csproj"))),
        new(Projects, "a project nobody has thought about", "no row",
            ("fleet/Other/Other.csproj", "<Project />")),
        new(Projects, "the core referencing the protocols", null,
            (CoreProject, Reference("../../protocols/Hub.Protocols/Hub.Protocols.csproj"))),

        new(Names, "a using of the fleet in the core", "may not see Fleet.Server.Alarms",
            ("firmware/Hub.Core/A.cs", "using Fleet.Server.Alarms;")),
        new(Names, "a qualified name of the core in the fleet", "may not see Hub.Core.HubCore",
            ("fleet/Fleet.Server/Hubs/A.cs", "namespace N; class A { Hub.Core.HubCore? _hub; }")),
        new(Names, "the core in the protocols", "may not see Hub.Core.Ports",
            ("protocols/Hub.Protocols/A.cs", "using Hub.Core.Ports;")),
        new(Names, "a socket in the core", "may not see System.Net.Sockets",
            ("firmware/Hub.Core/A.cs", "using System.Net.Sockets;")),
        new(Names, "a thread in the protocols", "may not see System.Threading.Thread",
            ("protocols/Hub.Protocols/A.cs", "class A { void B() { System.Threading.Thread.Yield(); } }")),
        new(Names, "the fleet in the simulator", "may not see Fleet.Server",
            ("hub-simulator/World/A.cs", "using Fleet.Server;")),
        new(Names, "the server in its command line", "may not see Fleet.Server.Hubs",
            ("fleet/Hubctl/A.cs", "using Fleet.Server.Hubs;")),
        new(Names, "the world using its own application", "may not see Hub.Simulator.App",
            ("hub-simulator/World/A.cs", "using Hub.Simulator.App;")),
        new(Names, "what each may see", null,
            ("firmware/Hub.Core/A.cs", "using System; using Hub.Protocols.Cbor; using Hub.Core.Ports;"),
            ("hub-simulator/App/A.cs", "using System.Net; using Hub.Simulator.World; using Hub.Core;"),
            ("fleet/Fleet.Server/A.cs", "using Hub.Protocols.Messages; using Fleet.Server.Hubs;")),

        new(Slices, "a class of another slice", "Hubs may not use Alarms.CaseTable", AlarmStore,
            ("fleet/Fleet.Server/Hubs/A.cs",
                "using Fleet.Server.Alarms; namespace Fleet.Server.Hubs; class A { CaseTable? _table; }")),
        new(Slices, "an internal interface of another slice", "Hubs may not use Alarms.ICaseWriter", HiddenCases,
            ("fleet/Fleet.Server/Hubs/A.cs",
                "using Fleet.Server.Alarms; namespace Fleet.Server.Hubs; class A { ICaseWriter? _cases; }")),
        new(Slices, "a folder inside another slice", "Hubs may not reach into Gateway.Mqtt",
            ("fleet/Fleet.Server/Hubs/A.cs", "using Fleet.Server.Gateway.Mqtt;")),
        new(Slices, "a page reaching inside", "Console may not reach into Alarms.Escalation",
            ("fleet/Fleet.Server/Console/A.razor", "@using Fleet.Server.Alarms.Escalation")),
        new(Slices, "the kernel using a slice", "the kernel Store may not use the slice Alarms", AlarmCases,
            ("fleet/Fleet.Server/Store/A.cs", "using Fleet.Server.Alarms;")),
        new(Slices, "the gateway knowing the ingest", "Gateway may not use Gateway.Ingest.Committer",
            ("fleet/Fleet.Server/Gateway/Ingest/C.cs", "namespace Fleet.Server.Gateway.Ingest; class Committer { }"),
            ("fleet/Fleet.Server/Gateway/Mqtt/A.cs", "using Fleet.Server.Gateway.Ingest; class A { Committer? _c; }")),
        new(Slices, "a public handler, the kernel, and the composition", null, AlarmCases, AlarmStore,
            ("fleet/Fleet.Server/Hubs/A.cs",
                "using Fleet.Server.Alarms; using Fleet.Server.Store; class A { IAlarmCases? _cases; }"),
            ("fleet/Fleet.Server/Hosting/H.cs", "using Fleet.Server.Alarms; class H { CaseTable? _table; }"),
            ("fleet/Fleet.Server/Program.cs", "using Fleet.Server.Alarms; class P { CaseTable? _table; }")),

        new(Folders, "a namespace of another folder", "in a folder that means Hub.Core.Storage",
            ("firmware/Hub.Core/Storage/A.cs", "namespace Hub.Core;")),
        new(Folders, "a namespace that is its folder", null,
            ("hub-simulator/World/A.cs", "namespace Hub.Simulator.World;"),
            ("fleet/Hubctl/A.cs", "namespace Fleet.Hubctl;")),

        new(Solution, "a project outside the solution", "not in Valfardshub.slnx",
            ("Valfardshub.slnx", "<Solution />"), (CoreProject, "<Project />")),
        new(Solution, "a project in the solution", null,
            ("Valfardshub.slnx", $"<Solution><Project Path=\"{CoreProject}\" /></Solution>"),
            (CoreProject, "<Project />")),
    ];

    private static string Reference(string path) =>
        $"<Project><ItemGroup><ProjectReference Include=\"{path}\" /></ItemGroup></Project>";
}
