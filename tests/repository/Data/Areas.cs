// The areas of the tree and which way things depend, as data (docs/architecture.md, rules 1 to 5).
namespace Repository.Tests.Data;

/// <summary>One area: the sources under a folder, their namespace, and what they may see.</summary>
/// <param name="Folder">Where the area begins; the longest matching folder counts.</param>
/// <param name="Namespace">The namespace of the folder itself; folders below append their names.</param>
/// <param name="MaySee">The own namespaces that its sources may name, with everything below them.</param>
/// <param name="MayNotSee">What they may not name although it would compile.</param>
internal sealed record Area(string Folder, string Namespace, string[] MaySee, string[] MayNotSee);

/// <summary>The dependency rules as tables. A new project or folder gets its row here, or the tests fail.</summary>
internal static class Areas
{
    /// <summary>
    /// Input and output, clocks, threads and sockets: the stepped core reaches them only through its ports.
    /// </summary>
    private static readonly string[] OutsideWorld =
        ["System.IO", "System.Net", "System.Threading", "System.Diagnostics", "System.Device", "nanoFramework"];

    public static readonly Area[] All =
    [
        new("protocols/Hub.Protocols", "Hub.Protocols", ["Hub.Protocols"], OutsideWorld),
        new("firmware/Hub.Core", "Hub.Core", ["Hub.Protocols", "Hub.Core"], OutsideWorld),
        new("firmware/Hub.Core.Storage", "Hub.Core", ["Hub.Protocols", "Hub.Core"], OutsideWorld),
        new("firmware/Hub.Core.Linking", "Hub.Core", ["Hub.Protocols", "Hub.Core"], OutsideWorld),
        new("firmware/Hub.Loader", "Hub.Loader", ["Hub.Loader"], OutsideWorld),
        new("firmware/Hub.Provisioning", "Hub.Provisioning",
            ["Hub.Protocols", "Hub.Core", "Hub.Provisioning"], OutsideWorld),
        new("firmware/Hub.Updating", "Hub.Updating",
            ["Hub.Protocols", "Hub.Core", "Hub.Loader", "Hub.Updating"], OutsideWorld),
        new("firmware/Hub.Esp32S3", "Hub.Esp32S3",
            [
                "Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Loader", "Hub.Updating", "Hub.Esp32S3",
                "Hub.Hardware",
            ], []),
        new("hardware", "Hub.Hardware", ["Hub.Hardware"], OutsideWorld),
        new("hub-simulator", "Hub.Simulator",
            ["Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Loader", "Hub.Updating", "Hub.Simulator"],
            ["Hub.Simulator.App", "Hub.Simulator.Faults"]),
        new("hub-simulator/Hardware", "Hub.Simulator.Hardware", ["Hub.Loader", "Hub.Simulator.Hardware"],
            OutsideWorld),
        new("hub-simulator/Firmware", "Hub.Simulator.Firmware",
            [
                "Hub.Protocols", "Hub.Core", "Hub.Loader", "Hub.Updating", "Hub.Simulator.Hardware",
                "Hub.Simulator.Firmware",
            ], OutsideWorld),
        new("hub-simulator/Faults", "Hub.Simulator.Faults",
            [
                "Hub.Protocols", "Hub.Loader", "Hub.Simulator.Hardware", "Hub.Simulator.Firmware",
                "Hub.Simulator.Faults",
            ], OutsideWorld),
        new("hub-simulator/App", "Hub.Simulator.App", ["Hub.Protocols", "Hub.Core", "Hub.Simulator"], []),
        new("fleet/Fleet.Evidence", "Fleet.Evidence", ["Fleet.Evidence"], []),
        new("fleet/Fleet.Releases", "Fleet.Releases", ["Hub.Protocols", "Fleet.Evidence", "Fleet.Releases"], []),
        new("fleet/Fleet.Server", "Fleet.Server",
            ["Hub.Protocols", "Fleet.Evidence", "Fleet.Releases", "Fleet.Server"], []),
        new("fleet/Hubctl", "Fleet.Hubctl", ["Hub.Protocols", "Fleet.Evidence", "Fleet.Hubctl"], []),
        new("fleet/Signer", "Fleet.Signer", ["Hub.Protocols", "Fleet.Releases", "Fleet.Signer"], []),
    ];

    /// <summary>
    /// Every namespace of our own; anything else (System, Microsoft, packages) is outside these rules.
    /// </summary>
    public static readonly string[] OwnNamespaces =
    [
        "Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Esp32S3", "Hub.Loader", "Hub.Updating", "Hub.Hardware",
        "Hub.Simulator",
        "Fleet.Evidence", "Fleet.Releases", "Fleet.Server", "Fleet.Hubctl", "Fleet.Signer",
    ];

