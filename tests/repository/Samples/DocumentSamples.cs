// Samples for the rules about documents, packages and what must not be in a repository.
namespace Repository.Tests.Samples;

internal static class DocumentSamples
{
    private const string Documents = "documents have titles and links that resolve";
    private const string Decisions = "decisions have their form";
    private const string Leaks = "nothing of one machine and no secrets";
    private const string Packages = "package versions are central and packages used";
    private const string Requirements = "cited requirements exist";
    private const string TestedOnes = "requirements that are said to be tested are";

    private const string Decision = "# T\n## Context\n## Choice\n## Cost\n";
    private const string TestedTable = "docs/requirements-and-tests.md";
    private const string FleetPart = "# T\n" + Rules.TestedRequirementRule.FleetHeading + "\n";
    private const string Central = "Directory.Packages.props";

    public static readonly Sample[] All =
    [
        new(Documents, "no title", "not the title", ("a.md", "Hello\n")),
        new(Documents, "two titles", "a second title", ("a.md", "# A\n\n# B\n")),
        new(Documents, "a dead link", "leads to nothing", ("docs/a.md", "# A\n[b](../b.md)\n")),
        new(Documents, "a dead heading", "no such heading",
            ("a.md", "# A\n[b](b.md#there)\n"), ("b.md", "# B\n## Here\n")),
        new(Documents, "a link out of the repository", "leads to nothing", ("a.md", "# A\n[b](../../b.md)\n")),
        new(Documents, "links that resolve", null,
            ("docs/a.md",
                "# A\n[b](../b.md#who-and-why) [c](../tests) [d](#a) [e](https://e.se)\n`[x](y)`\n```\n# c\n```\n"),
            ("b.md", "# B\n## Who, and why?\n"), ("tests/x.cs", "")),

        new(Decisions, "a gap in the numbers", "number 0002",
            ("docs/decisions/0001-a.md", Decision), ("docs/decisions/0003-b.md", Decision)),
        new(Decisions, "no cost", "no section '## Cost'", ("docs/decisions/0001-a.md", "# T\n## Context\n## Choice\n")),
        new(Decisions, "more than a page", "a page is at most",
            ("docs/decisions/0001-a.md", Decision + string.Concat(System.Linq.Enumerable.Repeat("word ", 600)))),
        new(Decisions, "the form", null,
            ("docs/decisions/0001-a.md", Decision), ("docs/decisions/0002-b.md", Decision)),

        new(Leaks, "a path of one machine", "a path of one machine", ("a.md", "see /ho" + "me/anna/hub")),
        new(Leaks, "another path", "a path of one machine", ("a.sh", "cd /ro" + "ot/src")),
        new(Leaks, "a registry", "registry's host", ("package-lock.json", "\"https://regis" + "try.npmjs.org/a.tgz\"")),
        new(Leaks, "a private key", "a private key", ("a.pem", "-----BEG" + "IN EC PRIV" + "ATE KEY-----")),
        new(Leaks, "an access token", "an access token", ("a.yml", "t: gh" + "p_0123456789abcdefghijABCDEFGHIJ0123")),
        new(Leaks, "a password written down", "a secret written down",
            ("fleet/a.json", "\"pass" + "word\": \"correct-horse\"")),
        new(Leaks, "what only looks like it", null,
            ("a.md", "`~/.config/hubctl.json`, /etc/fleet, https://www.rfc-editor.org/root/x, network/home/x"),
            ("fleet/A.cs", "Password = configuration[\"Fleet:Password\"]; var token = \"{token}\";")),

        new(Packages, "a version in a project", "its version belongs in",
            Props("Polly", "2.1.86"), Project("Polly", " Version=\"2.1.86\""), ("a/A.cs", "using Polly;")),
        new(Packages, "a package without a central version", "no version in",
            Props("Polly", "2.1.86"), Project("Mono.Cecil", "")),
        new(Packages, "a floating version", "not an exact one", Props("Polly", "2.*")),
        new(Packages, "a package nobody references", "no project references it", Props("Polly", "2.1.86")),
        new(Packages, "a reference nobody uses", "no source of the project uses it",
            Props("Polly", "2.1.86"), Project("Polly", "")),
        new(Packages, "a package without a row", "no row in PackageUses",
            Props("Left.Pad", "1.0.0"), Project("Left.Pad", "")),
        new(Packages, "a package in use", null,
            Props("Polly", "2.1.86"), Project("Polly", ""), ("a/A.cs", "using Polly;")),

        new(Requirements, "an id past the last", "no requirement HBG-" + "104", ("a.cs", "// HBG-" + "104")),
        new(Requirements, "an id in a gap", "no requirement HUL-" + "034", ("a.md", "HUL-" + "034")),
        new(Requirements, "an id with too few digits", "no requirement UPP-" + "7", ("a.md", "UPP-" + "7")),
        new(TestedOnes, "a row without a test", "no test has HBG_018",
            (TestedTable, "# T\n| HBG-018 | a | tested |\n")),
        new(TestedOnes, "a test without its row", "has a test",
            (TestedTable, "# T\n| HBG-018 | a | not yet: why |\n"), Test("HBG_018_a")),
        new(TestedOnes, "a row and its test", null,
            (TestedTable, "# T\n| HBG-018 | a | tested |\n| HUL-141 | b | not yet: why |\n"), Test("HBG_018_a")),
        new(TestedOnes, "a row of the fleet manager that names a class without such a test", "no test of B has HBG_068",
            (TestedTable, FleetPart + "| HBG-068 | a | `A`, `B` |\n"), FleetTest("HBG_068_a")),
        new(TestedOnes, "a row of the fleet manager that names no class", "name A",
            (TestedTable, FleetPart + "| HBG-068 | a | not yet: why |\n"), FleetTest("HBG_067_068_a")),
        new(TestedOnes, "a test of the fleet manager without a row", "HBG-076 has no row",
            (TestedTable, FleetPart + "| HBG-051 | a | `A` |\n"), FleetTest("HBG_051_076_a")),
        new(TestedOnes, "a hub's test is none of the fleet manager", "no test of A has HBG_018",
            (TestedTable, FleetPart + "| HBG-018 | a | `A` |\n"), Test("HBG_018_a")),
        new(TestedOnes, "rows of the fleet manager and their tests", null,
            (TestedTable, FleetPart + "| HBG-051 | a | `A` |\n| HUL-141 | b | not yet: why |\n"),
            FleetTest("HBG_051_a_120_s")),

        new(Requirements, "ids that exist", null, ("a.md", "HBG-018, HUL-141, NOR-042, UPP-043, MFD-012, TS-50134")),
    ];

    private static (string, string) Props(string package, string version) =>
        (Central, Items($"<PackageVersion Include=\"{package}\" Version=\"{version}\" />"));

    private static (string, string) Test(string name) =>
        ("tests/a.cs", $"class A {{ [Fact] void {name}() {{ }} }}");

    private static (string, string) FleetTest(string name) =>
        ("tests/fleet/a.cs", $"class A {{ [Fact] void {name}() {{ }} }}");

    private static (string, string) Project(string package, string attributes) =>
        ("a/a.csproj", Items($"<PackageReference Include=\"{package}\"{attributes} />"));

    private static string Items(string items) => $"<Project><ItemGroup>{items}</ItemGroup></Project>";
}
