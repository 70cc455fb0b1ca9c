// Places that may do what a rule otherwise refuses, each with its reason.
namespace Repository.Tests.Data;

/// <summary>The allowed exceptions, as data: path and reason. A row for a file that is gone fails a test.</summary>
internal static class Exceptions
{
    /// <summary>Production files that may read the machine's clock: what turns it into a port.</summary>
    public static readonly (string Path, string Reason)[] WallClock =
    [
        ("firmware/Hub.Esp32S3/Uptime.cs", "is the board's clock behind its port"),
    ];

    /// <summary>Libraries that may write to the console.</summary>
    public static readonly (string Path, string Reason)[] Console =
    [
        ("fleet/Fleet.Server/Program.cs", "gives the server's command line its output"),
    ];

    /// <summary>Tests that may wait for time instead of for an event.</summary>
    public static readonly (string Path, string Reason)[] Waiting =
    [
        ("tests/end-to-end/Processes/Eventually.cs", "another process tells nobody when it has got somewhere"),
    ];

    /// <summary>Signatures of somebody else's library: their names are not ours to choose.</summary>
    public static readonly string[] ForeignNames =
    [
        "firmware/nano-surface/CoreLibrary", "firmware/nano-surface/BoardLibraries", "tests/board/BoardParts",
        "firmware/nano-surface/TestFramework", "tests/nano/Host/TestFramework.cs",
    ];

    /// <summary>Files whose names are given by a standard.</summary>
    public static readonly (string Path, string Reason)[] ForeignTerms =
    [
        ("protocols/Hub.Protocols/Alarms/DeviceTypes.cs", "SCAIP's device types"),
        ("protocols/Hub.Protocols/Alarms/StatusCodes.cs", "SCAIP's status codes"),
        ("protocols/Hub.Protocols/Alarms/LocationCodes.cs", "SCAIP's location codes"),
    ];

    /// <summary>Folders of published examples, whose keys are no secrets.</summary>
    public static readonly string[] PublicSecrets = ["tests", "protocols/vectors"];
}