    /// <summary>
    /// Which projects each project may reference. Tests may reference what they list here and nothing else.
    /// </summary>
    public static readonly (string Project, string[] MayReference)[] ProjectArrows =
    [
        ("protocols/Hub.Protocols/Hub.Protocols.csproj", []),
        ("firmware/Hub.Core.Storage/Hub.Core.Storage.csproj", ["Hub.Protocols"]),
        ("firmware/Hub.Core.Linking/Hub.Core.Linking.csproj", ["Hub.Protocols", "Hub.Core.Storage"]),
        ("firmware/Hub.Core/Hub.Core.csproj", ["Hub.Protocols", "Hub.Core.Storage", "Hub.Core.Linking"]),
        ("firmware/Hub.Loader/Hub.Loader.csproj", []),
        ("firmware/Hub.Provisioning/Hub.Provisioning.csproj",
            ["Hub.Protocols", "Hub.Core.Storage", "Hub.Core.Linking", "Hub.Core"]),
        ("firmware/Hub.Updating/Hub.Updating.csproj", ["Hub.Protocols", "Hub.Core", "Hub.Loader"]),
        ("firmware/nano-surface/Nano.Analyzers/Nano.Analyzers.csproj", []),
        ("firmware/nano-surface/CoreLibrary/nanoFramework.CoreLibrary.csproj", []),
        ("firmware/nano-surface/SystemText/nanoFramework.System.Text.csproj", ["nanoFramework.CoreLibrary"]),
        ("firmware/nano-surface/TestFramework/nanoFramework.TestFramework.csproj", ["nanoFramework.CoreLibrary"]),
        ("firmware/nano-surface/NFUnitTest.Nano/NFUnitTest.Nano.csproj",
            ["nanoFramework.TestFramework", "Hub.Protocols.Nano", "Hub.Core.Nano"]),
        ("firmware/nano-surface/Hub.Protocols.Nano/Hub.Protocols.Nano.csproj", []),
        ("firmware/nano-surface/Hub.Core.Storage.Nano/Hub.Core.Storage.Nano.csproj", ["Hub.Protocols.Nano"]),
        ("firmware/nano-surface/Hub.Core.Linking.Nano/Hub.Core.Linking.Nano.csproj",
            ["Hub.Protocols.Nano", "Hub.Core.Storage.Nano"]),
        ("firmware/nano-surface/Hub.Core.Nano/Hub.Core.Nano.csproj",
            ["Hub.Protocols.Nano", "Hub.Core.Storage.Nano", "Hub.Core.Linking.Nano"]),
        ("firmware/nano-surface/Hub.Provisioning.Nano/Hub.Provisioning.Nano.csproj",
            ["Hub.Protocols.Nano", "Hub.Core.Storage.Nano", "Hub.Core.Linking.Nano", "Hub.Core.Nano"]),
        ("firmware/nano-surface/Hub.Loader.Nano/Hub.Loader.Nano.csproj", []),
        ("firmware/nano-surface/Hub.Updating.Nano/Hub.Updating.Nano.csproj",
            ["Hub.Protocols.Nano", "Hub.Core.Nano", "Hub.Loader.Nano"]),
        ("firmware/nano-surface/BoardLibraries/BoardLibraries.csproj", ["nanoFramework.CoreLibrary"]),
        ("firmware/nano-surface/Hub.Esp32S3.Nano/Hub.Esp32S3.Nano.csproj",
            [
                "BoardLibraries", "Hub.Protocols.Nano", "Hub.Core.Storage.Nano", "Hub.Core.Linking.Nano",
                "Hub.Core.Nano", "Hub.Provisioning.Nano", "Hub.Loader.Nano", "Hub.Updating.Nano",
            ]),
        ("hub-simulator/Hub.Simulator.csproj",
            [
                "Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Loader", "Hub.Updating",
                "Hub.Simulator.Hardware", "Hub.Simulator.Firmware",
            ]),
        ("hub-simulator/Hardware/Hub.Simulator.Hardware.csproj", ["Hub.Loader"]),
        ("hub-simulator/Firmware/Hub.Simulator.Firmware.csproj",
            ["Hub.Core", "Hub.Loader", "Hub.Updating", "Hub.Simulator.Hardware"]),
        ("hub-simulator/Faults/Hub.Simulator.Faults.csproj", ["Hub.Simulator.Hardware", "Hub.Simulator.Firmware"]),
        ("hub-simulator/App/Hub.Simulator.App.csproj",
            ["Hub.Protocols", "Hub.Core", "Hub.Simulator", "Hub.Simulator.Faults"]),
        ("fleet/Fleet.Evidence/Fleet.Evidence.csproj", []),
        ("fleet/Fleet.Releases/Fleet.Releases.csproj", ["Hub.Protocols", "Fleet.Evidence"]),
        ("fleet/Fleet.Server/Fleet.Server.csproj", ["Hub.Protocols", "Fleet.Evidence", "Fleet.Releases"]),
        ("fleet/Hubctl/Hubctl.csproj", ["Hub.Protocols", "Fleet.Evidence"]),
        ("fleet/Signer/Signer.csproj", ["Hub.Protocols", "Fleet.Releases"]),
        ("tests/repository/Repository.Tests.csproj", []),
        ("tests/protocols/Protocols.Tests.csproj", ["Hub.Protocols"]),
        ("tests/firmware/Firmware.Tests.csproj",
            ["Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Loader", "Hub.Updating", "Nano.Analyzers"]),
        ("tests/board/BoardParts/BoardParts.csproj", []),
        ("tests/board/Hub.Esp32S3.Host/Hub.Esp32S3.Host.csproj",
            ["BoardParts", "Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Loader", "Hub.Updating"]),
        ("tests/board/Board.Tests.csproj",
            [
                "BoardParts", "Hub.Protocols", "Hub.Core", "Hub.Provisioning", "Hub.Loader", "Hub.Updating",
                "Hub.Simulator", "Hub.Esp32S3.Host",
            ]),
        ("tests/loader/Loader.Tests.csproj", ["Hub.Loader", "Hub.Protocols"]),
        ("tests/nano/Host/Nano.Tests.csproj", ["Hub.Protocols", "Hub.Core"]),
        ("tests/hub-simulator/Simulator.Tests.csproj",
            ["Hub.Protocols", "Hub.Core", "Hub.Simulator", "Hub.Simulator.App"]),
        ("tests/fleet/Gateway/Gateway.Tests.csproj", ["Hub.Protocols", "Fleet.Server"]),
        ("tests/fleet/Hubctl/Hubctl.Tests.csproj", ["Hub.Protocols", "Hubctl"]),
        ("tests/fleet/Signer/Signer.Tests.csproj",
            ["Hub.Protocols", "Fleet.Evidence", "Fleet.Releases", "Signer", "Hub.Loader"]),
        ("tests/fleet/Slices/Slices.Tests.csproj",
            ["Hub.Protocols", "Fleet.Evidence", "Fleet.Releases", "Fleet.Server", "Hubctl", "Signer"]),
        ("tests/end-to-end/EndToEnd.Tests.csproj",
            ["Hub.Protocols", "Hub.Core", "Hub.Simulator", "Hub.Simulator.App", "Fleet.Server", "Hubctl"]),
        ("tests/benchmarks/Benchmarks.csproj",
            ["Hub.Protocols", "Hub.Core", "Hub.Simulator", "Hub.Simulator.App", "Fleet.Server", "Hubctl"]),
    ];

    /// <summary>Where the slices of the fleet manager are.</summary>
    public const string SlicesFolder = "fleet/Fleet.Server";

    /// <summary>The slices' namespace.</summary>
    public const string SlicesNamespace = "Fleet.Server";

    /// <summary>The shared kernel: every slice may use all of it, and it may use no slice.</summary>
    public static readonly string[] SliceKernel = ["Store", "Http", "Time"];

    /// <summary>
    /// Folders that put the slices together may use all of them; files directly in the server's folder do so too.
    /// </summary>
    public static readonly string[] SliceComposition = ["Hosting"];

    /// <summary>
    /// Slices that lie in the folder of another. The ingest is where what hubs send becomes hubs' state and cases; the
    /// gateway itself does not know it.
    /// </summary>
    public static readonly string[] NestedSlices = ["Gateway.Ingest"];

    /// <summary>
    /// Doors: types that other slices may name although they are no public interface, record or enum. Each has a
    /// reason; a new one is a decision to be seen in review.
    /// </summary>
    public static readonly (string Slice, string Type, string Reason)[] SliceDoors =
    [
        ("Gateway", "HubPrincipal", "one shared instance per hub, used as a key: identity matters, so not a record"),
        ("Access", "Policies", "the names of the authorisation policies that every slice's end points ask for"),
        ("Alarms", "CaseSteps", "the stable codes of a case's log, for every slice that notes something in it"),
        ("Access", "Roles", "the names of the roles, which decide where a person lands after signing in"),
        ("Commands", "HubCommandRules", "which role may ask a hub for what, for the page that offers it"),
        ("Commands", "CommandArguments", "which numbers may go with a command, for the page that offers them"),
        ("Programming", "Waves", "how many hubs each wave has: the same for settings as for software"),
        ("Access", "ActorClaims", "reads the signed-in person of a request, for every slice's end points"),
    ];
}
